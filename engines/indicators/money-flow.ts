// Money flow: the money flow index (0 to 100) and Chaikin's money flow (−1 to 1). Called by strategies, features and charts.

import { type IndicatorDefinition, period } from './definition.ts';
import { createMovingSum } from './moving-sum.ts';
import { stepwise } from './stepwise.ts';
import { typicalPrice } from './volume-moments.ts';

/** Close's place in the bar from −1 (at the low) to 1 (at the high); 0 where the bar has no range. */
export function closeLocation(high: number, low: number, close: number): number {
  const range = high - low;
  return range > 0 ? (close - low - (high - close)) / range : 0;
}

/** Missing where no money has flowed either way in the whole window: TA-Lib divides two rounding rests there. */
export const MFI: IndicatorDefinition = stepwise({
  id: 'mfi',
  title: 'Money flow index',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [period('period', 14, 'Changes of the typical price summed.')],
  outputs: ['mfi'],
  warmup: (parameters) => parameters.period!,
  missing: 'restart',
  resetsEachSession: false,
  source: 'TA-Lib MFI',
  create: (parameters) => {
    const inflow = createMovingSum(parameters.period!);
    const outflow = createMovingSum(parameters.period!);
    let before = Number.NaN;
    return (bar, _session, out) => {
      const price = typicalPrice(bar.high, bar.low, bar.close);
      const change = price - before;
      before = price;
      if (Number.isNaN(change)) return;
      const money = price * bar.volume;
      const positive = inflow.next(change > 0 ? money : 0);
      const negative = outflow.next(change < 0 ? money : 0);
      const both = positive + negative;
      out[0] = both > 0 ? 100 * (positive / both) : Number.NaN;
    };
  },
});

/** Missing where nothing traded in the whole window. */
export const CMF: IndicatorDefinition = stepwise({
  id: 'cmf',
  title: "Chaikin's money flow",
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [period('period', 20, 'Bars summed.')],
  outputs: ['cmf'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'Marc Chaikin: Σ(close location · volume) / Σ volume',
  create: (parameters) => {
    const flow = createMovingSum(parameters.period!);
    const volume = createMovingSum(parameters.period!);
    return (bar, _session, out) => {
      const signed = flow.next(closeLocation(bar.high, bar.low, bar.close) * bar.volume);
      const traded = volume.next(bar.volume);
      out[0] = traded > 0 ? signed / traded : Number.NaN;
    };
  },
});
