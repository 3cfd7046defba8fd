// The out-of-fold predictions of all segments as one table, each row once. Called by the evaluation; rows ascend as in the training table,
// so those of one instrument and session lie together.
//
// [Note: tested twice] A combinatorial split tests a row in several folds. Its probability is then the mean of what those models said, and
// its threshold the strictest of theirs: a row is acted on only where every one of them found acting worth while.

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
  return { rows, width, raw, calibrated, threshold, segment, regime };
}

function likeliestState({ regimes, states }: Predictions, row: number): number {
  let best = -1;
  for (let state = 0; state < states; state++)
    if (best < 0 || regimes[row * states + state]! > regimes[row * states + best]!) best = state;
  return best;
}
