// Price channels: Keltner's (average and average range) and Donchian's (highest high and lowest low).
// Called by strategies, features and charts.

import { type IndicatorDefinition, type IndicatorParameter, period } from './definition.ts';
import { createEmaStream } from './exponential.ts';
import { createRollingExtreme } from './rolling-extreme.ts';
import { stepwise } from './stepwise.ts';
import { createAtrStream } from './true-range.ts';

const MULTIPLIER: IndicatorParameter = {
  name: 'multiplier',
  default: 2,
  min: 0.1,
  max: 50,
  help: 'Average true ranges between the middle and either line.',
};

export const KELTNER: IndicatorDefinition = stepwise({
  id: 'keltner',
  title: 'Keltner channel',
  inputs: ['high', 'low', 'close'],
  parameters: [
    period('period', 20, 'Span of the exponential average of the close.'),
    period('range', 10, "True ranges averaged (Wilder's smoothing)."),
    MULTIPLIER,
  ],
  outputs: ['upper', 'middle', 'lower'],
  warmup: (parameters) => Math.max(parameters.period! - 1, parameters.range!),
  missing: 'skip',
  resetsEachSession: false,
  source: "Linda Raschke's form: EMA ± multiplier · ATR, both with TA-Lib's start",
  create: (parameters) => {
    const average = createEmaStream(parameters.period!, 'average');
    const ranges = createAtrStream(parameters.range!);
    return (bar, _session, out) => {
      const middle = average.next(bar.close);
      const distance = parameters.multiplier! * ranges.next(bar);
      out[0] = middle + distance;
      out[1] = middle;
      out[2] = middle - distance;
    };
  },
});

/** `position` is 0 at the lower and 1 at the upper line, missing where they meet; `width` is relative to the middle. */
export const DONCHIAN: IndicatorDefinition = stepwise({
  id: 'donchian',
  title: 'Donchian channel',
  inputs: ['high', 'low', 'close'],
  parameters: [period('period', 20, 'Bars looked at, the current one included.')],
  outputs: ['upper', 'middle', 'lower', 'position', 'width'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'Richard Donchian; TA-Lib MAX of highs and MIN of lows',
  create: (parameters) => {
    const highest = createRollingExtreme(parameters.period!, 1);
    const lowest = createRollingExtreme(parameters.period!, -1);
    return (bar, _session, out) => {
      const upper = highest.next(bar.high);
      const lower = lowest.next(bar.low);
      const middle = (upper + lower) / 2;
      const width = upper - lower;
      out[0] = upper;
      out[1] = middle;
      out[2] = lower;
      out[3] = width > 0 ? (bar.close - lower) / width : Number.NaN;
      out[4] = width / middle;
    };
  },
});
