// How large a predicted return is among those before it: confidence over the trailing 99th percentile, and a threshold at the trailing
// 75th, both of sizes. The replaced system measured both over the whole batch, later predictions included, and by sign, so that a
// negative percentile turned most of the year into shorts.

import { lowerBound } from '../../numeric/sorted.ts';
import { quantileSorted } from '../../numeric/statistics.ts';

export interface TrailingSettings {
  /** Latest predictions that count. */
  readonly window: number;
  /** Fewer say nothing. */
  readonly least: number;
  readonly confidencePercentile: number;
  readonly thresholdPercentile: number;
}
export const TRAILING: TrailingSettings = {
  window: 1_000,
  least: 100,
  confidencePercentile: 0.99,
  thresholdPercentile: 0.75,
};

export interface Trailing {
  /** 0 … 1; NaN until enough predictions came before. */
  readonly confidence: number;
  /** NaN until then. */
  readonly threshold: number;
}

export interface TrailingConfidence {
  /** Judges a prediction by those before it, then counts it among them. NaN is neither judged nor counted. */
  update(prediction: number): Trailing;
}

/** `earlier`: out-of-fold predictions to start from, oldest first. */
export function createTrailingConfidence(
  settings: TrailingSettings = TRAILING,
  earlier: Float64Array = new Float64Array(0),
): TrailingConfidence {
  const { window, least, confidencePercentile, thresholdPercentile } = settings;
  if (!(window >= least && least >= 1))
    throw new RangeError(`the window ${window} must hold the least ${least}, and that at least 1`);
  const sizes: number[] = [];
  // Ascending, the first `count` of them.
  const sorted = new Float64Array(window + 1);
  let count = 0;
  const known = () => sorted.subarray(0, count);
  const add = (size: number): void => {
    const at = lowerBound(known(), size);
    sorted.copyWithin(at + 1, at, count++);
    sorted[at] = size;
    sizes.push(size);
    if (sizes.length <= window) return;
    const gone = lowerBound(known(), sizes.shift()!);
    sorted.copyWithin(gone, gone + 1, count--);
  };
  for (const prediction of earlier) if (!Number.isNaN(prediction)) add(Math.abs(prediction));
  return {
    update(prediction) {
      if (Number.isNaN(prediction)) return { confidence: Number.NaN, threshold: Number.NaN };
      const enough = count >= least;
      const top = enough ? quantileSorted(known(), confidencePercentile) : Number.NaN;
      const threshold = enough ? quantileSorted(known(), thresholdPercentile) : Number.NaN;
      const size = Math.abs(prediction);
      add(size);
      // Where everything before was 0, anything else is as large as can be.
      const confidence = top > 0 ? Math.min(1, size / top) : Number.isNaN(top) ? top : Number(size > 0);
      return { confidence, threshold };
    },
  };
}
