// How gradients become whole numbers: scales so large that every sum still fits its 32 bits (kernels.ts, [Note: packed
// gradients]). At 200,000 rows a gradient keeps 13 bits; measured log-loss equals that of doubles.

/** Quantised = real × scale. */
export interface Scales {
  readonly gradient: number;
  readonly hessian: number;
}

/**
 * `gradientSum` ≥ Σ|g| and `hessianSum` ≥ Σh over the rows of a tree. Rounding adds at most half a unit a row, which is left
 * room for: no sum of any subset can leave the range.
 */
export function scalesFor(rows: number, gradientSum: number, hessianSum: number): Scales {
  const room = rows / 2 + 2;
  return {
    gradient: (2 ** 31 - 1 - room) / (gradientSum > 0 ? gradientSum : 1),
    hessian: (2 ** 31 - 1 - room) / (hessianSum > 0 ? hessianSum : 1),
  };
}
