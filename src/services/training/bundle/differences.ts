// How far two predictions of the same rows lie apart. Called by parity checks and by serving; pure.

export const PARITY_TOLERANCE = 1e-6;

/**
 * [Note: differences] Probabilities by their absolute difference, predicted numbers beyond 1 by their relative one. NaN equals NaN and
 * nothing else. A calibration is judged on the graph's own raw probabilities: an isotonic one may rise steeply between two knots, and
 * would turn a last bit of the raw probability into any difference.
 */
export function largestDifference(one: Float64Array, other: Float64Array): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < one.length; i++) {
    const a = one[i]!;
    const b = other[i]!;
    if (Number.isNaN(a) && Number.isNaN(b)) continue;
    const apart = a === b ? 0 : Math.abs(a - b) / Math.max(1, Math.abs(a));
    if (!(apart <= largest)) largest = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
  }
  return largest;
}
