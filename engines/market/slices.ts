// Finds which bars of a series belong to which session. Called by every engine that must not look across a session.
// Copies nothing except where asked to drop bars; knows no calendar, sessions come as data.

import { lowerBound } from '../numeric/sorted.ts';
import { type Bars, keepBars } from './bars.ts';
import type { Session, SessionSlices } from './session.ts';

/**
 * Slices `bars` by `sessions` (both ascending). Windows are half-open: a bar opening at a session's close is not its.
 * Bars before, after and between sessions belong to none; a session without bars has `start = end`. Bars stamped between
 * two windows of one session (a disaster-recovery Saturday) lie inside that session's slice, because a slice is one run of
 * bars: where such bars may exist, pass the series through `barsInsideSessions` first.
 */
export function sliceSessions(bars: Bars, sessions: readonly Session[]): SessionSlices {
  const start = new Int32Array(sessions.length);
  const end = new Int32Array(sessions.length);
  let from = 0;
  for (let k = 0; k < sessions.length; k++) {
    const session = sessions[k]!;
    from = seek(bars.openTime, from, session.open);
    start[k] = from;
    from = seek(bars.openTime, from, session.close);
    end[k] = from;
  }
  return { sessions, start, end };
}

/** True at each bar that opens inside a window of one of the ascending `sessions`. */
export function insideSessions(openTime: Float64Array, sessions: readonly Session[]): Uint8Array {
  const inside = new Uint8Array(openTime.length);
  let i = 0;
  for (const session of sessions) {
    for (const window of session.windows) {
      i = seek(openTime, i, window.open);
      const close = seek(openTime, i, window.close);
      inside.fill(1, i, close);
      i = close;
    }
  }
  return inside;
}

/** The bars that open inside a session's window; the very same object when that is all of them. */
export function barsInsideSessions(bars: Bars, sessions: readonly Session[]): Bars {
  return keepBars(bars, insideSessions(bars.openTime, sessions));
}

/** First index at or after `from` whose time is not before `time`: gallops, so walking all sessions is linear at worst. */
function seek(openTime: Float64Array, from: number, time: number): number {
  let step = 1;
  let low = from;
  while (low + step < openTime.length && openTime[low + step]! < time) {
    low += step;
    step *= 2;
  }
  const high = Math.min(openTime.length, low + step + 1);
  return low + lowerBound(openTime.subarray(low, high), time);
}
