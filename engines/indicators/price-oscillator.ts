// Percentage price oscillator (PPO): the MACD in percent of the slow average, so that instruments compare; and TA-Lib's
// default form of it, over simple means and without a signal.

import { outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period, type ValueStream } from './definition.ts';
import { type Seed, seedOf } from './exponential.ts';
import {
  createMacdStream,
  MACD_PARAMETERS,
  type MacdColumns,
  type MacdPeriods,
  type MacdValue,
  macdPeriods,
  macdWarmup,
} from './macd.ts';
import { createSmaStream } from './sma.ts';
import { defineOnClose, runStream } from './value-columns.ts';

/** Missing where the slow average is zero. */
function percentOf(fast: number, slow: number): number {
  return slow === 0 ? Number.NaN : ((fast - slow) / slow) * 100;
}

export function createPpoStream(
  periods: MacdPeriods,
  seed: Seed = 'average',
): { next(value: number): MacdValue } {
  return createMacdStream(periods, seed, percentOf);
}

export function ppo(
  source: Float64Array,
  periods: MacdPeriods,
  seed: Seed = 'average',
  out?: MacdColumns,
): MacdColumns {
  const line = outputFor(source.length, out?.line);
  const signal = outputFor(source.length, out?.signal);
  const histogram = outputFor(source.length, out?.histogram);
  const stream = createPpoStream(periods, seed);
  for (let i = 0; i < source.length; i++) {
    const value = stream.next(source[i]!);
    line[i] = value.line;
    signal[i] = value.signal;
    histogram[i] = value.histogram;
  }
  return { line, signal, histogram };
}

/** Over simple means: TA-Lib's PPO with its default kind of average. */
export function createSimplePpoStream(fast: number, slow: number): ValueStream {
  const fastMean = createSmaStream(fast);
  const slowMean = createSmaStream(slow);
  return { next: (value) => percentOf(fastMean.next(value), slowMean.next(value)) };
}

export function simplePpo(
  source: Float64Array,
  fast: number,
  slow: number,
  out?: Float64Array,
): Float64Array {
  return runStream(createSimplePpoStream(fast, slow), source, out);
}

export const PPO: IndicatorDefinition = {
  id: 'ppo',
  title: 'Percentage price oscillator',
  inputs: ['close'],
  parameters: MACD_PARAMETERS,
  outputs: ['ppo', 'signal', 'histogram'],
  warmup: macdWarmup,
  missing: 'skip',
  resetsEachSession: false,
  source: 'G. Appel: the MACD over the slow average, in percent',
  batch: ({ bars }, values) => {
    const { line, signal, histogram } = ppo(bars.close, macdPeriods(values), seedOf(values.seed!));
    return [line, signal, histogram];
  },
  stream: (values) => {
    const stream = createPpoStream(macdPeriods(values), seedOf(values.seed!));
    return {
      next: (bar) => {
        const { line, signal, histogram } = stream.next(bar.close);
        return [line, signal, histogram];
      },
    };
  },
};

export const PPO_SMA: IndicatorDefinition = defineOnClose({
  id: 'ppo-sma',
  title: 'Percentage price oscillator (simple means)',
  parameters: [period('fast', 12, 'Bars of the fast mean.'), period('slow', 26, 'Bars of the slow mean.')],
  warmup: ({ fast, slow }) => Math.max(fast!, slow!) - 1,
  missing: 'restart',
  source: 'TA-Lib PPO with simple means, its default',
  batch: (close, { fast, slow }) => simplePpo(close, fast!, slow!),
  stream: ({ fast, slow }) => createSimplePpoStream(fast!, slow!),
});
