// Commodity channel index (CCI): distance of the typical price from its mean, in mean absolute deviations.
// Called by charts and features. Mean and deviation are summed anew on every bar, so nothing can drift.

import { checkPeriod, outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period } from './definition.ts';
import { FLAT_PARAMETER, type FlatRange, flatOf, flatValue } from './flat-range.ts';
import type { RangeBar, RangeColumns, RangeStream } from './true-range.ts';
import { typicalPrice } from './volume-moments.ts';

/** Lambert's constant: puts about three quarters of the values between −100 and 100. */
const LAMBERT = 0.015;

/** NaN until n complete bars stand in a row. A window of equal prices has no deviation to measure in: `flat` decides. */
export function createCciStream(period: number, flat: FlatRange = 'missing'): RangeStream {
  checkPeriod(period, 'period', 2);
  const whenFlat = flatValue(flat);
  // Summed in slot order, as TA-Lib does: the order makes the bits.
  const window = new Float64Array(period);
  let at = 0;
  let count = 0;
  return {
    next({ high, low, close }: RangeBar) {
      const price = typicalPrice(high, low, close);
      if (!Number.isFinite(price)) {
        at = 0;
        count = 0;
        return Number.NaN;
      }
      window[at] = price;
      at = at + 1 === period ? 0 : at + 1;
      if (count < period) count++;
      if (count < period) return Number.NaN;
      let total = 0;
      let standing = true;
      for (let k = 0; k < period; k++) {
        total += window[k]!;
        if (window[k] !== price) standing = false;
      }
      if (standing) return whenFlat;
      const average = total / period;
      let deviation = 0;
      for (let k = 0; k < period; k++) deviation += Math.abs(window[k]! - average);
      return (price - average) / (LAMBERT * (deviation / period));
    },
  };
}

export function cci(
  bars: RangeColumns,
  period: number,
  flat: FlatRange = 'missing',
  out?: Float64Array,
): Float64Array {
  const result = outputFor(bars.length, out);
  const stream = createCciStream(period, flat);
  const bar = { high: 0, low: 0, close: 0 };
  for (let i = 0; i < bars.length; i++) {
    bar.high = bars.high[i]!;
    bar.low = bars.low[i]!;
    bar.close = bars.close[i]!;
    result[i] = stream.next(bar);
  }
  return result;
}

export const CCI: IndicatorDefinition = {
  id: 'cci',
  title: 'Commodity channel index',
  inputs: ['high', 'low', 'close'],
  parameters: [{ ...period('period', 20, 'Typical prices averaged.'), min: 2 }, FLAT_PARAMETER],
  outputs: ['cci'],
  warmup: ({ period }) => period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'D. Lambert (1980); TA-Lib CCI',
  batch: ({ bars }, { period, flat }) => [cci(bars, period!, flatOf(flat))],
  stream: ({ period, flat }) => {
    const stream = createCciStream(period!, flatOf(flat));
    return { next: (bar) => [stream.next(bar)] };
  },
};
