// Mean and population standard deviation of the last n values in TA-Lib's order of operations: E[x²] − E[x]² over running
// sums. Bollinger bands, STDDEV and the volume z-score build on it.

import { checkPeriod } from '../numeric/arrays.ts';

export interface MovingDeviation {
  readonly mean: number;
  readonly deviation: number;
  next(value: number): void;
}

/**
 * Below this share of the mean a deviation is what rounding left in the running sums, not movement: over a million bars that
 * rest grows to 3.5e-7 of the price, while one tick of 0.05 in twenty bars of a price of 1,000 makes 1e-5.
 */
export const LEAST_DEVIATION = 1e-6;

/**
 * NaN until `period` values have come (callers restart by making a new one). The sums run on as TA-Lib's do, so a standing
 * price keeps a deviation of rounding size instead of 0 (`LEAST_DEVIATION` bounds it); equality with TA-Lib is worth more.
 */
export function createMovingDeviation(period: number): MovingDeviation {
  checkPeriod(period);
  const window = new Float64Array(period);
  let at = 0;
  let count = 0;
  let total = 0;
  let squares = 0;
  const state = {
    mean: Number.NaN,
    deviation: Number.NaN,
    next(value: number): void {
      total += value;
      squares += value * value;
      window[at] = value;
      at = at + 1 === period ? 0 : at + 1;
      if (count < period) count++;
      if (count < period) return;
      const mean = total / period;
      const variance = squares / period - mean * mean;
      state.mean = mean;
      state.deviation = variance > 0 ? Math.sqrt(variance) : 0;
      const leaving = window[at]!;
      total -= leaving;
      squares -= leaving * leaving;
    },
  };
  return state;
}
