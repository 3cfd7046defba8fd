// Support and resistance: confirmed swing pivots that lie close together form one level, the stronger the more often and the
// more recently it was touched. Called by features, patterns and charts.

import { type IndicatorDefinition, type IndicatorParameter, period } from './definition.ts';
import { createPivotDetector, STRENGTH } from './pivots.ts';
import { stepwise } from './stepwise.ts';

export interface PriceLevel {
  /** Mean of the pivots that touched it. */
  price: number;
  touches: number;
  /** Σ ½^(age / half-life) over its touches, as of `lastTouch`. */
  weight: number;
  /** Count of the complete bar that confirmed the latest touch. */
  lastTouch: number;
}

export interface LevelOptions {
  /** Largest distance of a pivot from a level it belongs to, as a share of the level. */
  readonly tolerance: number;
  /** Bars without a touch after which a level is forgotten; half of it halves a touch's weight. */
  readonly memory: number;
}

export interface LevelBook {
  /** Levels in no order; valid until the next call. */
  readonly levels: readonly PriceLevel[];
  /** Enters a pivot confirmed at bar `now`. */
  touch(price: number, now: number): void;
  /** Drops what was not touched for `memory` bars. */
  forget(now: number): void;
  strength(level: PriceLevel, now: number): number;
}

/** One book for highs and lows: a broken resistance is where support is looked for. */
export function createLevelBook({ tolerance, memory }: LevelOptions): LevelBook {
  let levels: PriceLevel[] = [];
  /** No level is forgotten before this bar has passed. */
  let earliestEnd = Number.POSITIVE_INFINITY;
  const strength = (level: PriceLevel, now: number) =>
    level.weight * 0.5 ** ((now - level.lastTouch) / (memory / 2));

  function nearest(price: number): PriceLevel | undefined {
    let best: PriceLevel | undefined;
    for (const level of levels)
      if (best === undefined || Math.abs(level.price - price) < Math.abs(best.price - price)) best = level;
    return best && Math.abs(best.price - price) <= tolerance * best.price ? best : undefined;
  }

  return {
    get levels() {
      return levels;
    },
    touch(price, now) {
      const level = nearest(price);
      if (level === undefined) {
        levels.push({ price, touches: 1, weight: 1, lastTouch: now });
        earliestEnd = Math.min(earliestEnd, now + memory);
        return;
      }
      level.weight = strength(level, now) + 1;
      level.lastTouch = now;
      level.touches++;
      level.price += (price - level.price) / level.touches;
    },
    forget(now) {
      if (now <= earliestEnd) return;
      levels = levels.filter((level) => now - level.lastTouch <= memory);
      earliestEnd = levels.reduce(
        (end, { lastTouch }) => Math.min(end, lastTouch + memory),
        Number.POSITIVE_INFINITY,
      );
    },
    strength,
  };
}

const TOLERANCE: IndicatorParameter = {
  name: 'tolerance_bps',
  default: 15,
  min: 0,
  max: 500,
  help: 'Largest distance of a pivot from the level it belongs to, in hundredths of a percent.',
};

/**
 * Nearest level at or below the close (support) and above it (resistance): distance as a share of the close, touches, and
 * strength (touches weighted down with age). Missing where there is none.
 */
export const SUPPORT_RESISTANCE: IndicatorDefinition = stepwise({
  id: 'support-resistance',
  title: 'Support and resistance',
  inputs: ['high', 'low', 'close'],
  parameters: [
    STRENGTH,
    TOLERANCE,
    period('memory', 500, 'Bars without a touch after which a level is forgotten.'),
  ],
  outputs: [
    'support_distance',
    'support_touches',
    'support_strength',
    'resistance_distance',
    'resistance_touches',
    'resistance_strength',
  ],
  warmup: ({ strength }) => 2 * strength!,
  missing: 'skip',
  resetsEachSession: false,
  source: 'Clusters of confirmed swing pivots; a touch halves its weight in half the memory',
  create: ({ strength, tolerance_bps: tolerance, memory }) => {
    const tops = createPivotDetector(strength!, 1);
    const bottoms = createPivotDetector(strength!, -1);
    const book = createLevelBook({ tolerance: tolerance! / 10_000, memory: memory! });
    let now = 0;
    const write = (level: PriceLevel, close: number, out: Float64Array, at: number) => {
      out[at] = Math.abs(close - level.price) / close;
      out[at + 1] = level.touches;
      out[at + 2] = book.strength(level, now);
    };
    return ({ high, low, close }, _session, out) => {
      now++;
      const top = tops.next(high);
      const bottom = bottoms.next(low);
      if (!Number.isNaN(top)) book.touch(top, now);
      if (!Number.isNaN(bottom)) book.touch(bottom, now);
      book.forget(now);
      let support: PriceLevel | undefined;
      let resistance: PriceLevel | undefined;
      for (const level of book.levels) {
        if (level.price <= close && (support === undefined || level.price > support.price)) support = level;
        if (level.price > close && (resistance === undefined || level.price < resistance.price))
          resistance = level;
      }
      if (support) write(support, close, out, 0);
      if (resistance) write(resistance, close, out, 3);
    };
  },
});
