// Check 1: recomputes rows with every later bar of every source removed. Whatever differs had looked ahead.
// Each point is a whole computation over the shorter series: warm-up is never trimmed, since recursive indicators remember all.

import { buildMatrix, type FeatureMatrix, type MatrixRows } from '../../features/matrix.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkResult, counted, createFindings, namesFound, skippedCheck, stated, told } from './findings.ts';
import { laterBars } from './later-bars.ts';
import type { LeakCheck } from './proof.ts';
import type { LeakSubject } from './subject.ts';

const TITLE = 'Nothing changes when the future is removed';
/** Rows before the cut that are compared along with it: a wide centred window shows there too. */
const TAIL = 32;

export interface TruncationCheck {
  /** Recomputes `points` rows of the instrument. `step` is called after each; false stops. */
  add(subject: LeakSubject, points: number, step: () => boolean): boolean;
  finish(): LeakCheck;
}

export function createTruncationCheck(seed: number): TruncationCheck {
  const findings = createFindings();
  const random = createRandom(seed);
  let points = 0;
  let rows = 0;
  let values = 0;
  let instruments = 0;
  let foreign = 0;

  function compare(subject: LeakSubject, again: FeatureMatrix, first: number, last: number): void {
    again.columns.forEach((column, k) => {
      const stored = subject.matrix.columns[k]!;
      for (let i = first; i <= last; i++) {
        const actual = column[i - first]!;
        if (Object.is(stored[i]!, actual)) {
          if (!Number.isNaN(actual)) values++;
          continue;
        }
        const feature = subject.matrix.names[k]!;
        findings.add({
          feature,
          instrumentId: subject.instrumentId,
          time: subject.matrix.time[i]!,
          expected: stated(stored[i]!),
          actual: stated(actual),
          words: `${feature} is ${told(stored[i]!)} in the dataset and ${told(actual)} when only bars closed by its decision time${
            i === last ? '' : ` and the ${counted(last - i, 'bar')} after it`
          } are there`,
        });
      }
    });
    rows += last - first + 1;
  }

  return {
    add(subject, wanted, step) {
      const { source, matrix } = subject;
      if (source === null) {
        foreign++;
        return step();
      }
      if (matrix.rows === 0) return step();
      instruments++;
      const later = laterBars(source.data);
      for (let k = 0; k < wanted; k++) {
        // One row from each equal stretch, so that every part of the period is looked at.
        const last = Math.min(matrix.rows - 1, Math.floor(((k + random.next()) / wanted) * matrix.rows));
        const first = Math.max(0, last - TAIL + 1);
        const again = buildMatrix(
          source.resolved,
          later.without(matrix.time[last]!),
          rowsBetween(matrix, source.rows, first, last),
        );
        compare(subject, again, first, last);
        points++;
        if (!step()) return false;
      }
      return true;
    },
    finish() {
      if (points === 0)
        return skippedCheck(
          'truncation',
          TITLE,
          foreign > 0
            ? 'The rows came from outside and cannot be recomputed.'
            : 'There are no rows to recompute.',
        );
      const where = `${counted(points, 'bar')} of ${counted(instruments, 'instrument')} recomputed without their future`;
      return checkResult(
        {
          id: 'truncation',
          title: TITLE,
          verdict: findings.count === 0 ? 'passed' : 'failed',
          summary:
            findings.count === 0
              ? `${where}: no byte differs.`
              : `${where}: ${counted(findings.count, 'value differs', 'values differ')}, in ${namesFound(findings)}.`,
          figures: { points, instruments, rowsCompared: rows, valuesCompared: values, foreign },
          features: [...findings.perFeature].map(([feature, differences]) => ({
            feature,
            figures: { differences },
          })),
        },
        findings,
      );
    },
  };
}

/** What the matrix was built with, from row `first` to row `last`. */
export function rowsBetween(
  matrix: FeatureMatrix,
  rows: MatrixRows | undefined,
  first: number,
  last: number,
): MatrixRows {
  const candidates = rows?.candidates?.slice(first, last + 1);
  return {
    time: matrix.time.subarray(first, last + 1),
    ...(candidates === undefined ? {} : { candidates }),
  };
}
