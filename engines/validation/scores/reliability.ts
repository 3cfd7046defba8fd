// Reliability: of the rows called p, how many came true. Bins for diagrams, and the expected calibration error (Naeini, Cooper &
// Hauskrecht 2015) over them. Used by model reports and the calibration screen.

export interface ReliabilityBin {
  /** Probabilities p with low < p ≤ high; the first bin holds its lower edge as well. */
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  readonly weight: number;
  /** Weighted means; NaN in an empty bin. */
  readonly predicted: number;
  readonly observed: number;
}

/** The bins the one-minute system reports its confidence in: of max(p, 1 − p). */
export const CONFIDENCE_EDGES: readonly number[] = [0.499, 0.6, 0.7, 0.8, 0.9, 1];

/** Bins of one width over 0..1. */
export function evenEdges(bins: number): readonly number[] {
  if (!Number.isInteger(bins) || bins < 1)
    throw new RangeError(`bins must be a whole number of at least 1, got ${bins}`);
  return Array.from({ length: bins + 1 }, (_, k) => k / bins);
}

/** Edges at quantiles, so that bins hold about as many rows; fewer bins where many rows share a probability. */
export function quantileEdges(probability: Float64Array, bins: number): readonly number[] {
  const inner = evenEdges(bins).slice(1, -1);
  const ascending = probability.slice().sort();
  const at = inner.map((share) => ascending[Math.ceil(share * ascending.length) - 1] ?? 0);
  return [0, ...new Set(at.filter((edge) => edge > 0 && edge < 1)), 1];
}

/**
 * `outcome`: 0 or 1. `edges` ascending; rows outside them are in no bin. Throws RangeError for a missing probability or edges out
 * of order.
 */
export function reliabilityBins(
  probability: Float64Array,
  outcome: ArrayLike<number>,
  edges: readonly number[] = evenEdges(10),
  weights?: Float64Array,
): readonly ReliabilityBin[] {
  if (edges.length < 2 || edges.some((edge, k) => k > 0 && !(edge > edges[k - 1]!)))
    throw new RangeError(`edges of bins must rise, got ${edges.join(', ')}`);
  const bins = edges.length - 1;
  const rows = new Int32Array(bins);
  const weight = new Float64Array(bins);
  const predicted = new Float64Array(bins);
  const observed = new Float64Array(bins);
  for (let i = 0; i < probability.length; i++) {
    const p = probability[i]!;
    if (Number.isNaN(p)) throw new RangeError(`row ${i} has no probability`);
    if (p < edges[0]! || p > edges[bins]!) continue;
    let bin = 0;
    while (p > edges[bin + 1]!) bin++;
    const w = weights?.[i] ?? 1;
    rows[bin]!++;
    weight[bin]! += w;
    predicted[bin]! += w * p;
    observed[bin]! += w * outcome[i]!;
  }
  return Array.from(rows, (count, k) => ({
    low: edges[k]!,
    high: edges[k + 1]!,
    rows: count,
    weight: weight[k]!,
    predicted: predicted[k]! / weight[k]!,
    observed: observed[k]! / weight[k]!,
  }));
}

/** Mean distance between called and come, weighted by the bins' rows; NaN where there are none. */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  let sum = 0;
  let total = 0;
  for (const { weight, predicted, observed } of bins) {
    if (weight === 0) continue;
    sum += weight * Math.abs(predicted - observed);
    total += weight;
  }
  return total > 0 ? sum / total : Number.NaN;
}
