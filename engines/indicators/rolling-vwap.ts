// Volume-weighted average price of the last n bars, across sessions. The one that starts with each session is in `avwap.ts`.

import { type IndicatorDefinition, period } from './definition.ts';
import { createMovingSum } from './moving-sum.ts';
import { stepwise } from './stepwise.ts';
import { typicalPrice } from './volume-moments.ts';

/** Missing where nothing traded in the whole window. */
export const ROLLING_VWAP: IndicatorDefinition = stepwise({
  id: 'rolling-vwap',
  title: 'VWAP of the last bars',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [period('period', 20, 'Bars in the window.')],
  outputs: ['vwap'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'Σ tp·v / Σ v with tp = (H + L + C)/3',
  create: (parameters) => {
    const money = createMovingSum(parameters.period!);
    const volume = createMovingSum(parameters.period!);
    return (bar, _session, out) => {
      const paid = money.next(typicalPrice(bar.high, bar.low, bar.close) * bar.volume);
      const traded = volume.next(bar.volume);
      out[0] = traded > 0 ? paid / traded : Number.NaN;
    };
  },
});
