// Population stability index: how far a later sample of a number has moved from a reference sample. Called by feature studies and
// by the drift monitor. Missing values are left out by both; their share is reported beside it, not hidden in it.

import { quantileSorted } from '../numeric/statistics.ts';

/** Added to empty bins, as a share: without it one empty bin would make the index infinite. */
const FLOOR = 1e-4;

/** Inner edges of at most `bins` bins of equal weight in the reference; equal quantiles make fewer bins. NaN is left out. */
export function psiEdges(reference: Float64Array, bins = 10): Float64Array {
  const known = reference.filter((value) => !Number.isNaN(value)).sort();
  const edges: number[] = [];
  for (let k = 1; k < bins; k++) {
    const edge = quantileSorted(known, k / bins);
    if (!Number.isNaN(edge) && edge !== edges.at(-1)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** Share of the known values per bin: up to and including the first edge, …, above the last. Empty input gives NaN. */
export function binShares(values: Float64Array, edges: Float64Array): Float64Array {
  const counts = new Float64Array(edges.length + 1);
  let known = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    known++;
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value > edges[middle]!) low = middle + 1;
      else high = middle;
    }
    counts[low] = counts[low]! + 1;
  }
  return counts.map((count) => count / known);
}

/**
 * Σ (actual − expected) · ln(actual / expected) over bins (Siddiqi 2006). Below 0.1 is read as stable, above 0.25 as moved.
 * NaN where either sample has no known value.
 */
export function stabilityIndex(expected: Float64Array, actual: Float64Array): number {
  let index = 0;
  for (let k = 0; k < expected.length; k++) {
    const before = Math.max(FLOOR, expected[k]!);
    const after = Math.max(FLOOR, actual[k]!);
    index += (after - before) * Math.log(after / before);
  }
  return index;
}
