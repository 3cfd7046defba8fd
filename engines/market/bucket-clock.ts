// Walks a calendar bucket by bucket: which longer bar a moment belongs to, and when that bar is complete. The live resampler
// asks it bar by bar; `resample` draws the same borders for a whole series. Moments must not go backwards.

import { DAY_MS, type Interval, intervalMs } from './interval.ts';
import type { Session } from './session.ts';

export interface Bucket {
  /** Epoch milliseconds: what the longer bar is stamped with. */
  readonly open: number;
  /** Complete from here on. */
  readonly close: number;
  /** Position in the calendar's sessions. */
  readonly session: number;
}

export interface BucketClock {
  /** The bucket that holds `time`, undefined outside every window. */
  bucketOf(time: number): Bucket | undefined;
}

export function createBucketClock(sessions: readonly Session[], interval: Interval): BucketClock {
  const lengthMs = intervalMs(interval);
  let k = 0;
  let w = 0;
  return {
    bucketOf(time) {
      while (k < sessions.length && sessions[k]!.close <= time) {
        k++;
        w = 0;
      }
      const session = sessions[k];
      if (session === undefined) return undefined;
      while (w < session.windows.length - 1 && session.windows[w]!.close <= time) w++;
      const window = session.windows[w]!;
      if (time < window.open || time >= window.close) return undefined;
      if (lengthMs >= DAY_MS) return { open: session.open, close: session.close, session: k };
      const open = window.open + Math.floor((time - window.open) / lengthMs) * lengthMs;
      return { open, close: Math.min(open + lengthMs, window.close), session: k };
    },
  };
}
