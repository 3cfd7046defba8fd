// Check 2: replaces everything after a moment with noise and computes again. No row decided by then may change, no label known
// by then may change, and a label that waits for the future must change with it.

import { buildMatrix, type FeatureMatrix } from '../../features/matrix.ts';
import type { LabelColumns } from '../../labels/definition.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkResult, counted, createFindings, namesFound, skippedCheck, stated, told } from './findings.ts';
import { laterBars } from './later-bars.ts';
import { LABEL, type LeakCheck } from './proof.ts';
import type { LeakSubject } from './subject.ts';
import { rowsBetween } from './truncation.ts';

const TITLE = 'Nothing changes when the future is replaced by noise';
/** With this many labels asked, none of them moving is no accident. */
const LABELS_ASKED = 10;

export interface ScrambleCheck {
  add(subject: LeakSubject, cuts: number, step: () => boolean): boolean;
  finish(): LeakCheck;
}

export function createScrambleCheck(seed: number): ScrambleCheck {
  const findings = createFindings();
  const random = createRandom(seed);
  let cuts = 0;
  let rows = 0;
  let labels = 0;
  let labelsAtCut = 0;
  let labelsAtCutUnmoved = 0;
  let deafAt: { instrumentId: string; time: number } | undefined;
  let foreign = 0;

  function compareRows(subject: LeakSubject, again: FeatureMatrix, last: number): void {
    again.columns.forEach((column, k) => {
      const stored = subject.matrix.columns[k]!;
      for (let i = 0; i <= last; i++) {
        if (Object.is(stored[i]!, column[i]!)) continue;
        const feature = subject.matrix.names[k]!;
        findings.add({
          feature,
          instrumentId: subject.instrumentId,
          time: subject.matrix.time[i]!,
          expected: stated(stored[i]!),
          actual: stated(column[i]!),
          words: `${feature} is ${told(stored[i]!)} in the dataset and ${told(column[i]!)} when the bars after a later moment are noise`,
        });
      }
    });
    rows += last + 1;
  }

  function compareLabels(subject: LeakSubject, again: LabelColumns, cut: number, last: number): void {
    const stored = subject.labels!;
    const time = subject.matrix.time;
    for (let i = 0; i < stored.length; i++) {
      // Known by the cut before or after: both ways, or a label could hide by moving its own t1.
      if (!(stored.t1[i]! <= cut || again.t1[i]! <= cut)) continue;
      labels++;
      if (sameLabel(stored, again, i)) continue;
      findings.add({
        feature: LABEL,
        instrumentId: subject.instrumentId,
        time: time[i]!,
        expected: stated(stored.value[i]!),
        actual: stated(again.value[i]!),
        words: `the label says it was known by then, yet changes with bars that closed later: value ${told(stored.value[i]!)} against ${told(again.value[i]!)}, class ${stored.label[i]} against ${again.label[i]}`,
      });
    }
    if (!(stored.t1[last]! > cut) || Number.isNaN(again.t1[last]!)) return;
    labelsAtCut++;
    if (!Object.is(stored.value[last]!, again.value[last]!)) return;
    labelsAtCutUnmoved++;
    deafAt ??= { instrumentId: subject.instrumentId, time: time[last]! };
  }

  return {
    add(subject, wanted, step) {
      const { source, matrix, labels: own } = subject;
      if (source === null) {
        foreign++;
        return step();
      }
      if (matrix.rows === 0) return step();
      const later = laterBars(source.data);
      for (let k = 0; k < wanted; k++) {
        const last = Math.min(
          matrix.rows - 1,
          Math.floor(((k + 0.25 + 0.75 * random.next()) / wanted) * matrix.rows),
        );
        const cut = matrix.time[last]!;
        const data = later.scrambled(cut, random);
        compareRows(
          subject,
          buildMatrix(source.resolved, data, rowsBetween(matrix, source.rows, 0, last)),
          last,
        );
        if (own !== null && source.relabel !== undefined)
          compareLabels(subject, source.relabel(data), cut, last);
        cuts++;
        if (!step()) return false;
      }
      return true;
    },
    finish() {
      if (cuts === 0)
        return skippedCheck(
          'scramble',
          TITLE,
          foreign > 0
            ? 'The rows came from outside and cannot be recomputed.'
            : 'There are no rows to recompute.',
        );
      if (labelsAtCut >= LABELS_ASKED && labelsAtCutUnmoved === labelsAtCut)
        findings.add({
          feature: LABEL,
          instrumentId: deafAt?.instrumentId ?? null,
          time: deafAt?.time ?? null,
          expected: null,
          actual: null,
          words: `none of ${counted(labelsAtCut, 'label')} moved when every bar after its decision became noise: it was already decided when the features were taken`,
        });
      const where = `Future replaced by noise at ${counted(cuts, 'moment')}: ${counted(rows, 'row')} and ${counted(labels, 'known label')} compared`;
      return checkResult(
        {
          id: 'scramble',
          title: TITLE,
          verdict: findings.count === 0 ? 'passed' : 'failed',
          summary:
            findings.count === 0
              ? `${where}, none changed.`
              : `${where}, ${counted(findings.count, 'difference')}, in ${namesFound(findings)}.`,
          figures: {
            cuts,
            rowsCompared: rows,
            labelsCompared: labels,
            labelsAtCut,
            labelsAtCutUnmoved,
            foreign,
          },
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

/** Weights depend on which labels overlap, later ones too; they are no input of a model and are not compared. */
function sameLabel(one: LabelColumns, other: LabelColumns, i: number): boolean {
  return (
    one.label[i] === other.label[i] &&
    Object.is(one.value[i]!, other.value[i]!) &&
    Object.is(one.t1[i]!, other.t1[i]!)
  );
}
