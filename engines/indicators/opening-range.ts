// Opening range: high and low of the first minutes of the session, and where the close lies in it. Nothing before it is
// complete. Called by strategies, features and charts.

import { MINUTE_MS } from '../market/interval.ts';
import { type IndicatorDefinition, period } from './definition.ts';
import { stepwise } from './stepwise.ts';

/**
 * Of the bars that lie wholly within the first `minutes`; known from the close of the last of them on, missing all session
 * long where there is none (a bar longer than the range, a stock that traded later). `position` is 0 at the low and 1 at the
 * high, beyond them outside; `width` is relative to the low.
 */
export const OPENING_RANGE: IndicatorDefinition = stepwise({
  id: 'opening-range',
  title: 'Opening range',
  inputs: ['high', 'low', 'close', 'session'],
  parameters: [period('minutes', 15, 'Minutes from the scheduled open of the session.', 720)],
  outputs: ['high', 'low', 'position', 'width'],
  // In bars this depends on the interval: on bars as long as the range the first one carries it.
  warmup: () => 0,
  missing: 'skip',
  resetsEachSession: true,
  source: 'Toby Crabel (1990): range of the first minutes of the session',
  create: ({ minutes }, { sessions, intervalMs }) => {
    let top = Number.NEGATIVE_INFINITY;
    let bottom = Number.POSITIVE_INFINITY;
    return (bar, session, out) => {
      const end = sessions[session]!.open + minutes! * MINUTE_MS;
      const close = bar.openTime + intervalMs;
      if (close <= end) {
        top = Math.max(top, bar.high);
        bottom = Math.min(bottom, bar.low);
      }
      if (close < end || top < bottom) return;
      const width = top - bottom;
      out[0] = top;
      out[1] = bottom;
      out[2] = width > 0 ? (bar.close - bottom) / width : Number.NaN;
      out[3] = width / bottom;
    };
  },
});
