// Average true range as a percentage of the close, comparable between instruments. Called by features and charts.

import { type IndicatorDefinition, period } from './definition.ts';
import { stepwise } from './stepwise.ts';
import { createAtrStream } from './true-range.ts';

export const NATR: IndicatorDefinition = stepwise({
  id: 'natr',
  title: 'Normalised average true range (%)',
  inputs: ['high', 'low', 'close'],
  parameters: [period('period', 14, "True ranges averaged (Wilder's smoothing).")],
  outputs: ['natr'],
  warmup: (parameters) => parameters.period!,
  missing: 'skip',
  resetsEachSession: false,
  source: 'TA-Lib NATR: 100 · ATR / close',
  create: (parameters) => {
    const ranges = createAtrStream(parameters.period!);
    return (bar, _session, out) => {
      out[0] = (ranges.next(bar) / bar.close) * 100;
    };
  },
});
