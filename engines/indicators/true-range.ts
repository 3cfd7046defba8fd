// True range and its average (ATR), Wilder-smoothed or as a simple mean.
// The AVWAP strategy measures every distance in ATR; its ATR is the simple mean of 14.

import type { Bars } from '../market/bars.ts';
import { checkPeriod, outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, type IndicatorParameter, period } from './definition.ts';
import { createWilderStream, SEED_PARAMETER, type Seed, seedOf } from './exponential.ts';
import { createSmaStream, sma } from './sma.ts';

export type RangeColumns = Pick<Bars, 'length' | 'high' | 'low' | 'close'>;

export interface RangeBar {
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

export interface RangeStream {
  next(bar: RangeBar): number;
}

/**
 * Largest of high − low and the distances of both from the close before. The first bar has no close before it: with
 * `first` = 'range' it is high − low, with 'missing' it is NaN (TA-Lib). An incomplete bar is passed over.
 */
export type FirstRange = 'range' | 'missing';

/** `before` is the close before this bar, NaN on the first one. */
export function rangeOf(high: number, low: number, before: number): number {
  // On the first bar both comparisons are false and the plain range stands.
  let range = high - low;
  const up = Math.abs(high - before);
  const down = Math.abs(low - before);
  if (up > range) range = up;
  if (down > range) range = down;
  return range;
}

export function trueRange(bars: RangeColumns, first: FirstRange = 'range', out?: Float64Array): Float64Array {
  const { high, low, close, length } = bars;
  const result = outputFor(length, out);
  let before = Number.NaN;
  let missing = first === 'missing';
  for (let i = 0; i < length; i++) {
    const h = high[i]!;
    const l = low[i]!;
    const c = close[i]!;
    if (!Number.isFinite(h + l + c)) {
      result[i] = Number.NaN;
      continue;
    }
    result[i] = missing ? Number.NaN : rangeOf(h, l, before);
    missing = false;
    before = c;
  }
  return result;
}

export function createTrueRangeStream(first: FirstRange = 'range'): RangeStream {
  let before = Number.NaN;
  let missing = first === 'missing';
  return {
    next({ high, low, close }) {
      if (!Number.isFinite(high + low + close)) return Number.NaN;
      const range = missing ? Number.NaN : rangeOf(high, low, before);
      missing = false;
      before = close;
      return range;
    },
  };
}

export interface AtrOptions {
  readonly smoothing: 'wilder' | 'sma';
  /** Only for `wilder`. */
  readonly seed?: Seed;
  readonly first?: FirstRange;
}

/** TA-Lib's ATR: Wilder's smoothing started with the mean of the first n ranges, the first bar left out. */
export const TALIB_ATR: AtrOptions = { smoothing: 'wilder', seed: 'average', first: 'missing' };

/** Average true range. With `sma` an incomplete bar restarts the window, with `wilder` it is passed over. */
export function atr(
  bars: RangeColumns,
  period: number,
  options: AtrOptions = TALIB_ATR,
  out?: Float64Array,
): Float64Array {
  checkPeriod(period);
  if (options.smoothing === 'sma') return sma(trueRange(bars, options.first), period, out);
  const { high, low, close, length } = bars;
  const result = outputFor(length, out);
  const stream = createAtrStream(period, options);
  const bar = { high: 0, low: 0, close: 0 };
  const put = (row: number): void => {
    bar.high = high[row]!;
    bar.low = low[row]!;
    bar.close = close[row]!;
    result[row] = stream.next(bar);
  };
  let i = 0;
  while (i < length && !(i > 0 && Number.isFinite(result[i - 1]!))) put(i++);
  // See [Note: optimistic loops] in exponential.ts: the stream still stands where the plain loop began.
  if (!plainAtr(bars, i, period, result)) while (i < length) put(i++);
  return result;
}

/** From row `from` on, the row before it holding a value; false where something was missing and the result is of no use. */
function plainAtr(bars: RangeColumns, from: number, period: number, result: Float64Array): boolean {
  const { high, low, close, length } = bars;
  if (from >= length) return true;
  const keep = period - 1;
  let level = result[from - 1]!;
  let before = close[from - 1]!;
  // Comparisons lose a missing value; zero times it keeps it.
  let seen = 0;
  for (let i = from; i < length; i++) {
    const h = high[i]!;
    const l = low[i]!;
    const c = close[i]!;
    seen += (h + l + c) * 0;
    level = (level * keep + rangeOf(h, l, before)) / period;
    before = c;
    result[i] = level;
  }
  return seen === 0;
}

export function createAtrStream(period: number, options: AtrOptions = TALIB_ATR): RangeStream {
  const range = createTrueRangeStream(options.first);
  const average =
    options.smoothing === 'sma'
      ? createSmaStream(period)
      : createWilderStream(period, options.seed ?? 'average');
  return { next: (bar) => average.next(range.next(bar)) };
}

export const TRUE_RANGE: IndicatorDefinition = {
  id: 'true-range',
  title: 'True range',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  outputs: ['true_range'],
  warmup: () => 0,
  missing: 'skip',
  resetsEachSession: false,
  source: 'J. Welles Wilder (1978); the first bar is high − low',
  batch: ({ bars }) => [trueRange(bars)],
  stream: () => {
    const stream = createTrueRangeStream();
    return { next: (bar) => [stream.next(bar)] };
  },
};

const ATR_PERIOD: IndicatorParameter = period('period', 14, 'True ranges averaged.');

export const ATR: IndicatorDefinition = {
  id: 'atr',
  title: 'Average true range (Wilder)',
  inputs: ['high', 'low', 'close'],
  parameters: [ATR_PERIOD, { ...SEED_PARAMETER, default: 1 }],
  outputs: ['atr'],
  // The average start leaves out the first bar, as TA-Lib does.
  warmup: ({ period, seed }) => (seedOf(seed!) === 'average' ? period! : 0),
  missing: 'skip',
  resetsEachSession: false,
  source: 'TA-Lib ATR (seed average)',
  batch: ({ bars }, { period, seed }) => [atr(bars, period!, wilderOptions(seedOf(seed!)))],
  stream: ({ period, seed }) => {
    const stream = createAtrStream(period!, wilderOptions(seedOf(seed!)));
    return { next: (bar) => [stream.next(bar)] };
  },
};

function wilderOptions(seed: Seed): AtrOptions {
  return seed === 'average' ? TALIB_ATR : { smoothing: 'wilder', seed, first: 'range' };
}

export const ATR_SMA: IndicatorDefinition = {
  id: 'atr-sma',
  title: 'Average true range (simple mean)',
  inputs: ['high', 'low', 'close'],
  parameters: [ATR_PERIOD],
  outputs: ['atr'],
  warmup: ({ period }) => period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'ATR15 of AVWAP v11 as published: SMA_14(TR)',
  batch: ({ bars }, { period }) => [atr(bars, period!, { smoothing: 'sma' })],
  stream: ({ period }) => {
    const stream = createAtrStream(period!, { smoothing: 'sma' });
    return { next: (bar) => [stream.next(bar)] };
  },
};
