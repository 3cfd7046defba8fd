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
  const cuts = distinct <= bins ? everyCut(distinct) : cutsOf(starts, distinct, length, bins);
  return Float32Array.from(cuts, (k) => thresholdBetween(sorted[starts[k]!]!, sorted[starts[k + 1]!]!));
}

/**
 * Where each run of equal values starts, and after the last one the end; returns how many runs. −0 and 0 are one value.
 * Branch-free: the end of the run in hand is moved on with every value.
 */
function findRuns(sorted: Float32Array, length: number, starts: Uint32Array): number {
  let distinct = 0;
  let before = Number.NaN;
  starts[0] = 0;
  for (let i = 0; i < length; i++) {
    const value = sorted[i]!;
    distinct += Number(value !== before);
    starts[distinct] = i + 1;
    before = value;
  }
  return distinct;
}

/** A cut k lies after run k. */
function everyCut(distinct: number): readonly number[] {
  return Array.from({ length: Math.max(0, distinct - 1) }, (_, k) => k);
}

function cutsOf(starts: Uint32Array, distinct: number, length: number, bins: number): readonly number[] {
  const fair = length / bins;
  for (let k = 0; k < distinct; k++)
    if (starts[k + 1]! - starts[k]! >= fair) return cutsAroundFrequent(starts, distinct, length, bins);
  return evenCuts(starts, distinct, length, bins);
}

/** No value fills a bin: each bin takes its fair part of the rows that are left. */
function evenCuts(starts: Uint32Array, distinct: number, length: number, bins: number): readonly number[] {
  const cuts: number[] = [];
  let first = 0;
  for (let rest = bins; rest > 1; rest--) {
    const from = starts[first]!;
    const enough = from + (length - from) / rest;
    // The first run that ends at or after that.
    let low = first;
    let high = distinct - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle + 1]! >= enough) high = middle;
      else low = middle + 1;
    }
    if (low + 1 >= distinct) break;
    cuts.push(low);
    first = low + 1;
  }
  return cuts;
}

/** A value as frequent as a whole bin gets a bin of its own; the others share the rest evenly. */
function cutsAroundFrequent(
  starts: Uint32Array,
  distinct: number,
  length: number,
  bins: number,
): readonly number[] {
  const fair = length / bins;
  const countOf = (k: number) => starts[k + 1]! - starts[k]!;
  let restRows = length;
  let restBins = bins;
  for (let k = 0; k < distinct; k++)
    if (countOf(k) >= fair) {
      restRows -= countOf(k);
      restBins--;
    }
  const cuts: number[] = [];
  let mean = restRows / Math.max(1, restBins);
  let filled = 0;
  for (let k = 0; k + 1 < distinct && cuts.length < bins - 1; k++) {
    const count = countOf(k);
    const frequent = count >= fair;
    if (!frequent) restRows -= count;
    filled += count;
    const nextFrequent = countOf(k + 1) >= fair;
    if (!(frequent || filled >= mean || (nextFrequent && filled >= Math.max(1, mean / 2)))) continue;
    cuts.push(k);
    filled = 0;
    if (!frequent) {
      restBins--;
      mean = restRows / Math.max(1, restBins);
    }
  }
  return cuts;
}
