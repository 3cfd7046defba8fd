// Equal-width bins as stored (two ends and counts) with the bounds of each. Pure.

import type { HistogramBin } from './histogram-model.ts';

export function equalBins(from: number, to: number, counts: readonly number[]): readonly HistogramBin[] {
  const width = (to - from) / Math.max(1, counts.length);
  return counts.map((count, k) => ({
    from: from + k * width,
    // The last bound is given, not computed: rounding must not move it.
    to: k === counts.length - 1 ? to : from + (k + 1) * width,
    count,
  }));
}
