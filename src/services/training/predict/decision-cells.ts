// The last columns of a prediction file: what is decided of a row and why, by the model's policy or, where it has none, by its threshold.
// Called by the prediction job.

import type { DecidedRow } from '../../../../engines/learn/policy/decision-model.ts';
import type { Cell } from '../reports/csv-text.ts';
import type { StoredModel } from '../steps/contract.ts';

export interface DecidedCells {
  /** Acted on: 1 or −1; 0: not. */
  readonly side: number;
  /** decision, reasons, margin, q, neutral. */
  readonly cells: readonly Cell[];
}

const WORDS = ['SELL', 'FLAT', 'BUY'] as const;

/** `calibrated`: of this row. `decided`: undefined where the threshold decides. */
export function decisionCells(
  { task, threshold }: Pick<StoredModel, 'task' | 'threshold'>,
  calibrated: Float64Array,
  row: { readonly side: number; readonly confidence: number; readonly decided: DecidedRow | undefined },
): DecidedCells {
  const { side, confidence, decided } = row;
  if (decided !== undefined) {
    const { inputs, decision } = decided;
    const reasons = decision.reasons.map(({ gate, words }) => `${gate}: ${words}`).join('; ');
    return {
      side: decision.side,
      cells: [
        ...[decision.decision, reasons],
        ...[known(decision.margin), known(inputs.quality), known(inputs.neutral)],
      ],
    };
  }
  const acts = threshold !== null && confidence >= threshold;
  const own = acts ? side : 0;
  const margin =
    task.kind === 'two-sided' ? Math.abs(calibrated[task.long]! - calibrated[task.short]!) : Number.NaN;
  const why =
    threshold === null
      ? 'threshold: none earned more than staying out'
      : `threshold: confidence ${confidence.toFixed(3)} ${acts ? 'reaches' : 'is below'} ${threshold.toFixed(3)}`;
  return { side: own, cells: [WORDS[own + 1]!, why, known(margin), null, null] };
}

const known = (value: number | undefined): Cell =>
  value === undefined || Number.isNaN(value) ? null : value;
