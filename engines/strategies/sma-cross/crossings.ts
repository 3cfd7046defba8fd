// Where one line crosses another. Shared by the SMA cross strategy and the sweep engine, so that both mean the same crossing.

/**
 * Lines closer than this fraction of each other count as touching. Running sums carry rounding errors of about 1e-13, so
 * without it a flat market would produce crossings out of nothing; one price tick moves an average by far more.
 */
export const TOUCH_FRACTION = 1e-10;

/** +1 where `fast` comes to lie above `slow` having last lain below it, −1 the other way round, 0 elsewhere. */
export function crossings(fast: Float64Array, slow: Float64Array, out?: Int8Array): Int8Array {
  const result = out ?? new Int8Array(fast.length);
  let last = 0;
  for (let i = 0; i < fast.length; i++) {
    const base = slow[i]!;
    const distance = fast[i]! - base;
    const touch = TOUCH_FRACTION * base;
    let now = last;
    // NaN (warm-up) satisfies neither and leaves the last side standing.
    if (distance > touch) now = 1;
    else if (distance < -touch) now = -1;
    result[i] = now !== last && last !== 0 ? now : 0;
    last = now;
  }
  return result;
}
