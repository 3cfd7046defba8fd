// Where to cut one feature into bins: between every two values where there are few, else at equal frequency. Called by binning.
// Method: LightGBM's greedy bin finder (`GreedyFindBin`, src/io/bin.cpp): a value as frequent as a whole bin gets its own.

import { thresholdBetween } from './float32.ts';

/**
 * `sorted`: the first `length` values ascending, without NaN. Returns at most `bins - 1` thresholds, ascending. `starts` is working
 * space of at least length + 1, reused from feature to feature.
 */
export function quantileThresholds(
  sorted: Float32Array,
  length: number,
  bins: number,
  starts: Uint32Array = new Uint32Array(length + 1),
): Float32Array {
  const distinct = findRuns(sorted, length, starts);
  const between = (k: number) => thresholdBetween(sorted[starts[k]!]!, sorted[starts[k + 1]!]!);
  if (distinct <= bins) return Float32Array.from({ length: Math.max(0, distinct - 1) }, (_, k) => between(k));
  const fair = length / bins;
  const countOf = (k: number) => starts[k + 1]! - starts[k]!;
  let restRows = length;
  let restBins = bins;
  for (let k = 0; k < distinct; k++)
    if (countOf(k) >= fair) {
      restRows -= countOf(k);
      restBins--;
    }
  const thresholds: number[] = [];
  let mean = restRows / Math.max(1, restBins);
  let filled = 0;
  for (let k = 0; k + 1 < distinct && thresholds.length < bins - 1; k++) {
    const count = countOf(k);
    const frequent = count >= fair;
    if (!frequent) restRows -= count;
    filled += count;
    const nextFrequent = countOf(k + 1) >= fair;
    if (!(frequent || filled >= mean || (nextFrequent && filled >= Math.max(1, mean / 2)))) continue;
    thresholds.push(between(k));
    filled = 0;
    if (!frequent) {
      restBins--;
      mean = restRows / Math.max(1, restBins);
    }
  }
  return Float32Array.from(thresholds);
}

/** Where each run of equal values starts, and after the last one the end; returns how many runs. −0 and 0 are one value. */
function findRuns(sorted: Float32Array, length: number, starts: Uint32Array): number {
  let distinct = 0;
  for (let i = 0; i < length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) {
      starts[distinct] = i;
      distinct++;
    }
  starts[distinct] = length;
  return distinct;
}
