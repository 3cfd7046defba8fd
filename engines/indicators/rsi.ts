// Relative strength index: Wilder-smoothed gains against losses, 0 to 100.
// Called by strategies, features and charts.

import { checkPeriod, outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period, type ValueStream } from './definition.ts';
import { createWilderStream, SEED_PARAMETER, type Seed, seedOf } from './exponential.ts';

export interface RsiOptions {
  readonly seed: Seed;
  /** Value when nothing was lost yet: `hundred` (and NaN where nothing moved at all), or `missing` as AVWAP v11 has it. */
  readonly withoutLosses: 'hundred' | 'missing';
}

export const TALIB_RSI: RsiOptions = { seed: 'average', withoutLosses: 'hundred' };

export function createRsiStream(period: number, options: RsiOptions = TALIB_RSI): ValueStream {
  checkPeriod(period);
  const gains = createWilderStream(period, options.seed);
  const losses = createWilderStream(period, options.seed);
  const unbeaten = options.withoutLosses === 'hundred' ? 100 : Number.NaN;
  let before = Number.NaN;
  return {
    next(value) {
      if (!Number.isFinite(value)) return Number.NaN;
      const change = value - before;
      before = value;
      if (Number.isNaN(change)) return Number.NaN;
      const gain = gains.next(Math.max(change, 0));
      const loss = losses.next(change < 0 ? -change : 0);
      if (loss === 0) return gain > 0 ? unbeaten : Number.NaN;
      return 100 - 100 / (1 + gain / loss);
    },
  };
}

/** RSI of a column; NaN before `period` changes (seed `average`) or before the first one (seed `first`). */
export function rsi(
  source: Float64Array,
  period: number,
  options: RsiOptions = TALIB_RSI,
  out?: Float64Array,
): Float64Array {
  const result = outputFor(source.length, out);
  const stream = createRsiStream(period, options);
  for (let i = 0; i < source.length; i++) result[i] = stream.next(source[i]!);
  return result;
}

const optionsOf = (seed: number): RsiOptions => ({ ...TALIB_RSI, seed: seedOf(seed) });

export const RSI: IndicatorDefinition = {
  id: 'rsi',
  title: 'Relative strength index',
  inputs: ['close'],
  parameters: [period('period', 14, 'Changes smoothed.'), { ...SEED_PARAMETER, default: 1 }],
  outputs: ['rsi'],
  warmup: ({ period, seed }) => (seedOf(seed!) === 'average' ? period! : 1),
  missing: 'skip',
  resetsEachSession: false,
  source: 'TA-Lib RSI (seed average); AVWAP v11 specification §1.2 (seed first)',
  batch: ({ bars }, { period, seed }) => [rsi(bars.close, period!, optionsOf(seed!))],
  stream: ({ period, seed }) => {
    const stream = createRsiStream(period!, optionsOf(seed!));
    return { next: (bar) => [stream.next(bar.close)] };
  },
};
