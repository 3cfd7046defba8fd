// Exponential averages of exponential averages: DEMA and TEMA, which lag less, and TRIX, the change of a triple one.
// Called by charts and features. A missing value is passed over by every stage.

import { type IndicatorDefinition, period, type ValueStream } from './definition.ts';
import { createEmaStream, SETTLED_SEED, type Seed, seedOf } from './exponential.ts';
import { defineOnClose, runStream } from './value-columns.ts';

/** 2·e1 − e2, with e2 the EMA of e1. */
export function createDemaStream(period: number, seed: Seed = 'first'): ValueStream {
  const first = createEmaStream(period, seed);
  const second = createEmaStream(period, seed);
  return {
    next(value) {
      const once = first.next(value);
      return 2 * once - second.next(once);
    },
  };
}

export function dema(
  source: Float64Array,
  period: number,
  seed: Seed = 'first',
  out?: Float64Array,
): Float64Array {
  return runStream(createDemaStream(period, seed), source, out);
}

/** 3·e1 − 3·e2 + e3. */
export function createTemaStream(period: number, seed: Seed = 'first'): ValueStream {
  const first = createEmaStream(period, seed);
  const second = createEmaStream(period, seed);
  const third = createEmaStream(period, seed);
  return {
    next(value) {
      const once = first.next(value);
      const twice = second.next(once);
      return third.next(twice) + (3 * once - 3 * twice);
    },
  };
}

export function tema(
  source: Float64Array,
  period: number,
  seed: Seed = 'first',
  out?: Float64Array,
): Float64Array {
  return runStream(createTemaStream(period, seed), source, out);
}

/** Change of the triple EMA to the value before it, percent; missing where the one before is zero. */
export function createTrixStream(period: number, seed: Seed = 'first'): ValueStream {
  const first = createEmaStream(period, seed);
  const second = createEmaStream(period, seed);
  const third = createEmaStream(period, seed);
  let before = Number.NaN;
  return {
    next(value) {
      const level = third.next(second.next(first.next(value)));
      if (Number.isNaN(level)) return Number.NaN;
      const change = before === 0 ? Number.NaN : (level / before - 1) * 100;
      before = level;
      return change;
    },
  };
}

export function trix(
  source: Float64Array,
  period: number,
  seed: Seed = 'first',
  out?: Float64Array,
): Float64Array {
  return runStream(createTrixStream(period, seed), source, out);
}

/** Bars before the last of `stages` averages has its first value. */
function stackedWarmup(stages: number) {
  return ({ period, seed }: Readonly<Record<string, number>>) =>
    seedOf(seed!) === 'average' ? stages * (period! - 1) : 0;
}

const SPAN = period('period', 20, 'Span n of every average in the stack.');

export const DEMA: IndicatorDefinition = defineOnClose({
  id: 'dema',
  title: 'Double exponential moving average',
  parameters: [SPAN, SETTLED_SEED],
  warmup: stackedWarmup(2),
  missing: 'skip',
  source: 'P. Mulloy (1994); TA-Lib DEMA (seed average)',
  batch: (close, { period, seed }) => dema(close, period!, seedOf(seed!)),
  stream: ({ period, seed }) => createDemaStream(period!, seedOf(seed!)),
});

export const TEMA: IndicatorDefinition = defineOnClose({
  id: 'tema',
  title: 'Triple exponential moving average',
  parameters: [SPAN, SETTLED_SEED],
  warmup: stackedWarmup(3),
  missing: 'skip',
  source: 'P. Mulloy (1994); TA-Lib TEMA (seed average)',
  batch: (close, { period, seed }) => tema(close, period!, seedOf(seed!)),
  stream: ({ period, seed }) => createTemaStream(period!, seedOf(seed!)),
});

export const TRIX: IndicatorDefinition = defineOnClose({
  id: 'trix',
  title: 'TRIX',
  parameters: [period('period', 15, 'Span n of every average in the stack.'), SETTLED_SEED],
  warmup: (parameters) => stackedWarmup(3)(parameters) + 1,
  missing: 'skip',
  source: 'J. Hutson (1983); TA-Lib TRIX (seed average)',
  batch: (close, { period, seed }) => trix(close, period!, seedOf(seed!)),
  stream: ({ period, seed }) => createTrixStream(period!, seedOf(seed!)),
});
