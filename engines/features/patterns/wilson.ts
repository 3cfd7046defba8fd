// Wilson's score interval of a share: what a count of wins says about the rate behind it. Called by the pattern statistics.

export interface ShareInterval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % of the normal distribution. */
export const NORMAL_95 = 1.959963984540054;

/**
 * Wilson (1927): never leaves [0, 1] and holds for small counts, unlike the share ± z·σ. Throws RangeError unless
 * 0 ≤ wins ≤ count and count ≥ 1.
 */
export function wilsonInterval(wins: number, count: number, z = NORMAL_95): ShareInterval {
  if (!(count >= 1 && wins >= 0 && wins <= count))
    throw new RangeError(`a share needs 0 ≤ wins ≤ count and a count of at least 1, got ${wins} of ${count}`);
  const share = wins / count;
  const square = z * z;
  const scale = 1 + square / count;
  const middle = (share + square / (2 * count)) / scale;
  const reach = (z / scale) * Math.sqrt((share * (1 - share)) / count + square / (4 * count * count));
  // At either end the bound is exact; rounding would leave it a hair off.
  return { low: wins === 0 ? 0 : middle - reach, high: wins === count ? 1 : middle + reach };
}
