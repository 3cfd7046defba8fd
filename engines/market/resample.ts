// Builds longer bars from shorter ones without ever crossing a session or one of its windows.
// Called by the store's readers, backtests and charts. Repairs and fills nothing: an empty bucket makes no bar.

import { lowerBound } from '../numeric/sorted.ts';
import { type Bars, createBars } from './bars.ts';
import { type Interval, intervalMs } from './interval.ts';
import type { Session } from './session.ts';
import { barsInsideSessions } from './slices.ts';

/** True when whole bars of `from` make up one bar of `to`. */
export function canResample(from: Interval, to: Interval): boolean {
  return intervalMs(to) % intervalMs(from) === 0;
}

/**
 * Resamples ascending `bars` of interval `from` to `to`. Buckets start at each window's open (09:15, 09:30, …), so the last
 * one of a window may be short: on a regular NSE day the last 60-minute bar covers 15:15 to 15:30. A day bar spans all
 * windows of its session and opens at `session.open`. Bars outside every window are dropped. Open, high, low, close, volume
 * are first, maximum, minimum, last and sum; open interest is the last. Throws RangeError where `from` does not divide `to`.
 */
export function resample(bars: Bars, sessions: readonly Session[], from: Interval, to: Interval): Bars {
  if (!canResample(from, to)) throw new RangeError(`cannot build ${to} bars from ${from} bars`);
  const inside = barsInsideSessions(bars, sessions);
  if (from === to || inside.length === 0) return inside;

  const bucketOf = new Int32Array(inside.length);
  const bucketTimes: number[] = [];
  let i = 0;
  for (const session of sessions) {
    const windows = to === '1d' ? [session] : session.windows;
    for (const window of windows) {
      const lengthMs = to === '1d' ? Number.POSITIVE_INFINITY : intervalMs(to);
      i += lowerBound(inside.openTime.subarray(i), window.open);
      let bucketEnd = Number.NEGATIVE_INFINITY;
      for (; i < inside.length && inside.openTime[i]! < window.close; i++) {
        const time = inside.openTime[i]!;
        if (time >= bucketEnd) {
          const bucket = Number.isFinite(lengthMs)
            ? Math.floor((time - window.open) / lengthMs) * lengthMs
            : 0;
          bucketTimes.push(window.open + bucket);
          bucketEnd = window.open + bucket + lengthMs;
        }
        bucketOf[i] = bucketTimes.length - 1;
      }
    }
  }
  return aggregate(inside, bucketOf, bucketTimes);
}

function aggregate(bars: Bars, bucketOf: Int32Array, bucketTimes: readonly number[]): Bars {
  const result = createBars(bucketTimes.length, bars.openInterest !== undefined);
  result.openTime.set(bucketTimes);
  let current = -1;
  for (let i = 0; i < bars.length; i++) {
    const k = bucketOf[i]!;
    if (k !== current) {
      current = k;
      result.open[k] = bars.open[i]!;
      result.high[k] = bars.high[i]!;
      result.low[k] = bars.low[i]!;
    } else {
      if (bars.high[i]! > result.high[k]!) result.high[k] = bars.high[i]!;
      if (bars.low[i]! < result.low[k]!) result.low[k] = bars.low[i]!;
    }
    result.close[k] = bars.close[i]!;
    result.volume[k] = result.volume[k]! + bars.volume[i]!;
    if (bars.openInterest) result.openInterest![k] = bars.openInterest[i]!;
  }
  return result;
}
