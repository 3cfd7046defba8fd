// Check 7: feeds the bars to the live stream one by one and compares its rows with the dataset's, byte by byte.
// One instrument from its first bar to its last; of the others a stretch, for which both sides start at the same bar.

import { decisionTimes, type FeatureData } from '../../features/data.ts';
import { buildMatrix, type FeatureMatrix, type MatrixRows } from '../../features/matrix.ts';
import { createFeatureStream, type FeatureRow } from '../../features/stream.ts';
import { sliceBars } from '../../market/bars.ts';
import { createRandom } from '../../numeric/random.ts';
import { lowerBound } from '../../numeric/sorted.ts';
import { checkResult, counted, createFindings, namesFound, skippedCheck, stated, told } from './findings.ts';
import type { LeakCheck } from './proof.ts';
import { replayBars } from './replay-bars.ts';
import type { LeakSource, LeakSubject } from './subject.ts';

const TITLE = 'Live computes the same bytes';
/** Rows of a stretch, about. */
const STRETCH_ROWS = 400;

export interface ParityCheck {
  add(subject: LeakSubject, whole: boolean): void;
  finish(): LeakCheck;
}

export function createParityCheck(seed: number): ParityCheck {
  const findings = createFindings();
  const random = createRandom(seed);
  let rows = 0;
  let wholeInstruments = 0;
  let stretches = 0;
  let unserved = 0;
  let foreign = 0;

  function compare(subject: LeakSubject, source: LeakSource, data: FeatureData, matrix: FeatureMatrix): void {
    const served = servedRows(source, data, matrix, source.rows);
    served.forEach((row, i) => {
      if (row === undefined) {
        unserved++;
        return;
      }
      rows++;
      row.values.forEach((actual, k) => {
        const expected = matrix.columns[k]![i]!;
        if (Object.is(expected, actual)) return;
        const feature = matrix.names[k]!;
        findings.add({
          feature,
          instrumentId: subject.instrumentId,
          time: matrix.time[i]!,
          expected: stated(expected),
          actual: stated(actual),
          words: `${feature} is ${told(expected)} in the dataset and ${told(actual)} in the live stream`,
        });
      });
    });
  }

  return {
    add(subject, whole) {
      const { source, matrix } = subject;
      if (source === null) {
        foreign++;
        return;
      }
      if (matrix.rows === 0) return;
      // Rows of chosen moments are compared whole: a stretch may hold none of them.
      if (whole || source.rows !== undefined || matrix.rows <= STRETCH_ROWS) {
        wholeInstruments++;
        compare(subject, source, source.data, matrix);
        return;
      }
      stretches++;
      const start = random.integer(matrix.rows - STRETCH_ROWS);
      const data = stretchOf(source.data, matrix.time[start]!, matrix.time[start + STRETCH_ROWS]!);
      compare(subject, source, data, buildMatrix(source.resolved, data));
    },
    finish() {
      if (rows === 0)
        return skippedCheck(
          'parity',
          TITLE,
          foreign > 0
            ? 'The rows came from outside: there is no formula to compute them live.'
            : unserved > 0
              ? 'No row stands at the close of a decision bar, where the live stream gives its rows.'
              : 'There are no rows to compare.',
        );
      const where = `${counted(rows, 'row')} of ${counted(wholeInstruments, 'whole instrument')} and ${counted(stretches, 'stretch', 'stretches')} computed bar by bar`;
      return checkResult(
        {
          id: 'parity',
          title: TITLE,
          verdict: findings.count === 0 ? 'passed' : 'failed',
          summary:
            findings.count === 0
              ? `${where}: no byte differs.`
              : `${where}: ${counted(findings.count, 'value differs', 'values differ')}, in ${namesFound(findings)}.`,
          figures: { rowsCompared: rows, wholeInstruments, stretches, unserved, foreign },
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

/** Bars of every source between two moments; the calendar stays whole. */
function stretchOf(data: FeatureData, from: number, to: number): FeatureData {
  return {
    ...data,
    series: Object.fromEntries(
      Object.entries(data.series).map(([source, series]) => {
        const { openTime } = series!.bars;
        const bars = sliceBars(series!.bars, lowerBound(openTime, from), lowerBound(openTime, to));
        return [source, { ...series!, bars }];
      }),
    ),
  };
}

/** The stream's answer to each row of the matrix; undefined where it has none at that moment. */
function servedRows(
  { resolved }: LeakSource,
  data: FeatureData,
  { time }: FeatureMatrix,
  { candidates }: MatrixRows = {},
): (FeatureRow | undefined)[] {
  const stream = createFeatureStream(resolved, {
    decisionInterval: data.decisionInterval,
    sources: data.series,
  });
  const served: (FeatureRow | undefined)[] = [];
  let next = 0;
  replayBars(data, decisionTimes(data), stream, (moment, row) => {
    while (next < time.length && time[next]! < moment) served[next++] = undefined;
    for (; next < time.length && time[next] === moment; next++)
      served[next] = candidates === undefined ? row : stream.rowFor(candidates[next]!);
  });
  while (next < time.length) served[next++] = undefined;
  return served;
}
