// Stochastic RSI: where the RSI lies in its own range of the last n bars, with the means a stochastic has.
// Called by charts and features. A missing value is passed over by the RSI and by every window behind it.

import { allFinite, outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, type IndicatorParameters, period } from './definition.ts';
import { FLAT_PARAMETER, type FlatRange, flatOf, flatValue } from './flat-range.ts';
import { createRollingExtreme } from './rolling-extreme.ts';
import { createRsiStream, rsi, TALIB_RSI } from './rsi.ts';
import { createSmaStream, sma } from './sma.ts';
import type { StochasticColumns, StochasticPeriods, StochasticValue } from './stochastic.ts';

export interface StochasticRsiPeriods extends StochasticPeriods {
  /** Changes smoothed by the RSI itself. */
  readonly rsi: number;
}

/** Up to this range a window is searched again when its extreme leaves; beyond it, the queue has the better worst case. */
const LONGEST_SEARCHED = 64;

/** TA-Lib's order of operations. A missing value makes the result missing. */
function positionIn(top: number, bottom: number, value: number, whenFlat: number): number {
  const percent = (top - bottom) / 100;
  return percent === 0 ? whenFlat : (value - bottom) / percent;
}

export function createStochasticRsiStream(
  periods: StochasticRsiPeriods,
  flat: FlatRange = 'missing',
): { next(value: number): StochasticValue } {
  const whenFlat = flatValue(flat);
  const strength = createRsiStream(periods.rsi, TALIB_RSI);
  const highest = createRollingExtreme(periods.range, 1);
  const lowest = createRollingExtreme(periods.range, -1);
  const slow = createSmaStream(periods.smoothing);
  const signal = createSmaStream(periods.signal);
  return {
    next(value) {
      if (!Number.isFinite(value)) return { k: Number.NaN, d: Number.NaN };
      const level = strength.next(value);
      const position = positionIn(highest.next(level), lowest.next(level), level, whenFlat);
      const k = slow.next(position);
      return { k, d: signal.next(k) };
    },
  };
}

export function stochasticRsi(
  source: Float64Array,
  periods: StochasticRsiPeriods,
  flat: FlatRange = 'missing',
  out?: StochasticColumns,
): StochasticColumns {
  const k = outputFor(source.length, out?.k);
  const d = outputFor(source.length, out?.d);
  // Nothing missing: column by column, each output serving as room for what the other is made from.
  if (periods.range <= LONGEST_SEARCHED && allFinite(source)) {
    const levels = rsi(source, periods.rsi, TALIB_RSI, d);
    if (positions(levels, periods.range, flatValue(flat), k)) {
      if (periods.smoothing > 1) k.set(sma(k, periods.smoothing, d));
      sma(k, periods.signal, d);
      return { k, d };
    }
  }
  const stream = createStochasticRsiStream(periods, flat);
  for (let i = 0; i < source.length; i++) {
    const value = stream.next(source[i]!);
    k[i] = value.k;
    d[i] = value.d;
  }
  return { k, d };
}

/** Position of each level in the range of the last `range`; false where a level is missing among present ones. */
function positions(levels: Float64Array, range: number, whenFlat: number, result: Float64Array): boolean {
  const length = levels.length;
  let first = 0;
  while (first < length && Number.isNaN(levels[first]!)) first++;
  if (!allFinite(levels.subarray(first))) return false;
  const start = Math.min(length, first + range - 1);
  result.fill(Number.NaN, 0, start);
  let topAt = -1;
  let bottomAt = -1;
  let top = 0;
  let bottom = 0;
  for (let i = start; i < length; i++) {
    const oldest = i - range + 1;
    const level = levels[i]!;
    if (topAt < oldest) {
      topAt = oldest;
      top = levels[oldest]!;
      for (let j = oldest + 1; j <= i; j++)
        if (levels[j]! >= top) {
          top = levels[j]!;
          topAt = j;
        }
    } else if (level >= top) {
      top = level;
      topAt = i;
    }
    if (bottomAt < oldest) {
      bottomAt = oldest;
      bottom = levels[oldest]!;
      for (let j = oldest + 1; j <= i; j++)
        if (levels[j]! <= bottom) {
          bottom = levels[j]!;
          bottomAt = j;
        }
    } else if (level <= bottom) {
      bottom = level;
      bottomAt = i;
    }
    result[i] = positionIn(top, bottom, level, whenFlat);
  }
  return true;
}

const periodsOf = (values: IndicatorParameters): StochasticRsiPeriods => ({
  rsi: values.period!,
  range: values.range!,
  smoothing: values.smoothing!,
  signal: values.signal!,
});

export const STOCHASTIC_RSI: IndicatorDefinition = {
  id: 'stochastic-rsi',
  title: 'Stochastic RSI',
  inputs: ['close'],
  parameters: [
    period('period', 14, 'Changes smoothed by the RSI.'),
    { ...period('range', 14, "Bars of the RSI's range."), min: 2 },
    period('smoothing', 1, 'Simple mean that makes %K; 1 leaves it as it is (TA-Lib), charting sites use 3.'),
    period('signal', 3, 'Simple mean of %K that makes %D.'),
    FLAT_PARAMETER,
  ],
  outputs: ['k', 'd'],
  warmup: ({ period, range, smoothing, signal }) => period! + range! + smoothing! + signal! - 3,
  missing: 'skip',
  resetsEachSession: false,
  source: 'T. Chande and S. Kroll (1994); TA-Lib STOCHRSI (smoothing 1)',
  batch: ({ bars }, values) => {
    const { k, d } = stochasticRsi(bars.close, periodsOf(values), flatOf(values.flat));
    return [k, d];
  },
  stream: (values) => {
    const stream = createStochasticRsiStream(periodsOf(values), flatOf(values.flat));
    return {
      next: (bar) => {
        const { k, d } = stream.next(bar.close);
        return [k, d];
      },
    };
  },
};
