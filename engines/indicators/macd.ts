// Moving average convergence/divergence (MACD): a fast less a slow EMA, the EMA of that line, and their difference.
// Called by charts and features; `price-oscillator.ts` is the same in percent of the slow average.

import { checkPeriod, outputFor } from '../numeric/arrays.ts';
import {
  type IndicatorDefinition,
  type IndicatorParameter,
  type IndicatorParameters,
  period,
} from './definition.ts';
import { createEmaStream, SETTLED_SEED, type Seed, seedOf } from './exponential.ts';

export interface MacdPeriods {
  readonly fast: number;
  readonly slow: number;
  readonly signal: number;
}

export interface MacdValue {
  readonly line: number;
  readonly signal: number;
  readonly histogram: number;
}

export interface MacdColumns {
  readonly line: Float64Array;
  readonly signal: Float64Array;
  readonly histogram: Float64Array;
}

/** What the line says about the two averages: their difference, or that in percent of the slow one. */
export type MacdLine = (fast: number, slow: number) => number;

const difference: MacdLine = (fast, slow) => fast - slow;

/**
 * Both averages start on the same bar, each at the mean of its own last values (seed `average`, TA-Lib), or both with the
 * first value. The signal starts as an EMA of the line does. A missing value is passed over.
 */
function createCore({ fast, slow, signal }: MacdPeriods, seed: Seed, lineOf: MacdLine) {
  checkPeriod(fast, 'fast period');
  checkPeriod(slow, 'slow period');
  const fastAlpha = 2 / (fast + 1);
  const slowAlpha = 2 / (slow + 1);
  const fastSeed = seed === 'first' ? 1 : fast;
  const slowSeed = seed === 'first' ? 1 : slow;
  const start = Math.max(fastSeed, slowSeed);
  const signals = createEmaStream(signal, seed);
  const state = { fast: 0, slow: 0, line: Number.NaN, signal: Number.NaN };
  let count = 0;

  function step(value: number): void {
    state.line = Number.NaN;
    state.signal = Number.NaN;
    if (!Number.isFinite(value)) return;
    if (count < start) {
      if (count >= start - fastSeed) state.fast += value;
      if (count >= start - slowSeed) state.slow += value;
      if (++count < start) return;
      state.fast /= fastSeed;
      state.slow /= slowSeed;
    } else {
      state.fast = (value - state.fast) * fastAlpha + state.fast;
      state.slow = (value - state.slow) * slowAlpha + state.slow;
    }
    state.line = lineOf(state.fast, state.slow);
    state.signal = signals.next(state.line);
  }

  return { state, step };
}

export function macd(
  source: Float64Array,
  periods: MacdPeriods,
  seed: Seed = 'average',
  out?: MacdColumns,
): MacdColumns {
  const columns = macdColumns(source.length, out);
  const { line, signal, histogram } = columns;
  const { state, step } = createCore(periods, seed, difference);
  let i = 0;
  for (; i < source.length && !(i > 0 && Number.isFinite(state.signal)); i++) put(i);
  if (Number.isFinite(plainMacd(source, i, periods, state, columns))) return columns;
  // See [Note: optimistic loops] in exponential.ts: the core still stands where the plain loop began.
  for (; i < source.length; i++) put(i);
  return columns;

  function put(row: number): void {
    step(source[row]!);
    line[row] = state.line;
    signal[row] = state.signal;
    histogram[row] = state.line - state.signal;
  }
}

function macdColumns(length: number, out?: MacdColumns): MacdColumns {
  return {
    line: outputFor(length, out?.line),
    signal: outputFor(length, out?.signal),
    histogram: outputFor(length, out?.histogram),
  };
}

/** From row `from` on with every average started; returns a figure that is finite only if every value was. */
function plainMacd(
  source: Float64Array,
  from: number,
  periods: MacdPeriods,
  start: { readonly fast: number; readonly slow: number; readonly signal: number },
  { line, signal, histogram }: MacdColumns,
): number {
  const fastAlpha = 2 / (periods.fast + 1);
  const slowAlpha = 2 / (periods.slow + 1);
  const signalAlpha = 2 / (periods.signal + 1);
  let { fast, slow, signal: level } = start;
  for (let i = from; i < source.length; i++) {
    const value = source[i]!;
    fast = (value - fast) * fastAlpha + fast;
    slow = (value - slow) * slowAlpha + slow;
    const distance = fast - slow;
    level = (distance - level) * signalAlpha + level;
    line[i] = distance;
    signal[i] = level;
    histogram[i] = distance - level;
  }
  return from < source.length ? level : 0;
}

export function createMacdStream(
  periods: MacdPeriods,
  seed: Seed = 'average',
  lineOf: MacdLine = difference,
): { next(value: number): MacdValue } {
  const { state, step } = createCore(periods, seed, lineOf);
  return {
    next(value) {
      step(value);
      return { line: state.line, signal: state.signal, histogram: state.line - state.signal };
    },
  };
}

export const MACD_PARAMETERS: readonly IndicatorParameter[] = [
  period('fast', 12, 'Span of the fast EMA.'),
  period('slow', 26, 'Span of the slow EMA.'),
  period('signal', 9, "Span of the line's own EMA."),
  SETTLED_SEED,
];

export const macdPeriods = ({ fast, slow, signal }: IndicatorParameters): MacdPeriods => ({
  fast: fast!,
  slow: slow!,
  signal: signal!,
});

export const macdWarmup = ({ fast, slow, signal, seed }: IndicatorParameters): number =>
  seedOf(seed!) === 'average' ? Math.max(fast!, slow!) - 1 + signal! - 1 : 0;

export const MACD: IndicatorDefinition = {
  id: 'macd',
  title: 'MACD',
  inputs: ['close'],
  parameters: MACD_PARAMETERS,
  outputs: ['macd', 'signal', 'histogram'],
  warmup: macdWarmup,
  missing: 'skip',
  resetsEachSession: false,
  source: 'G. Appel (1979); TA-Lib MACD (seed average), where the line is shown as soon as it exists',
  batch: ({ bars }, values) => {
    const { line, signal, histogram } = macd(bars.close, macdPeriods(values), seedOf(values.seed!));
    return [line, signal, histogram];
  },
  stream: (values) => {
    const stream = createMacdStream(macdPeriods(values), seedOf(values.seed!));
    return {
      next: (bar) => {
        const { line, signal, histogram } = stream.next(bar.close);
        return [line, signal, histogram];
      },
    };
  },
};
