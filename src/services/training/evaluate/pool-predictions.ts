// The out-of-fold predictions of all segments as one table, each row once. Called by the evaluation; rows ascend as in the training table,
// so those of one instrument and session lie together.
//
// [Note: tested twice] A combinatorial split tests a row in several folds. Its probability is then the mean of what those models said, and
// its threshold the strictest of theirs: a row is acted on only where every one of them found acting worth while. Decisions of a policy
// alike: a side is taken where all of them take it, in the smallest of their sizes.

import { type DecisionColumns, NO_GATE } from '../../../../engines/learn/policy/decision-model.ts';
import type { Predictions } from '../steps/contract.ts';

export interface SegmentPredictions {
  readonly segment: number;
  readonly predictions: Predictions;
}

export interface PooledPredictions {
  /** Rows of the training table, ascending, each once. */
  readonly rows: Uint32Array;
  readonly width: number;
  readonly raw: Float64Array;
  readonly calibrated: Float64Array;
  /** NaN: the row is not acted on, however sure the model is. */
  readonly threshold: Float64Array;
  /** The first segment that tested the row. */
  readonly segment: Int32Array;
  /** Likeliest regime, −1 where the run has none. */
  readonly regime: Int8Array;
  /** Where a policy decides in place of the thresholds. */
  readonly decisions?: DecisionColumns;
}

/** `tableRows`: rows of the training table. Throws RangeError where segments predict different numbers of classes. */
export function poolPredictions(parts: readonly SegmentPredictions[], tableRows: number): PooledPredictions {
  const width = parts[0]?.predictions.width ?? 1;
  const times = new Uint16Array(tableRows);
  for (const { segment, predictions } of parts) {
    if (predictions.width !== width)
      throw new RangeError(
        `segment ${segment} predicts ${predictions.width} classes, the first one ${width}; they cannot be pooled`,
      );
    for (const row of predictions.rows) times[row]!++;
  }
  const rows = Uint32Array.from(times.keys()).filter((row) => times[row]! > 0);
  const placeOf = new Int32Array(tableRows).fill(-1);
  rows.forEach((row, place) => {
    placeOf[row] = place;
  });
  const raw = new Float64Array(rows.length * width);
  const calibrated = new Float64Array(rows.length * width);
  const threshold = new Float64Array(rows.length).fill(Number.NEGATIVE_INFINITY);
  const segment = new Int32Array(rows.length).fill(-1);
  const regime = new Int8Array(rows.length).fill(-1);
  for (const { segment: own, predictions } of parts)
    predictions.rows.forEach((row, k) => {
      const place = placeOf[row]!;
      const share = 1 / times[row]!;
      for (let c = 0; c < width; c++) {
        const at = place * width + c;
        raw[at] = raw[at]! + share * predictions.raw[k * width + c]!;
        calibrated[at] = calibrated[at]! + share * predictions.calibrated[k * width + c]!;
      }
      const before = threshold[place]!;
      threshold[place] =
        Number.isNaN(before) || Number.isNaN(predictions.threshold)
          ? Number.NaN
          : Math.max(before, predictions.threshold);
      if (segment[place] === -1) {
        segment[place] = own;
        regime[place] = likeliestState(predictions, k);
      }
    });
  const decisions = pooledDecisions(parts, rows.length, (row) => placeOf[row]!);
  return { rows, width, raw, calibrated, threshold, segment, regime, ...(decisions && { decisions }) };
}

/** Null where the models act by their thresholds. Chances of neutrality and quality are means over the models. */
function pooledDecisions(
  parts: readonly SegmentPredictions[],
  count: number,
  placeOf: (row: number) => number,
): DecisionColumns | null {
  if (parts.every(({ predictions }) => predictions.decisions === undefined)) return null;
  const times = new Uint16Array(count);
  const side = new Int8Array(count);
  const multiplier = new Float64Array(count);
  const neutral = new Float64Array(count);
  const quality = new Float64Array(count);
  const gate = new Uint8Array(count).fill(NO_GATE);
  for (const { segment, predictions } of parts) {
    const { rows, decisions: own } = predictions;
    if (own === undefined)
      throw new RangeError(`segment ${segment} was decided by its threshold, others by a policy`);
    rows.forEach((row, k) => {
      const at = placeOf(row);
      const first = times[at]++ === 0;
      const agreed = first || side[at] === own.side[k];
      // The gate shown is that of the first model, or of the first that stayed out where others acted.
      if (first || (side[at] !== 0 && own.side[k] === 0)) gate[at] = own.gate[k]!;
      side[at] = agreed ? own.side[k]! : 0;
      multiplier[at] = !agreed
        ? 0
        : first
          ? own.multiplier[k]!
          : Math.min(multiplier[at]!, own.multiplier[k]!);
      neutral[at] = neutral[at]! + (own.neutral[k]! - neutral[at]!) / times[at]!;
      quality[at] = quality[at]! + (own.quality[k]! - quality[at]!) / times[at]!;
    });
  }
  return { side, multiplier, neutral, quality, gate };
}

function likeliestState({ regimes, states }: Predictions, row: number): number {
  let best = -1;
  for (let state = 0; state < states; state++)
    if (best < 0 || regimes[row * states + state]! > regimes[row * states + best]!) best = state;
  return best;
}
