// Exponential smoothing: the EMA (alpha 2/(n+1)) and Wilder's (alpha 1/n), with either start that the field uses.
// RSI, ATR and ADX build on the Wilder stream; strategies and charts on both.

import { checkPeriod, outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, type IndicatorParameter, period, type ValueStream } from './definition.ts';

/** `first`: starts at the first value (pandas `ewm(adjust=False)`). `average`: at the mean of the first n (TA-Lib). */
export type Seed = 'first' | 'average';

/**
 * [Note: optimistic loops] A missing value that enters a recursion or a running sum never leaves it: the last state is then
 * not finite. So the plain loop runs first, without asking every bar, and only where its last state is not finite the
 * careful loop runs again over the same stretch. Clean data pays nothing; both give the stream's bits.
 */
interface Smoothing {
  /** The level after one more value. Must keep a level that is not finite from becoming finite again. */
  readonly careful: (level: number, value: number, strength: number) => number;
  /** The same over `source[from..]`, starting from `level`; returns the last level. */
  readonly plain: (
    source: Float64Array,
    from: number,
    level: number,
    strength: number,
    result: Float64Array,
  ) => number;
}

/** TA-Lib's order of operations, which makes its bits; `strength` is alpha. */
const EXPONENTIAL: Smoothing = {
  careful: (level, value, alpha) => (value - level) * alpha + level,
  plain(source, from, start, alpha, result) {
    let level = start;
    for (let i = from; i < source.length; i++) {
      level = (source[i]! - level) * alpha + level;
      result[i] = level;
    }
    return level;
  },
};

/** TA-Lib's order of operations again; `strength` is the period. */
const WILDERS: Smoothing = {
  careful: (level, value, period) => (level * (period - 1) + value) / period,
  plain(source, from, start, period, result) {
    const keep = period - 1;
    let level = start;
    for (let i = from; i < source.length; i++) {
      level = (level * keep + source[i]!) / period;
      result[i] = level;
    }
    return level;
  },
};

function smooth(
  source: Float64Array,
  smoothing: Smoothing,
  strength: number,
  seedCount: number,
  out?: Float64Array,
): Float64Array {
  const length = source.length;
  const result = outputFor(length, out);
  let i = 0;
  let total = 0;
  for (let count = 0; i < length && count < seedCount; i++) {
    const value = source[i]!;
    result[i] = Number.NaN;
    if (!Number.isFinite(value)) continue;
    total += value;
    if (++count === seedCount) result[i] = total / seedCount;
  }
  let level = total / seedCount;
  if (Number.isFinite(smoothing.plain(source, i, level, strength, result))) return result;
  for (; i < length; i++) {
    const value = source[i]!;
    if (Number.isFinite(value)) {
      level = smoothing.careful(level, value, strength);
      result[i] = level;
    } else {
      result[i] = Number.NaN;
    }
  }
  return result;
}

function createSmoothStream(smoothing: Smoothing, strength: number, seedCount: number): ValueStream {
  let count = 0;
  let level = 0;
  return {
    next(value) {
      if (!Number.isFinite(value)) return Number.NaN;
      if (count < seedCount) {
        level += value;
        if (++count < seedCount) return Number.NaN;
        level /= seedCount;
      } else {
        level = smoothing.careful(level, value, strength);
      }
      return level;
    },
  };
}

function seedCount(period: number, seed: Seed): number {
  checkPeriod(period);
  return seed === 'first' ? 1 : period;
}

/** Exponential moving average, alpha = 2 / (period + 1). `out` must be another array than `source`. */
export function ema(
  source: Float64Array,
  period: number,
  seed: Seed = 'first',
  out?: Float64Array,
): Float64Array {
  return smooth(source, EXPONENTIAL, 2 / (period + 1), seedCount(period, seed), out);
}

export function createEmaStream(period: number, seed: Seed = 'first'): ValueStream {
  return createSmoothStream(EXPONENTIAL, 2 / (period + 1), seedCount(period, seed));
}

/** Wilder's smoothing, alpha = 1 / period. `out` must be another array than `source`. */
export function wilder(
  source: Float64Array,
  period: number,
  seed: Seed = 'first',
  out?: Float64Array,
): Float64Array {
  return smooth(source, WILDERS, period, seedCount(period, seed), out);
}

export function createWilderStream(period: number, seed: Seed = 'first'): ValueStream {
  return createSmoothStream(WILDERS, period, seedCount(period, seed));
}

export const SEED_PARAMETER: IndicatorParameter = {
  name: 'seed',
  default: 0,
  min: 0,
  max: 1,
  help: '0 starts at the first value, 1 at the mean of the first n values as TA-Lib does.',
};

/** The same where nothing is shown before the average exists: the default of everything but the plain averages. */
export const SETTLED_SEED: IndicatorParameter = { ...SEED_PARAMETER, default: 1 };

/** The registry's parameters are numbers; this reads the start from its number. */
export function seedOf(value: number): Seed {
  return value === 1 ? 'average' : 'first';
}

export const EMA: IndicatorDefinition = {
  id: 'ema',
  title: 'Exponential moving average',
  inputs: ['close'],
  parameters: [period('period', 20, 'Span n; the newest bar weighs 2/(n+1).'), SEED_PARAMETER],
  outputs: ['ema'],
  warmup: ({ period, seed }) => seedCount(period!, seedOf(seed!)) - 1,
  missing: 'skip',
  resetsEachSession: false,
  source: 'TA-Lib EMA (seed average); AVWAP v11 as published (seed first)',
  batch: ({ bars }, { period, seed }) => [ema(bars.close, period!, seedOf(seed!))],
  stream: ({ period, seed }) => {
    const stream = createEmaStream(period!, seedOf(seed!));
    return { next: (bar) => [stream.next(bar.close)] };
  },
};

export const WILDER: IndicatorDefinition = {
  id: 'wilder',
  title: "Wilder's smoothing",
  inputs: ['close'],
  parameters: [period('period', 14, 'Length n; the newest bar weighs 1/n.'), SEED_PARAMETER],
  outputs: ['wilder'],
  warmup: ({ period, seed }) => seedCount(period!, seedOf(seed!)) - 1,
  missing: 'skip',
  resetsEachSession: false,
  source: 'J. Welles Wilder, New Concepts in Technical Trading Systems (1978)',
  batch: ({ bars }, { period, seed }) => [wilder(bars.close, period!, seedOf(seed!))],
  stream: ({ period, seed }) => {
    const stream = createWilderStream(period!, seedOf(seed!));
    return { next: (bar) => [stream.next(bar.close)] };
  },
};
