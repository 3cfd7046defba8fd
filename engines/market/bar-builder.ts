// Builds longer bars from shorter ones as they arrive: the live twin of `resample`, bar for bar the same.
// Called by feature streams; a bar comes out only once its time is over, never half made.

import type { Bar } from './bars.ts';
import { type Bucket, createBucketClock } from './bucket-clock.ts';
import type { Interval } from './interval.ts';
import type { Session } from './session.ts';

export interface ClosedBar {
  readonly bar: Bar;
  readonly closeTime: number;
  readonly session: number;
}

export interface BarBuilder {
  /**
   * Takes one shorter bar; ascending. A bar outside every window is left out, as `resample` does. Throws RangeError on a bar that
   * does not follow the one before or comes after its longer bar was given out: what was decided on that cannot be taken back.
   */
  push(bar: Bar): void;
  /** When the bar being built is complete; NaN while there is none. */
  readonly pendingClose: number;
  /** Gives out the bar being built if it is complete at `time`. */
  take(time: number): ClosedBar | undefined;
}

export function createBarBuilder(sessions: readonly Session[], interval: Interval): BarBuilder {
  const clock = createBucketClock(sessions, interval);
  let bucket: Bucket | undefined;
  let bar: { -readonly [K in keyof Bar]: Bar[K] } | undefined;
  let newest = Number.NEGATIVE_INFINITY;
  let givenOut = Number.NEGATIVE_INFINITY;
  return {
    push(next) {
      if (!(next.openTime > newest))
        throw new RangeError(
          `a bar at ${next.openTime} arrived after the one at ${newest}; bars must ascend`,
        );
      newest = next.openTime;
      const its = clock.bucketOf(next.openTime);
      if (its === undefined) return;
      if (bucket !== undefined && bar !== undefined) {
        if (its.open === bucket.open) {
          if (next.high > bar.high) bar.high = next.high;
          if (next.low < bar.low) bar.low = next.low;
          bar.close = next.close;
          bar.volume += next.volume;
          return;
        }
        throw new RangeError(
          `a bar at ${next.openTime} arrived before the one that ended at ${bucket.close} was taken`,
        );
      }
      if (its.close <= givenOut)
        throw new RangeError(
          `a bar at ${next.openTime} arrived late: the ${interval} bar that ended at ${its.close} was given out without it`,
        );
      bucket = its;
      bar = { ...next, openTime: its.open };
    },
    get pendingClose() {
      return bucket?.close ?? Number.NaN;
    },
    take(time) {
      if (bucket === undefined || bar === undefined || bucket.close > time) return undefined;
      givenOut = bucket.close;
      const closed = { bar, closeTime: bucket.close, session: bucket.session };
      bucket = undefined;
      bar = undefined;
      return closed;
    },
  };
}
