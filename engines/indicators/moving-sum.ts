// Running sum of the last n values, and the value n steps ago: building blocks of windowed indicators, not indicators
// themselves.

import { checkPeriod } from '../numeric/arrays.ts';
import type { ValueStream } from './definition.ts';

/**
 * NaN until `period` finite values stand in a row. A window of zeros sums to exactly 0: what rounding left of values long
 * gone would otherwise be divided by another such rest.
 */
export function createMovingSum(period: number): ValueStream {
  checkPeriod(period);
  const window = new Float64Array(period);
  let at = 0;
  let count = 0;
  let total = 0;
  let nonZero = 0;
  return {
    next(value) {
      if (!Number.isFinite(value)) {
        window.fill(0);
        at = 0;
        count = 0;
        total = 0;
        nonZero = 0;
        return Number.NaN;
      }
      const leaving = window[at]!;
      if (leaving !== 0) nonZero--;
      if (value !== 0) nonZero++;
      total = nonZero === 0 ? 0 : total - leaving + value;
      window[at] = value;
      at = at + 1 === period ? 0 : at + 1;
      if (count < period) count++;
      return count === period ? total : Number.NaN;
    },
  };
}

/** The value `steps` calls ago (0 = the one just given); NaN while there was none. */
export function createLag(steps: number): ValueStream {
  checkPeriod(steps, 'steps', 0);
  const ring = new Float64Array(steps + 1).fill(Number.NaN);
  let at = 0;
  return {
    next(value) {
      ring[at] = value;
      at = at + 1 === ring.length ? 0 : at + 1;
      return ring[at]!;
    },
  };
}
