// Relative strength index: Wilder-smoothed gains against losses, 0 to 100.
// Called by strategies, features and charts.

import { outputFor } from '../numeric/arrays.ts';
import { type ChangeLevels, changeSeedCount, createChangeLevels, gainOf, lossOf } from './change-levels.ts';
import { type IndicatorDefinition, period, type ValueStream } from './definition.ts';
import { SEED_PARAMETER, type Seed, seedOf } from './exponential.ts';

export interface RsiOptions {
  readonly seed: Seed;
  /**
   * Value when nothing was lost yet: `hundred`, or `missing` as AVWAP v11 has it. Where nothing moved at all there is no
   * strength to compare and both are missing; TA-Lib says 0 there, which would read as oversold.
   */
  readonly withoutLosses: 'hundred' | 'missing';
}

export const TALIB_RSI: RsiOptions = { seed: 'average', withoutLosses: 'hundred' };

/** 0 / 0 where nothing moved is the missing value wanted. */
function strengthOf(gain: number, loss: number, lossRequired: boolean): number {
  return lossRequired && loss === 0 ? Number.NaN : 100 * (gain / (gain + loss));
}

export function createRsiStream(period: number, options: RsiOptions = TALIB_RSI): ValueStream {
  const levels: ChangeLevels = createChangeLevels(period, options.seed);
  const lossRequired = options.withoutLosses === 'missing';
  return {
    next: (value) => (levels.add(value) ? strengthOf(levels.gain, levels.loss, lossRequired) : Number.NaN),
  };
}

/**
 * RSI of a column; NaN before `period` changes (seed `average`) or before the first one (seed `first`). `out` must be
 * another array than `source`.
 */
export function rsi(
  source: Float64Array,
  period: number,
  options: RsiOptions = TALIB_RSI,
  out?: Float64Array,
): Float64Array {
  const result = outputFor(source.length, out);
  // See [Note: optimistic loops] in exponential.ts. Asking for a loss on every bar would cost a third of the time.
  if (options.withoutLosses === 'hundred' && plainRsi(source, period, options.seed, result)) return result;
  const stream = createRsiStream(period, options);
  for (let i = 0; i < source.length; i++) result[i] = stream.next(source[i]!);
  return result;
}

/** Returns false where a missing value went through, and its result is of no use. */
function plainRsi(source: Float64Array, period: number, seed: Seed, result: Float64Array): boolean {
  const length = source.length;
  const seedCount = changeSeedCount(period, seed);
  if (length <= seedCount) {
    result.fill(Number.NaN);
    return true;
  }
  const keep = period - 1;
  let gain = 0;
  let loss = 0;
  let before = source[0]!;
  for (let i = 1; i <= seedCount; i++) {
    const change = source[i]! - before;
    before = source[i]!;
    gain += gainOf(change);
    loss += lossOf(change);
  }
  gain /= seedCount;
  loss /= seedCount;
  result.fill(Number.NaN, 0, seedCount);
  result[seedCount] = 100 * (gain / (gain + loss));
  for (let i = seedCount + 1; i < length; i++) {
    const value = source[i]!;
    const change = value - before;
    before = value;
    gain = (gain * keep + gainOf(change)) / period;
    loss = (loss * keep + lossOf(change)) / period;
    result[i] = 100 * (gain / (gain + loss));
  }
  return Number.isFinite(gain + loss);
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
  source:
    'TA-Lib RSI (seed average; missing where nothing moved, TA-Lib: 0); AVWAP v11 as published (seed first)',
  batch: ({ bars }, { period, seed }) => [rsi(bars.close, period!, optionsOf(seed!))],
  stream: ({ period, seed }) => {
    const stream = createRsiStream(period!, optionsOf(seed!));
    return { next: (bar) => [stream.next(bar.close)] };
  },
};
