// Williams %R: how far the close lies below the high of the last n bars, 0 (at the high) to −100 (at the low).
// Called by charts and features.

import { outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period } from './definition.ts';
import { FLAT_PARAMETER, type FlatRange, flatOf, flatValue } from './flat-range.ts';
import { createRollingExtreme } from './rolling-extreme.ts';
import type { RangeColumns, RangeStream } from './true-range.ts';

function createCore(period: number, flat: FlatRange): (high: number, low: number, close: number) => number {
  const whenFlat = flatValue(flat);
  const highest = createRollingExtreme(period, 1);
  const lowest = createRollingExtreme(period, -1);
  return (high, low, close) => {
    const complete = Number.isFinite(high + low + close);
    const top = highest.next(complete ? high : Number.NaN);
    const bottom = lowest.next(complete ? low : Number.NaN);
    // A missing end makes the comparison false and the quotient missing.
    return top === bottom ? whenFlat : (top - close) / ((top - bottom) / -100);
  };
}

/** NaN until n complete bars stand in a row. */
export function createWilliamsRangeStream(period: number, flat: FlatRange = 'missing'): RangeStream {
  const step = createCore(period, flat);
  return { next: ({ high, low, close }) => step(high, low, close) };
}

export function williamsRange(
  bars: RangeColumns,
  period: number,
  flat: FlatRange = 'missing',
  out?: Float64Array,
): Float64Array {
  const result = outputFor(bars.length, out);
  const step = createCore(period, flat);
  for (let i = 0; i < bars.length; i++) result[i] = step(bars.high[i]!, bars.low[i]!, bars.close[i]!);
  return result;
}

export const WILLIAMS_RANGE: IndicatorDefinition = {
  id: 'williams-r',
  title: 'Williams %R',
  inputs: ['high', 'low', 'close'],
  parameters: [period('period', 14, 'Bars of the high-low range.'), FLAT_PARAMETER],
  outputs: ['williams_r'],
  warmup: ({ period }) => period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'L. Williams (1973); TA-Lib WILLR',
  batch: ({ bars }, { period, flat }) => [williamsRange(bars, period!, flatOf(flat))],
  stream: ({ period, flat }) => {
    const stream = createWilliamsRangeStream(period!, flatOf(flat));
    return { next: (bar) => [stream.next(bar)] };
  },
};
