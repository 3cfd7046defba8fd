// Highest or lowest of the last n values in constant time per bar. Building block of the stochastic; not an indicator itself.

import { checkPeriod } from '../numeric/arrays.ts';
import type { ValueStream } from './definition.ts';

/** Monotonic queue (Lemire 2006) on a ring. NaN until `period` finite values stand in a row. `sign` 1 = highest, −1 = lowest. */
export function createRollingExtreme(period: number, sign: 1 | -1): ValueStream {
  checkPeriod(period);
  const values = new Float64Array(period);
  const ages = new Float64Array(period);
  const wrap = (slot: number) => (slot >= period ? slot - period : slot);
  let head = 0;
  let size = 0;
  let count = 0;
  return {
    next(value) {
      if (!Number.isFinite(value)) {
        size = 0;
        count = 0;
        return Number.NaN;
      }
      count++;
      if (size > 0 && ages[head]! <= count - period) {
        head = wrap(head + 1);
        size--;
      }
      while (size > 0 && (value - values[wrap(head + size - 1)]!) * sign >= 0) size--;
      const tail = wrap(head + size);
      values[tail] = value;
      ages[tail] = count;
      size++;
      return count >= period ? values[head]! : Number.NaN;
    },
  };
}
