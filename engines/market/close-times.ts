// When each bar was complete: the earliest moment its numbers may be used. Called wherever two timeframes meet.
// A bar that its session cuts short (15:15 to 15:30 of an hour) is complete at the window's close, a day bar at the session's.

import type { Bars } from './bars.ts';
import { DAY_MS, type Interval, intervalMs } from './interval.ts';
import type { Session } from './session.ts';

/** Epoch milliseconds per bar. Bars outside every window (none after `barsInsideSessions`) close after a full interval. */
export function closeTimes(
  bars: Pick<Bars, 'length' | 'openTime'>,
  sessions: readonly Session[],
  interval: Interval,
): Float64Array {
  const lengthMs = intervalMs(interval);
  const times = new Float64Array(bars.length);
  let k = 0;
  let w = 0;
  for (let i = 0; i < bars.length; i++) {
    const open = bars.openTime[i]!;
    while (k < sessions.length && sessions[k]!.close <= open) {
      k++;
      w = 0;
    }
    const session = sessions[k];
    let close = open + lengthMs;
    if (session !== undefined && open >= session.open) {
      if (lengthMs >= DAY_MS) close = session.close;
      else {
        while (w < session.windows.length - 1 && session.windows[w]!.close <= open) w++;
        const window = session.windows[w]!;
        if (open >= window.open && open < window.close) close = Math.min(close, window.close);
      }
    }
    times[i] = close;
  }
  return times;
}
