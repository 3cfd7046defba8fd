// Spearman's rank correlation of columns with missing values. Called by feature studies and leak checks.

/** Ranks from 1, ties share their mean rank; NaN stays NaN and takes no rank. */
export function ranksOf(values: Float64Array | Float32Array): Float64Array {
  const order: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) order.push(i);
  order.sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!]! === values[order[start]!]!) end++;
    const rank = (start + 1 + end) / 2;
    for (let k = start; k < end; k++) ranks[order[k]!] = rank;
    start = end;
  }
  return ranks;
}

/** Pearson's correlation over the rows where both are known; NaN with fewer than 3 such rows or a constant column. */
export function correlationOf(a: Float64Array, b: Float64Array): number {
  let n = 0;
  let sumA = 0;
  let sumB = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    sumA += x;
    sumB += y;
  }
  if (n < 3) return Number.NaN;
  const meanA = sumA / n;
  const meanB = sumB / n;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]! - meanA;
    const y = b[i]! - meanB;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  const correlation = products / Math.sqrt(squaresA * squaresB);
  return Math.max(-1, Math.min(1, correlation));
}

/**
 * Symmetric matrix of Spearman correlations. Ranks are taken once per column over its own known rows, so pairs with different gaps
 * are correlated on those ranks: exact without gaps, and a close approximation with few.
 */
export function rankCorrelationMatrix(
  columns: readonly (Float64Array | Float32Array)[],
): readonly Float64Array[] {
  const ranks = columns.map(ranksOf);
  const matrix = columns.map(() => new Float64Array(columns.length).fill(1));
  for (let a = 0; a < ranks.length; a++)
    for (let b = 0; b < a; b++) {
      const correlation = correlationOf(ranks[a]!, ranks[b]!);
      matrix[a]![b] = correlation;
      matrix[b]![a] = correlation;
    }
  return matrix;
}
