// Directional movement: +DI, −DI and the average directional index (ADX).
// Called by strategies, features and charts. Two starts exist in the field and both are offered; they converge.

import { checkPeriod, outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period } from './definition.ts';
import { createWilderStream, SEED_PARAMETER, type Seed, seedOf } from './exponential.ts';
import { createTrueRangeStream, type RangeBar, type RangeColumns } from './true-range.ts';

export interface AdxValue {
  readonly plusDi: number;
  readonly minusDi: number;
  readonly adx: number;
}

interface AdxState {
  plusDi: number;
  minusDi: number;
  adx: number;
}

interface AdxCore {
  readonly state: Readonly<AdxState>;
  step(high: number, low: number, close: number): void;
}

/** Keeps a standing market from dividing by zero; the value of the published indicator files. */
const EPSILON = 1e-10;

type Movement = (plus: number, minus: number, range: number) => void;

/** Feeds complete bars' directional movement to `use`; passes over incomplete ones. Returns false where it did. */
function createMovement(use: Movement, includeFirst: boolean) {
  const ranges = createTrueRangeStream();
  const bar = { high: 0, low: 0, close: 0 };
  let started = false;
  return (high: number, low: number, close: number): boolean => {
    if (!Number.isFinite(high + low + close)) return false;
    const up = high - bar.high;
    const down = bar.low - low;
    bar.high = high;
    bar.low = low;
    bar.close = close;
    const range = ranges.next(bar);
    if (started) use(up > down && up > 0 ? up : 0, down > up && down > 0 ? down : 0, range);
    else if (includeFirst) use(0, 0, range);
    started = true;
    return true;
  };
}

/** Every smoothing starts with its first value (AVWAP v11 specification §1.2): a value from the first bar on. */
function createFirstCore(period: number): AdxCore {
  const plusStream = createWilderStream(period);
  const minusStream = createWilderStream(period);
  const rangeStream = createWilderStream(period);
  const adxStream = createWilderStream(period);
  const state: AdxState = { plusDi: Number.NaN, minusDi: Number.NaN, adx: Number.NaN };
  const move = createMovement((plus, minus, range) => {
    const average = rangeStream.next(range) + EPSILON;
    state.plusDi = (100 * plusStream.next(plus)) / average;
    state.minusDi = (100 * minusStream.next(minus)) / average;
    const dx = (100 * Math.abs(state.plusDi - state.minusDi)) / (state.plusDi + state.minusDi + EPSILON);
    state.adx = adxStream.next(dx);
  }, true);
  return withGaps(state, move);
}

/**
 * TA-Lib's start: movements and ranges of the first n − 1 changes are summed, then `s ← s − s/n + x`; the ADX starts with
 * the mean of the first n DX. A standing market leaves the DI at 0 and the ADX where it was.
 */
function createAverageCore(period: number): AdxCore {
  const state: AdxState = { plusDi: Number.NaN, minusDi: Number.NaN, adx: Number.NaN };
  let changes = 0;
  let plusSum = 0;
  let minusSum = 0;
  let rangeSum = 0;
  let dxCount = 0;
  let level = 0;
  const move = createMovement((plus, minus, range) => {
    changes++;
    if (changes < period) {
      plusSum += plus;
      minusSum += minus;
      rangeSum += range;
      return;
    }
    plusSum += plus - plusSum / period;
    minusSum += minus - minusSum / period;
    rangeSum += range - rangeSum / period;
    state.plusDi = rangeSum > 0 ? (100 * plusSum) / rangeSum : 0;
    state.minusDi = rangeSum > 0 ? (100 * minusSum) / rangeSum : 0;
    const both = state.plusDi + state.minusDi;
    const dx = both > 0 ? (100 * Math.abs(state.plusDi - state.minusDi)) / both : 0;
    dxCount++;
    if (dxCount <= period) {
      level += dx;
      if (dxCount === period) {
        level /= period;
        state.adx = level;
      }
      return;
    }
    if (both > 0) level = (level * (period - 1) + dx) / period;
    state.adx = level;
  }, false);
  return withGaps(state, move);
}

/** Shows NaN on incomplete bars and the last state again on the next complete one. */
function withGaps(state: AdxState, move: (high: number, low: number, close: number) => boolean): AdxCore {
  const shown: AdxState = { plusDi: Number.NaN, minusDi: Number.NaN, adx: Number.NaN };
  return {
    state: shown,
    step(high, low, close) {
      const complete = move(high, low, close);
      shown.plusDi = complete ? state.plusDi : Number.NaN;
      shown.minusDi = complete ? state.minusDi : Number.NaN;
      shown.adx = complete ? state.adx : Number.NaN;
    },
  };
}

function createCore(period: number, seed: Seed): AdxCore {
  checkPeriod(period);
  return seed === 'first' ? createFirstCore(period) : createAverageCore(period);
}

export function adx(
  bars: RangeColumns,
  period: number,
  seed: Seed = 'average',
): { readonly plusDi: Float64Array; readonly minusDi: Float64Array; readonly adx: Float64Array } {
  const core = createCore(period, seed);
  const plusDi = outputFor(bars.length);
  const minusDi = outputFor(bars.length);
  const index = outputFor(bars.length);
  for (let i = 0; i < bars.length; i++) {
    core.step(bars.high[i]!, bars.low[i]!, bars.close[i]!);
    plusDi[i] = core.state.plusDi;
    minusDi[i] = core.state.minusDi;
    index[i] = core.state.adx;
  }
  return { plusDi, minusDi, adx: index };
}

export function createAdxStream(period: number, seed: Seed = 'average'): { next(bar: RangeBar): AdxValue } {
  const core = createCore(period, seed);
  return {
    next({ high, low, close }) {
      core.step(high, low, close);
      return { plusDi: core.state.plusDi, minusDi: core.state.minusDi, adx: core.state.adx };
    },
  };
}

export const ADX: IndicatorDefinition = {
  id: 'adx',
  title: 'Directional movement (+DI, −DI, ADX)',
  inputs: ['high', 'low', 'close'],
  parameters: [period('period', 14, "Length of Wilder's smoothing."), { ...SEED_PARAMETER, default: 1 }],
  outputs: ['plus_di', 'minus_di', 'adx'],
  warmup: ({ period, seed }) => (seedOf(seed!) === 'average' ? 2 * period! - 1 : 0),
  missing: 'skip',
  resetsEachSession: false,
  source: 'TA-Lib PLUS_DI, MINUS_DI, ADX (seed average); AVWAP v11 specification §1.2 (seed first)',
  batch: ({ bars }, { period, seed }) => {
    const { plusDi, minusDi, adx: index } = adx(bars, period!, seedOf(seed!));
    return [plusDi, minusDi, index];
  },
  stream: ({ period, seed }) => {
    const stream = createAdxStream(period!, seedOf(seed!));
    return {
      next: (bar) => {
        const value = stream.next(bar);
        return [value.plusDi, value.minusDi, value.adx];
      },
    };
  },
};
