// Directional movement: +DI, −DI and the average directional index (ADX).
// Called by strategies, features and charts. Two starts exist in the field and both are offered; they converge.

import { checkPeriod, outputFor } from '../numeric/arrays.ts';
import { gainOf } from './change-levels.ts';
import { type IndicatorDefinition, period } from './definition.ts';
import { createWilderStream, SEED_PARAMETER, type Seed, seedOf } from './exponential.ts';
import { createTrueRangeStream, type RangeBar, type RangeColumns, rangeOf } from './true-range.ts';

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

export interface AdxColumns {
  readonly plusDi: Float64Array;
  readonly minusDi: Float64Array;
  readonly adx: Float64Array;
}

/** What the start with averages carries from bar to bar. */
interface Sums {
  plus: number;
  minus: number;
  range: number;
  level: number;
}

interface AdxCore {
  readonly state: Readonly<AdxState>;
  /** Only where the plain loop can take over. */
  readonly sums?: Readonly<Sums>;
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

/** Every smoothing starts with its first value (AVWAP v11 as published): a value from the first bar on. */
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
  const sums: Sums = { plus: 0, minus: 0, range: 0, level: 0 };
  let changes = 0;
  let dxCount = 0;
  const move = createMovement((plus, minus, range) => {
    changes++;
    if (changes < period) {
      sums.plus += plus;
      sums.minus += minus;
      sums.range += range;
      return;
    }
    sums.plus = sums.plus - sums.plus / period + plus;
    sums.minus = sums.minus - sums.minus / period + minus;
    sums.range = sums.range - sums.range / period + range;
    state.plusDi = sums.range > 0 ? 100 * (sums.plus / sums.range) : 0;
    state.minusDi = sums.range > 0 ? 100 * (sums.minus / sums.range) : 0;
    const both = state.minusDi + state.plusDi;
    const dx = both > 0 ? 100 * (Math.abs(state.minusDi - state.plusDi) / both) : 0;
    dxCount++;
    if (dxCount <= period) {
      sums.level += dx;
      if (dxCount === period) {
        sums.level /= period;
        state.adx = sums.level;
      }
      return;
    }
    if (both > 0) sums.level = (sums.level * (period - 1) + dx) / period;
    state.adx = sums.level;
  }, false);
  return { ...withGaps(state, move), sums };
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
  out?: AdxColumns,
): AdxColumns {
  const { high, low, close, length } = bars;
  const core = createCore(period, seed);
  const columns: AdxColumns = {
    plusDi: outputFor(length, out?.plusDi),
    minusDi: outputFor(length, out?.minusDi),
    adx: outputFor(length, out?.adx),
  };
  const put = (row: number): void => {
    core.step(high[row]!, low[row]!, close[row]!);
    columns.plusDi[row] = core.state.plusDi;
    columns.minusDi[row] = core.state.minusDi;
    columns.adx[row] = core.state.adx;
  };
  let i = 0;
  if (core.sums) {
    while (i < length && !(i > 0 && Number.isFinite(core.state.adx))) put(i++);
    // See [Note: optimistic loops] in exponential.ts: the core still stands where the plain loop began.
    if (plainAdx(bars, i, period, core.sums, columns)) return columns;
  }
  while (i < length) put(i++);
  return columns;
}

/** From row `from` on with every sum started; false where something was missing and the columns are of no use. */
function plainAdx(
  { high, low, close, length }: RangeColumns,
  from: number,
  period: number,
  start: Readonly<Sums>,
  columns: AdxColumns,
): boolean {
  if (from >= length) return true;
  const { plusDi, minusDi, adx: index } = columns;
  const keep = period - 1;
  let { plus, minus, range, level } = start;
  let highBefore = high[from - 1]!;
  let lowBefore = low[from - 1]!;
  let closeBefore = close[from - 1]!;
  // Comparisons lose a missing value; zero times it keeps it.
  let seen = 0;
  for (let i = from; i < length; i++) {
    const h = high[i]!;
    const l = low[i]!;
    const c = close[i]!;
    const up = h - highBefore;
    const down = lowBefore - l;
    seen += (h + l + c) * 0;
    // The larger side counts if it is positive. As arithmetic: which one it is, no processor can predict.
    plus = plus - plus / period + Number(up > down) * gainOf(up);
    minus = minus - minus / period + Number(down > up) * gainOf(down);
    range = range - range / period + rangeOf(h, l, closeBefore);
    highBefore = h;
    lowBefore = l;
    closeBefore = c;
    const plusIndex = range > 0 ? 100 * (plus / range) : 0;
    const minusIndex = range > 0 ? 100 * (minus / range) : 0;
    const both = minusIndex + plusIndex;
    if (both > 0) level = (level * keep + 100 * (Math.abs(minusIndex - plusIndex) / both)) / period;
    plusDi[i] = plusIndex;
    minusDi[i] = minusIndex;
    index[i] = level;
  }
  return seen === 0;
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
  source: 'TA-Lib PLUS_DI, MINUS_DI, ADX (seed average); AVWAP v11 as published (seed first)',
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
