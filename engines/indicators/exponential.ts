// Exponential smoothing: the EMA (alpha 2/(n+1)) and Wilder's (alpha 1/n), with either start that the field uses.
// RSI, ATR and ADX build on the Wilder stream; strategies and charts on both.

import { checkPeriod, outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, type IndicatorParameter, period, type ValueStream } from './definition.ts';

/** `first`: starts at the first value (pandas `ewm(adjust=False)`). `average`: at the mean of the first n (TA-Lib). */
export type Seed = 'first' | 'average';

function smooth(source: Float64Array, alpha: number, seedCount: number, out?: Float64Array): Float64Array {
  const length = source.length;
  const result = outputFor(length, out);
  const keep = 1 - alpha;
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
  for (; i < length; i++) {
    const value = source[i]!;
    if (Number.isFinite(value)) {
      level = alpha * value + keep * level;
      result[i] = level;
    } else {
      result[i] = Number.NaN;
    }
  }
  return result;
}

function createSmoothStream(alpha: number, seedCount: number): ValueStream {
  const keep = 1 - alpha;
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
        level = alpha * value + keep * level;
      }
      return level;
    },
  };
}

function seedCount(period: number, seed: Seed): number {
  checkPeriod(period);
  return seed === 'first' ? 1 : period;
}

/** Exponential moving average, alpha = 2 / (period + 1). */
export function ema(
  source: Float64Array,
  period: number,
  seed: Seed = 'first',
  out?: Float64Array,
): Float64Array {
  return smooth(source, 2 / (period + 1), seedCount(period, seed), out);
}

export function createEmaStream(period: number, seed: Seed = 'first'): ValueStream {
  return createSmoothStream(2 / (period + 1), seedCount(period, seed));
}

/** Wilder's smoothing, alpha = 1 / period. */
export function wilder(
  source: Float64Array,
  period: number,
  seed: Seed = 'first',
  out?: Float64Array,
): Float64Array {
  return smooth(source, 1 / period, seedCount(period, seed), out);
}

export function createWilderStream(period: number, seed: Seed = 'first'): ValueStream {
  return createSmoothStream(1 / period, seedCount(period, seed));
}

export const SEED_PARAMETER: IndicatorParameter = {
  name: 'seed',
  default: 0,
  min: 0,
  max: 1,
  help: '0 starts at the first value, 1 at the mean of the first n values as TA-Lib does.',
};

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
  source: 'TA-Lib EMA (seed average); AVWAP v11 specification §0 (seed first)',
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
