// Running sum of the last n values on a ring: building block of volume-weighted means and range sums; not an indicator itself.
// Must not leave rounding dust behind: a window of zeros sums to exactly zero, so that a caller can ask for it.

import { checkPeriod } from '../numeric/arrays.ts';

export interface WindowSum {
  /** Sum of the last `period` values, NaN until that many stand in a row. */
  readonly sum: number;
  add(value: number): void;
  /** Empties the window, as after a missing value. */
  clear(): void;
}

export function createWindowSum(period: number): WindowSum {
  checkPeriod(period);
  const window = new Float64Array(period);
  let at = 0;
  let count = 0;
  let present = 0;
  let total = 0;
  const state = { sum: Number.NaN, add, clear };

  function add(value: number): void {
    const leaving = window[at]!;
    if (count === period) {
      total -= leaving;
      if (leaving !== 0) present--;
    } else {
      count++;
    }
    if (value !== 0) present++;
    total += value;
    // Subtracting what was added before other roundings leaves dust; without any value there is nothing to sum.
    if (present === 0) total = 0;
    window[at] = value;
    at = at + 1 === period ? 0 : at + 1;
    state.sum = count === period ? total : Number.NaN;
  }

  function clear(): void {
    at = 0;
    count = 0;
    present = 0;
    total = 0;
    state.sum = Number.NaN;
  }

  return state;
}
