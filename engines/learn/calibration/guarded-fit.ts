// Fits a calibration on one block of time and believes it only after it has passed on a strictly later block: the guards of the
// one-minute system, without its faults (it judged on the rows it had fitted, and could serve an inverted line unnoticed).

import { auc } from '../../numeric/auc.ts';
import { applyCalibration } from './apply.ts';
import type { CalibrationMethod, CalibrationState } from './contract.ts';

export interface CalibrationBlock {
  /** In order of time. */
  readonly probability: Float64Array;
  readonly outcome: Uint8Array;
  readonly weight?: Float64Array;
}

export interface CalibrationGuards {
  readonly minRows: number;
  /** Platt's slope. */
  readonly minSlope: number;
  readonly minAuc: number;
  /** The Brier score may be this much worse than the raw one's on the later block. */
  readonly brierSlack: number;
  /** Of the later fifth, at most so many rows judge; 200 where absent, as in a live log. A dataset's thousands may all judge. */
  readonly mostLaterRows?: number;
}
export const CALIBRATION_GUARDS: CalibrationGuards = {
  minRows: 120,
  minSlope: 0.2,
  minAuc: 0.53,
  brierSlack: 0.002,
};

export interface CalibrationEvidence {
  readonly fittedRows: number;
  readonly laterRows: number;
  /** On the later block. */
  readonly auc: number;
  readonly rawBrier: number;
  readonly brier: number;
}
export type GuardedCalibration =
  | { readonly accepted: true; readonly state: CalibrationState; readonly evidence: CalibrationEvidence }
  | { readonly accepted: false; readonly reason: string; readonly evidence?: CalibrationEvidence };

/** Rows kept for judging: a fifth, at least 50 and at most 200. */
export const laterRowsOf = (rows: number): number => laterRowsUpTo(rows, 200);

const laterRowsUpTo = (rows: number, most: number): number =>
  Math.max(50, Math.min(most, Math.floor(rows / 5)));

export function guardedCalibration(
  method: CalibrationMethod,
  block: CalibrationBlock,
  guards: CalibrationGuards = CALIBRATION_GUARDS,
): GuardedCalibration {
  const rows = block.probability.length;
  if (rows < guards.minRows)
    return { accepted: false, reason: `${rows} rows; a calibration needs ${guards.minRows}` };
  const laterRows = laterRowsUpTo(rows, guards.mostLaterRows ?? 200);
  const cut = rows - laterRows;
  const early = part(block, 0, cut);
  const later = part(block, cut, rows);
  const fit = method.fit(early.probability, early.outcome, early.weight);
  if (!fit.accepted) return fit;
  const after = applyCalibration(fit.state, later.probability);
  const evidence: CalibrationEvidence = {
    fittedRows: cut,
    laterRows,
    auc: auc(
      later.probability,
      Int8Array.from(later.outcome, (came) => (came === 1 ? 1 : -1)),
      later.weight,
    ),
    rawBrier: brier(later.probability, later),
    brier: brier(after, later),
  };
  const reason = faultOf(fit.state, evidence, guards);
  return reason === null
    ? { accepted: true, state: fit.state, evidence }
    : { accepted: false, reason, evidence };
}

function faultOf(
  state: CalibrationState,
  { auc, rawBrier, brier: after, laterRows }: CalibrationEvidence,
  { minSlope, minAuc, brierSlack }: CalibrationGuards,
): string | null {
  if (state.kind === 'platt' && state.a < minSlope)
    return `the slope is ${state.a.toFixed(3)}, below ${minSlope}: the probability says next to nothing`;
  if (Number.isNaN(auc))
    return `the later ${laterRows} rows have one outcome only; nothing can be judged on them`;
  if (auc < minAuc)
    return `AUC ${auc.toFixed(3)} on the later ${laterRows} rows is below ${minAuc}: the model does not rank them`;
  const grid = applyCalibration(
    state,
    Float64Array.from({ length: 19 }, (_, k) => 0.05 * (k + 1)),
  );
  if (grid.some((p, k) => k > 0 && p < grid[k - 1]!)) return 'the calibration falls as the probability grows';
  if (after > rawBrier + brierSlack)
    return `the Brier score on the later ${laterRows} rows would worsen from ${rawBrier.toFixed(4)} to ${after.toFixed(4)}`;
  return null;
}

/** Rejections in a row after which the raw probability is served instead of the last calibration. */
export const MOST_REJECTIONS = 3;

export interface CalibrationStanding {
  readonly state: CalibrationState | null;
  readonly rejections: number;
}

/** What is served after a new attempt: an accepted calibration at once; the last one through two rejections; then the raw probability. */
export function standingAfter(before: CalibrationStanding, attempt: GuardedCalibration): CalibrationStanding {
  if (attempt.accepted) return { state: attempt.state, rejections: 0 };
  const rejections = before.rejections + 1;
  return { state: rejections >= MOST_REJECTIONS ? null : before.state, rejections };
}

export type ModelQuality = 'strong' | 'ok' | 'weak';

/** How far a model is trusted by the gates, from its calibration's evidence; no evidence is weak. */
export function modelQuality(auc: number | undefined, slope: number): ModelQuality {
  if (auc === undefined || Number.isNaN(auc)) return 'weak';
  if (auc >= 0.57 && slope >= 0.25) return 'strong';
  return auc >= 0.53 && slope >= 0.15 ? 'ok' : 'weak';
}

function part(
  { probability, outcome, weight }: CalibrationBlock,
  from: number,
  to: number,
): CalibrationBlock {
  return {
    probability: probability.subarray(from, to),
    outcome: outcome.subarray(from, to),
    ...(weight === undefined ? {} : { weight: weight.subarray(from, to) }),
  };
}

function brier(probability: Float64Array, { outcome, weight }: CalibrationBlock): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < probability.length; i++) {
    const w = weight?.[i] ?? 1;
    sum += w * (probability[i]! - outcome[i]!) ** 2;
    total += w;
  }
  return sum / total;
}
