// Order block: the last candle against the move before prices broke away from it; its range is expected to hold when revisited.
// Called by features, patterns and charts.

import type { Bar } from '../market/bars.ts';
import { type IndicatorDefinition, type IndicatorParameter, period } from './definition.ts';
import { stepwise } from './stepwise.ts';
import { createAtrStream } from './true-range.ts';

const IMPULSE: IndicatorParameter = {
  name: 'impulse_percent',
  default: 100,
  min: 0,
  max: 1000,
  help: 'Least distance of the breaking close beyond the candle, in percent of the average true range before it.',
};

interface Zone {
  readonly high: number;
  readonly low: number;
  age: number;
}

/** One side of the market; `sign` 1 looks for falling candles under a rise. Ages count complete bars. */
function createSide(sign: 1 | -1, reach: number, memory: number) {
  let candidate: Zone | undefined;
  let zone: Zone | undefined;
  const near = (from: Zone) => (sign === 1 ? from.high : from.low);
  const far = (from: Zone) => (sign === 1 ? from.low : from.high);
  return {
    /** Share of the close between it and the zone's near edge, negative inside the zone; NaN without a zone. */
    next(bar: Bar, impulse: number): number {
      if (candidate && ++candidate.age > reach) candidate = undefined;
      if (zone && (++zone.age > memory || (bar.close - far(zone)) * sign < 0)) zone = undefined;
      if (candidate && (bar.close - near(candidate)) * sign > impulse) {
        zone = candidate;
        candidate = undefined;
      }
      if ((bar.close - bar.open) * sign < 0) candidate = { high: bar.high, low: bar.low, age: 0 };
      return zone ? ((bar.close - near(zone)) * sign) / bar.close : Number.NaN;
    },
  };
}

/**
 * A candle against the move becomes a block when a close within the next `reach` bars lies `impulse_percent` of the ATR
 * beyond it. It ends when a close lies beyond its far edge, when a newer one replaces it, or `memory` bars after the candle.
 * `bull`, `bear`: 1 or 0. Distances are shares of the close from the near edge, negative inside the block, missing without one.
 */
export const ORDER_BLOCK: IndicatorDefinition = stepwise({
  id: 'order-block',
  title: 'Order block',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [
    period('reach', 5, 'Bars within which prices must break away from the candle.'),
    period('memory', 40, 'Bars after which a block is forgotten.'),
    IMPULSE,
    period('range', 14, "True ranges averaged (Wilder's smoothing)."),
  ],
  outputs: ['bull', 'bull_distance', 'bear', 'bear_distance'],
  warmup: ({ range }) => range! + 1,
  missing: 'skip',
  resetsEachSession: false,
  source: 'Last opposite candle before a displacement of at least `impulse_percent` of the ATR',
  create: ({ reach, memory, impulse_percent: impulse, range }) => {
    const ranges = createAtrStream(range!);
    const bulls = createSide(1, reach!, memory!);
    const bears = createSide(-1, reach!, memory!);
    let usual = Number.NaN;
    return (bar, _session, out) => {
      // The range before this bar: a breaking bar would raise the bar it has to clear.
      const least = (impulse! / 100) * usual;
      usual = ranges.next(bar);
      const bull = bulls.next(bar, least);
      const bear = bears.next(bar, least);
      if (Number.isNaN(least)) return;
      out[0] = Number.isNaN(bull) ? 0 : 1;
      out[1] = bull;
      out[2] = Number.isNaN(bear) ? 0 : 1;
      out[3] = bear;
    };
  },
});
