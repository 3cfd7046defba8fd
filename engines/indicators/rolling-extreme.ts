// Highest or lowest of the last n values in constant time per bar: building block of channels and oscillators, and the
// indicators "highest close" and "lowest close" themselves.

import { checkPeriod } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period, type ValueStream } from './definition.ts';
import { defineOnClose, runStream } from './value-columns.ts';

export interface RollingExtreme extends ValueStream {
  /** Values since the extreme, the latest of equals: 0 for the value just given. Means nothing before the window is full. */
  age(): number;
}

/** Monotonic queue (Lemire 2006) on a ring. NaN until `period` finite values stand in a row. `sign` 1 = highest, −1 = lowest. */
export function createRollingExtreme(period: number, sign: 1 | -1): RollingExtreme {
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
    age: () => count - ages[head]!,
  };
}

/** Highest (`sign` 1) or lowest (−1) of the last `period` values of a column. */
export function rollingExtreme(
  source: Float64Array,
  period: number,
  sign: 1 | -1,
  out?: Float64Array,
): Float64Array {
  return runStream(createRollingExtreme(period, sign), source, out);
}

function extremeOfClose(id: string, title: string, sign: 1 | -1, source: string): IndicatorDefinition {
  return defineOnClose({
    id,
    title,
    parameters: [period('period', 20, 'Closes looked at, the current one included.')],
    warmup: ({ period }) => period! - 1,
    missing: 'restart',
    source,
    batch: (close, { period }) => rollingExtreme(close, period!, sign),
    stream: ({ period }) => createRollingExtreme(period!, sign),
  });
}

export const HIGHEST = extremeOfClose('highest', 'Highest close', 1, 'TA-Lib MAX');
export const LOWEST = extremeOfClose('lowest', 'Lowest close', -1, 'TA-Lib MIN');
