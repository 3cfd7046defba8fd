// On-balance volume: volume added on rising and taken off on falling closes since the first bar. Called by features and charts.

import type { IndicatorDefinition } from './definition.ts';
import { stepwise } from './stepwise.ts';

export const OBV: IndicatorDefinition = stepwise({
  id: 'obv',
  title: 'On-balance volume',
  inputs: ['close', 'volume'],
  parameters: [],
  outputs: ['obv'],
  warmup: () => 0,
  missing: 'skip',
  resetsEachSession: false,
  source: "TA-Lib OBV: starts at the first bar's volume",
  create: () => {
    let before = Number.NaN;
    let total = 0;
    return (bar, _session, out) => {
      if (Number.isNaN(before)) total = bar.volume;
      else if (bar.close > before) total += bar.volume;
      else if (bar.close < before) total -= bar.volume;
      before = bar.close;
      out[0] = total;
    };
  },
});
