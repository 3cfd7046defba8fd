// Awesome oscillator (AO): a fast less a slow simple mean of the bars' middle, in price.
// Called by charts and features.

import type { Bar, Bars } from '../market/bars.ts';
import { outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period } from './definition.ts';
import { createSmaStream } from './sma.ts';

function createCore(fast: number, slow: number): (high: number, low: number) => number {
  const fastMean = createSmaStream(fast);
  const slowMean = createSmaStream(slow);
  return (high, low) => {
    const middle = (high + low) / 2;
    return fastMean.next(middle) - slowMean.next(middle);
  };
}

/** NaN until the slow window is full of bars with high and low. */
export function createAwesomeStream(
  fast: number,
  slow: number,
): { next(bar: Pick<Bar, 'high' | 'low'>): number } {
  const step = createCore(fast, slow);
  return { next: ({ high, low }) => step(high, low) };
}

export function awesomeOscillator(
  bars: Pick<Bars, 'length' | 'high' | 'low'>,
  fast = 5,
  slow = 34,
  out?: Float64Array,
): Float64Array {
  const result = outputFor(bars.length, out);
  const step = createCore(fast, slow);
  for (let i = 0; i < bars.length; i++) result[i] = step(bars.high[i]!, bars.low[i]!);
  return result;
}

export const AWESOME: IndicatorDefinition = {
  id: 'awesome',
  title: 'Awesome oscillator',
  inputs: ['high', 'low'],
  parameters: [period('fast', 5, 'Bars of the fast mean.'), period('slow', 34, 'Bars of the slow mean.')],
  outputs: ['awesome'],
  warmup: ({ fast, slow }) => Math.max(fast!, slow!) - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'B. Williams, New Trading Dimensions (1998)',
  batch: ({ bars }, { fast, slow }) => [awesomeOscillator(bars, fast, slow)],
  stream: ({ fast, slow }) => {
    const stream = createAwesomeStream(fast!, slow!);
    return { next: (bar) => [stream.next(bar)] };
  },
};
