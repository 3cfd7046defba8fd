// The one-bar log return as a column that several statistics read, so that a window of n does not take n logarithms per bar.
// An ingredient of features; charts show prices, so the indicator registry does not list it.

import { stepwise } from '../../indicators/stepwise.ts';

export const LOG_RETURNS = stepwise({
  id: 'log-return',
  title: 'Log return of one bar',
  inputs: ['close'],
  parameters: [],
  outputs: ['log_return'],
  warmup: () => 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'ln(close / close before)',
  create: () => {
    let before = Number.NaN;
    return (bar, _session, out) => {
      out[0] = Math.log(bar.close / before);
      before = bar.close;
    };
  },
});
