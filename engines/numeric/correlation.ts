// Pearson's and Spearman's correlation, also of weighted rows. Used by the leak checks, feature studies and foreign files.
// Rows where either number is missing take no part.

import { lowerBound, upperBound } from './sorted.ts';

/** A column of numbers; NaN is missing. */
export type Column = Float64Array | Float32Array;

/** NaN for fewer than three rows or where one side does not vary. */
export function correlation(one: Column, other: Column, weight?: Float64Array): number {
  let total = 0;
  let count = 0;
  let meanOne = 0;
  let meanOther = 0;
  let squareOne = 0;
  let squareOther = 0;
  let product = 0;
  for (let i = 0; i < one.length; i++) {
    const a = one[i]!;
    const b = other[i]!;
    const w = weight === undefined ? 1 : weight[i]!;
    if (Number.isNaN(a) || Number.isNaN(b) || !(w > 0)) continue;
    // West's updating formulas (1979): no cancellation for numbers far from zero.
    total += w;
    count++;
    const fromOne = a - meanOne;
    const fromOther = b - meanOther;
    meanOne += (w / total) * fromOne;
    meanOther += (w / total) * fromOther;
    squareOne += w * fromOne * (a - meanOne);
    squareOther += w * fromOther * (b - meanOther);
    product += w * fromOne * (b - meanOther);
  }
  if (count < 3 || !(squareOne > 0 && squareOther > 0)) return Number.NaN;
  return Math.max(-1, Math.min(1, product / Math.sqrt(squareOne * squareOther)));
}

/** Average rank of each value among those present; NaN stays NaN. */
export function ranks(values: Column): Float64Array {
  const ascending = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort();
  const result = new Float64Array(values.length).fill(Number.NaN);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    result[i] = (lowerBound(ascending, value) + upperBound(ascending, value) - 1) / 2;
  }
  return result;
}

/** Spearman's: ranks are taken over the rows where both are present. */
export function rankCorrelation(one: Column, other: Column, weight?: Float64Array): number {
  const present = (values: Column) =>
    Float64Array.from(values, (value, i) =>
      Number.isNaN(one[i]!) || Number.isNaN(other[i]!) ? Number.NaN : value,
    );
  return correlation(ranks(present(one)), ranks(present(other)), weight);
}

/**
 * Symmetric matrix of Spearman correlations. Ranks are taken once per column over its own known rows, so pairs with different gaps
 * are correlated on those ranks: exact without gaps, and a close approximation with few.
 */
export function rankCorrelationMatrix(columns: readonly Column[]): readonly Float64Array[] {
  const ranked = columns.map(ranks);
  const matrix = columns.map(() => new Float64Array(columns.length).fill(1));
  for (let a = 0; a < ranked.length; a++)
    for (let b = 0; b < a; b++) {
      const value = correlation(ranked[a]!, ranked[b]!);
      matrix[a]![b] = value;
      matrix[b]![a] = value;
    }
  return matrix;
}
