// Where to cut one feature into bins: between every two values where there are few, else at equal frequency. Called by binning.
// Method: LightGBM's greedy bin finder (`GreedyFindBin`, src/io/bin.cpp): a value as frequent as a whole bin gets its own.

import { thresholdBetween } from './float32.ts';

/** `sorted`: the first `length` values ascending, without NaN. Returns at most `bins - 1` thresholds, ascending. */
export function quantileThresholds(sorted: Float32Array, length: number, bins: number): Float32Array {
  const values: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < length; ) {
    const first = i;
    const value = sorted[i]!;
    while (i < length && sorted[i] === value) i++;
    values.push(value);
    counts.push(i - first);
  }
  const thresholds: number[] = [];
  if (values.length <= bins) {
    for (let k = 1; k < values.length; k++) thresholds.push(thresholdBetween(values[k - 1]!, values[k]!));
    return Float32Array.from(thresholds);
  }
  const fair = length / bins;
  let restRows = length;
  let restBins = bins;
  for (const count of counts)
    if (count >= fair) {
      restRows -= count;
      restBins--;
    }
  let mean = restRows / Math.max(1, restBins);
  let filled = 0;
  for (let k = 0; k + 1 < values.length && thresholds.length < bins - 1; k++) {
    const count = counts[k]!;
    const frequent = count >= fair;
    if (!frequent) restRows -= count;
    filled += count;
    const nextFrequent = counts[k + 1]! >= fair;
    if (!(frequent || filled >= mean || (nextFrequent && filled >= Math.max(1, mean / 2)))) continue;
    thresholds.push(thresholdBetween(values[k]!, values[k + 1]!));
    filled = 0;
    if (!frequent) {
      restBins--;
      mean = restRows / Math.max(1, restBins);
    }
  }
  return Float32Array.from(thresholds);
}
