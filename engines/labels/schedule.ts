// The calendar as labels need it: the session of a moment, the next moment trading goes on, and where a window ends.
// Called by the labelers. A session may have several windows; trading time does not pass between them.

import { DAY_MS, type Interval, intervalMs, MINUTE_MS } from '../market/interval.ts';
import type { Session } from '../market/session.ts';
import type { Horizon } from './spec.ts';

/** [Note: no session crossed] What a window that does not fit into its session gets instead of an end. */
export const BEYOND_SESSION: number = Number.POSITIVE_INFINITY;

export interface LabelSchedule {
  /** Index of the session with `open <= time <= close`, −1 where none. Fast while times ascend. */
  sessionAt(time: number): number;
  /** `time` inside a window, otherwise the next window's open; `BEYOND_SESSION` from the session's close on. */
  tradingFrom(session: number, time: number): number;
  /** End of the window that starts at `time`, `BEYOND_SESSION` where the session ends before. */
  windowEnd(session: number, time: number, horizon: Horizon): number;
  /** Close of the scheduled decision bar in which `time` (exclusive of its open) lies. */
  barClose(session: number, time: number): number;
}

export function createLabelSchedule(sessions: readonly Session[], interval: Interval): LabelSchedule {
  let at = 0;
  let gridOf = -1;
  let grid: number[] = [];

  function closesOf(session: number): readonly number[] {
    if (gridOf === session) return grid;
    gridOf = session;
    grid = scheduledCloses(sessions[session]!, interval);
    return grid;
  }

  return {
    sessionAt(time) {
      if (sessions.length === 0) return -1;
      while (at > 0 && sessions[at - 1]!.close >= time) at--;
      while (at < sessions.length - 1 && sessions[at]!.close < time) at++;
      const session = sessions[at]!;
      return session.open <= time && time <= session.close ? at : -1;
    },
    tradingFrom(session, time) {
      for (const window of sessions[session]!.windows)
        if (time < window.close) return Math.max(time, window.open);
      return BEYOND_SESSION;
    },
    windowEnd(session, time, { unit, length }) {
      if (unit === 'minutes') return afterTrading(sessions[session]!, time, length * MINUTE_MS);
      const closes = closesOf(session);
      const passed = countUpTo(closes, time);
      // A bar that is already running at `time` is not one of the window's full bars.
      const whole = passed === 0 ? time <= sessions[session]!.open : closes[passed - 1] === time;
      return closes[passed + length - (whole ? 1 : 0)] ?? BEYOND_SESSION;
    },
    barClose(session, time) {
      const closes = closesOf(session);
      const passed = countUpTo(closes, time);
      return passed > 0 && closes[passed - 1] === time ? time : (closes[passed] ?? BEYOND_SESSION);
    },
  };
}

/** Close of every decision bar of a session when nothing is missing; the last of a window may be short. */
function scheduledCloses(session: Session, interval: Interval): number[] {
  const lengthMs = intervalMs(interval);
  if (lengthMs >= DAY_MS) return [session.close];
  const closes: number[] = [];
  for (const window of session.windows)
    for (let open = window.open; open < window.close; open += lengthMs)
      closes.push(Math.min(open + lengthMs, window.close));
  return closes;
}

function afterTrading(session: Session, time: number, lengthMs: number): number {
  let left = lengthMs;
  for (const window of session.windows) {
    if (window.close <= time) continue;
    const from = Math.max(time, window.open);
    if (left <= window.close - from) return from + left;
    left -= window.close - from;
  }
  return BEYOND_SESSION;
}

/** How many of the ascending `values` are not above `limit`. */
function countUpTo(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
