// Volume participation: how much of a bar's volume one order may take. Called by the fill step before a quantity is booked.
// Must never return more than was asked, nor a fraction of a lot.

/**
 * Largest quantity ≤ `quantity` that is at most `maxFraction` of the volume traded in the bar, in whole lots.
 * A bar without volume fills nothing. `maxFraction` = Infinity switches the cap off (indices carry no volume).
 */
export function capQuantity(quantity: number, barVolume: number, maxFraction: number, lotSize = 1): number {
  if (!(maxFraction >= 0))
    throw new RangeError(`the share of a bar's volume must be at least 0, got ${maxFraction}`);
  if (!(lotSize > 0)) throw new RangeError(`the lot size must be above 0, got ${lotSize}`);
  if (maxFraction === Number.POSITIVE_INFINITY) return quantity;
  const room = barVolume > 0 ? Math.floor((barVolume * maxFraction) / lotSize) * lotSize : 0;
  return Math.min(quantity, room);
}
