// Accumulation/distribution line and Chaikin's oscillator on it. Called by features and charts.

import { type IndicatorDefinition, period } from './definition.ts';
import { createEmaStream } from './exponential.ts';
import { closeLocation } from './money-flow.ts';
import { stepwise } from './stepwise.ts';

const INPUTS = ['high', 'low', 'close', 'volume'] as const;

export const ACCUMULATION: IndicatorDefinition = stepwise({
  id: 'accumulation-distribution',
  title: 'Accumulation/distribution line',
  inputs: INPUTS,
  parameters: [],
  outputs: ['ad'],
  warmup: () => 0,
  missing: 'skip',
  resetsEachSession: false,
  source: 'TA-Lib AD: Σ(close location · volume) from the first bar',
  create: () => {
    let total = 0;
    return (bar, _session, out) => {
      total += closeLocation(bar.high, bar.low, bar.close) * bar.volume;
      out[0] = total;
    };
  },
});

export const ACCUMULATION_OSCILLATOR: IndicatorDefinition = stepwise({
  id: 'adosc',
  title: "Chaikin's A/D oscillator",
  inputs: INPUTS,
  parameters: [
    period('fast', 3, 'Span of the fast average of the line.'),
    period('slow', 10, 'Span of the slow average of the line.'),
  ],
  outputs: ['adosc'],
  warmup: ({ fast, slow }) => Math.max(fast!, slow!) - 1,
  missing: 'skip',
  resetsEachSession: false,
  source: 'TA-Lib ADOSC: both averages start at the first value of the line',
  create: ({ fast, slow }) => {
    const quick = createEmaStream(fast!);
    const calm = createEmaStream(slow!);
    const first = Math.max(fast!, slow!);
    let total = 0;
    let count = 0;
    return (bar, _session, out) => {
      total += closeLocation(bar.high, bar.low, bar.close) * bar.volume;
      const difference = quick.next(total) - calm.next(total);
      if (++count >= first) out[0] = difference;
    };
  },
});
