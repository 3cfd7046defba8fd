// Aroon: how recent the highest high and the lowest low of the last n + 1 bars are, 0 to 100, and their difference.
// Called by features and charts.

import { type IndicatorDefinition, period } from './definition.ts';
import { createRollingExtreme } from './rolling-extreme.ts';
import { stepwise } from './stepwise.ts';

export const AROON: IndicatorDefinition = stepwise({
  id: 'aroon',
  title: 'Aroon',
  inputs: ['high', 'low'],
  parameters: [period('period', 14, 'Bars looked back; the current one comes on top.')],
  outputs: ['up', 'down', 'oscillator'],
  warmup: (parameters) => parameters.period!,
  missing: 'restart',
  resetsEachSession: false,
  source: 'TA-Lib AROON, AROONOSC (of equal extremes the latest counts)',
  create: (parameters) => {
    const length = parameters.period!;
    const highest = createRollingExtreme(length + 1, 1);
    const lowest = createRollingExtreme(length + 1, -1);
    return (bar, _session, out) => {
      const top = highest.next(bar.high);
      lowest.next(bar.low);
      if (Number.isNaN(top)) return;
      const up = (100 * (length - highest.age())) / length;
      const down = (100 * (length - lowest.age())) / length;
      out[0] = up;
      out[1] = down;
      out[2] = up - down;
    };
  },
});
