// Supertrend: a stop a multiple of the average true range away from the middle of the bar, moved only in the trend's favour.
// Called by strategies, features and charts.

import { type IndicatorDefinition, type IndicatorParameter, period } from './definition.ts';
import { stepwise } from './stepwise.ts';
import { createAtrStream } from './true-range.ts';

const MULTIPLIER: IndicatorParameter = {
  name: 'multiplier',
  default: 3,
  min: 0.1,
  max: 50,
  help: 'Average true ranges between the middle of the bar and the stop.',
};

/** `direction` is 1 above and −1 below the line. It turns when the close passes the stop that stood before this bar. */
export const SUPERTREND: IndicatorDefinition = stepwise({
  id: 'supertrend',
  title: 'Supertrend',
  inputs: ['high', 'low', 'close'],
  parameters: [
    period('period', 10, "True ranges averaged (Wilder's smoothing, TA-Lib's start)."),
    MULTIPLIER,
  ],
  outputs: ['supertrend', 'direction'],
  warmup: (parameters) => parameters.period!,
  missing: 'skip',
  resetsEachSession: false,
  source:
    'Olivier Seban: (H + L)/2 ± multiplier · ATR, ratcheted; starts long where the close is not below the middle',
  create: (parameters) => {
    const ranges = createAtrStream(parameters.period!);
    let upper = Number.NaN;
    let lower = Number.NaN;
    let close = Number.NaN;
    let direction = 0;
    return (bar, _session, out) => {
      const range = ranges.next(bar);
      if (Number.isNaN(range)) return;
      const middle = (bar.high + bar.low) / 2;
      const distance = parameters.multiplier! * range;
      if (direction === 0) {
        upper = middle + distance;
        lower = middle - distance;
        direction = bar.close >= middle ? 1 : -1;
      } else {
        if (bar.close > upper) direction = 1;
        else if (bar.close < lower) direction = -1;
        // A band may only come nearer, unless the close before lay beyond it.
        upper = close > upper ? middle + distance : Math.min(upper, middle + distance);
        lower = close < lower ? middle - distance : Math.max(lower, middle - distance);
      }
      close = bar.close;
      out[0] = direction === 1 ? lower : upper;
      out[1] = direction;
    };
  },
});
