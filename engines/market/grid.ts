// Which bars stand where the calendar schedules one. Called wherever bars of several timeframes are read at one moment.

import { type Bars, keepBars } from './bars.ts';
import { createBucketClock } from './bucket-clock.ts';
import type { Interval } from './interval.ts';
import type { Session } from './session.ts';

/**
 * [Note: bars off the grid] A five-minute bar stamped 09:23 closes at 09:28, after the ten-minute bar (09:15 to 09:25) that it
 * would be put into. Using it there would look three minutes ahead, so features leave such bars out; the quality check reports
 * them as `extra-bars`.
 */
export interface Grid {
  /** True at the scheduled open of a bar. Moments must not go backwards. */
  holds(openTime: number): boolean;
}

export function createGrid(sessions: readonly Session[], interval: Interval): Grid {
  const clock = createBucketClock(sessions, interval);
  return { holds: (openTime) => clock.bucketOf(openTime)?.open === openTime };
}

/** The bars on the grid of ascending `sessions`; the very same object when that is all of them. */
export function barsOnGrid(bars: Bars, sessions: readonly Session[], interval: Interval): Bars {
  const grid = createGrid(sessions, interval);
  const keep = new Uint8Array(bars.length);
  for (let i = 0; i < bars.length; i++) if (grid.holds(bars.openTime[i]!)) keep[i] = 1;
  return keepBars(bars, keep);
}
