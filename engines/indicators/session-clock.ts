// Where a bar stands in its scheduled session, at the moment it closes: minutes gone, bars left, share of the session gone.
// Called by strategies and features. It reads the calendar only, so it is there even on a bar whose prices are missing.

import { DAY_MS, MINUTE_MS } from '../market/interval.ts';
import { type Session, scheduledBars } from '../market/session.ts';
import type { IndicatorDefinition } from './definition.ts';
import { stepwise } from './stepwise.ts';

/** Close of the bar that opened at `openTime`: a day bar, and the last bar of a window that it does not fill, end early. */
function closeTime(session: Session, openTime: number, intervalMs: number): number {
  if (intervalMs >= DAY_MS) return session.close;
  const window = session.windows.find(({ open, close }) => openTime >= open && openTime < close);
  return Math.min(openTime + intervalMs, window?.close ?? session.close);
}

/** Bars scheduled from `time` to the close of the session. */
function barsLeft(session: Session, time: number, intervalMs: number): number {
  const windows = session.windows
    .filter(({ close }) => close > time)
    .map(({ open, close }) => ({ open: Math.max(open, time), close }));
  return windows.length === 0 ? 0 : scheduledBars({ ...session, windows }, intervalMs);
}

/** `minutes_since_open` counts from the scheduled open of the session to the bar's close, breaks between windows included. */
export const SESSION_CLOCK: IndicatorDefinition = stepwise({
  id: 'session-clock',
  title: 'Session clock',
  inputs: ['session'],
  parameters: [],
  outputs: ['minutes_since_open', 'bars_left', 'share_gone'],
  warmup: () => 0,
  missing: 'skip',
  resetsEachSession: true,
  source: 'The calendar: scheduled open and close of the session',
  create: (_parameters, { sessions, intervalMs }) => {
    return (bar, number, out) => {
      const session = sessions[number]!;
      const time = closeTime(session, bar.openTime, intervalMs);
      out[0] = (time - session.open) / MINUTE_MS;
      out[1] = barsLeft(session, time, intervalMs);
      out[2] = (time - session.open) / (session.close - session.open);
    };
  },
});
