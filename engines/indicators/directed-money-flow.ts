// Directed money flow (ADMF): money traded, signed and weighted by how far the close moved. Called by features and charts.

import { clip } from '../numeric/arrays.ts';
import { type IndicatorDefinition, type IndicatorParameter, period } from './definition.ts';
import { createWilderStream } from './exponential.ts';
import { stepwise } from './stepwise.ts';
import { createTrueRangeStream } from './true-range.ts';
import { typicalPrice } from './volume-moments.ts';

const WEIGHT: IndicatorParameter = {
  name: 'weight',
  default: 0.6,
  min: 0,
  max: 1,
  help: 'Weight of the mere direction of the change; the rest goes to its size against the true range.',
};

/** −1 (all money with falls) to 1; missing where no money was traded. */
export const DIRECTED_MONEY_FLOW: IndicatorDefinition = stepwise({
  id: 'directed-money-flow',
  title: 'Directed money flow (ADMF)',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [period('period', 20, "Length of Wilder's smoothing."), WEIGHT],
  outputs: ['directed_money_flow'],
  // The first bar has no change.
  warmup: (parameters) => parameters.period!,
  missing: 'skip',
  resetsEachSession: false,
  source:
    'the published SPY model: WIL(volume · typical price · ((1 − w)·ΔC/TR + w·sign ΔC)), here over WIL(volume · typical price)',
  create: ({ period, weight }) => {
    const ranges = createTrueRangeStream();
    const directed = createWilderStream(period!, 'average');
    const all = createWilderStream(period!, 'average');
    let before = Number.NaN;
    return (bar, _session, out) => {
      const range = ranges.next(bar);
      const change = bar.close - before;
      before = bar.close;
      if (Number.isNaN(change)) return;
      const money = bar.volume * typicalPrice(bar.high, bar.low, bar.close);
      const reach = range > 0 ? clip(change / range, -1, 1) : 0;
      const flow = directed.next(money * ((1 - weight!) * reach + weight! * Math.sign(change)));
      const traded = all.next(money);
      if (traded > 0) out[0] = clip(flow / traded, -1, 1);
    };
  },
});
