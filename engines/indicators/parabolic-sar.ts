// Parabolic stop and reverse (Wilder 1978): a trailing stop that closes in faster the longer a trend makes new extremes.
// Called by strategies, features and charts.

import type { IndicatorDefinition, IndicatorParameter } from './definition.ts';
import { stepwise } from './stepwise.ts';

const ACCELERATION: IndicatorParameter = {
  name: 'acceleration',
  default: 0.02,
  min: 0,
  max: 1,
  help: 'Share of the distance to the extreme that the stop closes per bar, added at each new extreme.',
};
const MAXIMUM: IndicatorParameter = {
  name: 'maximum',
  default: 0.2,
  min: 0,
  max: 1,
  help: 'Largest acceleration.',
};

/** One side of the market: on the short side prices are mirrored, so that one rule serves both. */
interface Trend {
  sign: 1 | -1;
  /** Stop of the next bar, furthest price of the trend, and acceleration. */
  stop: number;
  extreme: number;
  acceleration: number;
}

const further = (sign: 1 | -1, one: number, other: number) =>
  sign === 1 ? Math.max(one, other) : Math.min(one, other);
const nearer = (sign: 1 | -1, one: number, other: number) =>
  sign === 1 ? Math.min(one, other) : Math.max(one, other);

/**
 * `sar` is the stop that stood during the bar, or the new side's first stop where the bar hit it; `direction` 1 long,
 * −1 short.
 */
export const PARABOLIC_SAR: IndicatorDefinition = stepwise({
  id: 'parabolic-sar',
  title: 'Parabolic SAR',
  inputs: ['high', 'low'],
  parameters: [ACCELERATION, MAXIMUM],
  outputs: ['sar', 'direction'],
  warmup: () => 1,
  missing: 'skip',
  resetsEachSession: false,
  source: 'TA-Lib SAR; the first direction follows the larger movement of the second bar, long in doubt',
  create: (parameters) => {
    const maximum = parameters.maximum!;
    const start = Math.min(parameters.acceleration!, maximum);
    const before = { high: Number.NaN, low: Number.NaN };
    let trend: Trend | undefined;

    const begin = (high: number, low: number): Trend => {
      const fall = before.low - low;
      const short = fall > 0 && fall > high - before.high;
      const begun: Trend = short
        ? { sign: -1, stop: before.high, extreme: low, acceleration: start }
        : { sign: 1, stop: before.low, extreme: high, acceleration: start };
      // TA-Lib's first step takes the second bar as its own predecessor.
      before.high = high;
      before.low = low;
      return begun;
    };

    return ({ high, low }, _session, out) => {
      if (trend === undefined && !Number.isNaN(before.high)) trend = begin(high, low);
      if (trend !== undefined) {
        const adverse = trend.sign === 1 ? low : high;
        if ((adverse - trend.stop) * trend.sign <= 0) {
          // Reversal: the stop is the old trend's extreme, never inside this or the last bar.
          const sign = trend.sign === 1 ? -1 : 1;
          const outside = sign === -1 ? Math.max(before.high, high) : Math.min(before.low, low);
          const stop = further(trend.sign, trend.extreme, outside);
          out[0] = stop;
          const next = stop + start * (adverse - stop);
          trend = {
            sign,
            stop: further(-sign as 1 | -1, next, outside),
            extreme: adverse,
            acceleration: start,
          };
        } else {
          out[0] = trend.stop;
          const favourable = trend.sign === 1 ? high : low;
          if ((favourable - trend.extreme) * trend.sign > 0) {
            trend.extreme = favourable;
            trend.acceleration = Math.min(trend.acceleration + start, maximum);
          }
          const next = trend.stop + trend.acceleration * (trend.extreme - trend.stop);
          const outside = trend.sign === 1 ? Math.min(before.low, low) : Math.max(before.high, high);
          trend.stop = nearer(trend.sign, next, outside);
        }
        out[1] = trend.sign;
      }
      before.high = high;
      before.low = low;
    };
  },
});
