// What the killed process writes: numbered batches of five sessions. Batches go round over a few weeks, so that later ones
// replace earlier ones in place; each batch has bars of its own. Used by the writer and by the test that looks afterwards.

import { DAY_MS } from '../../engines/market/interval.ts';
import type { Session } from '../../engines/market/session.ts';
import type { DayWrite } from '../../src/services/market/candle-writer.ts';
import { dayOf, instrumentNamed } from '../contract/candle-days.ts';

export const INSTRUMENT = instrumentNamed('NSE:KILLED');
export const DAYS_PER_BATCH = 5;
export const WEEKS = 12;

/** Sessions made here rather than by the calendar: the writer starts twice as fast without it. */
const FIRST_OPEN = Date.UTC(2024, 0, 1, 3, 45);
const SESSION_MS = 375 * 60_000;
const SESSIONS = Array.from({ length: WEEKS * DAYS_PER_BATCH }, (_, i): Session => {
  const open = FIRST_OPEN + i * DAY_MS;
  const window = { open, close: open + SESSION_MS };
  return { date: new Date(open).toISOString().slice(0, 10), kind: 'regular', windows: [window], ...window };
});

/** The sessions a batch is about, as dates. */
export function datesOf(batch: number): readonly string[] {
  return sessionsOf(batch).map((session) => session.date);
}

export function batchOf(batch: number): DayWrite[] {
  return sessionsOf(batch).map((session, i) =>
    dayOf(INSTRUMENT.id, '5m', session, batch * DAYS_PER_BATCH + i),
  );
}

function sessionsOf(batch: number) {
  const week = batch % WEEKS;
  return SESSIONS.slice(week * DAYS_PER_BATCH, (week + 1) * DAYS_PER_BATCH);
}
