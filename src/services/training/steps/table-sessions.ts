// The sessions of a dataset: one per exchange date, over all the calendars its instruments keep, and which of them each row was
// decided in. Called by the table loader. Splits count these sessions, so every fold's borders come from here.

import type { Session, SessionWindow } from '../../../../engines/market/session.ts';
import type { Calendar, Profile } from '../../market/index.ts';

/** From the first to the last row's date. Where calendars differ on a day, its session reaches from the first open to the last close. */
export function sessionsBetween(
  calendar: Calendar,
  profiles: readonly Profile[],
  first: number,
  last: number,
): readonly Session[] {
  const byDate = new Map<string, Session>();
  for (const profile of new Set(profiles))
    for (const session of calendar.sessions(
      profile,
      calendar.dateOf(profile, first),
      calendar.dateOf(profile, last),
    )) {
      const known = byDate.get(session.date);
      byDate.set(session.date, known === undefined ? plain(session) : joined(known, session));
    }
  return [...byDate.values()].sort((a, b) => a.open - b.open);
}

/** Without the calendar's remarks: a table holds plain facts that threads can copy. */
function plain({ date, kind, windows, open, close }: Session): Session {
  return { date, kind, windows, open, close };
}

function joined(one: Session, other: Session): Session {
  const windows: SessionWindow[] = [];
  for (const window of [...one.windows, ...other.windows].sort((a, b) => a.open - b.open)) {
    const last = windows[windows.length - 1];
    if (last !== undefined && window.open <= last.close)
      windows[windows.length - 1] = { open: last.open, close: Math.max(last.close, window.close) };
    else windows.push(window);
  }
  return { ...one, windows, open: windows[0]!.open, close: windows[windows.length - 1]!.close };
}

/**
 * Place of the session a moment belongs to: a bar's decision falls on its close, so a session is open < moment ≤ close. A moment after
 * the close belongs to the session that ended, one before the first open to the first.
 */
export function sessionAt(opens: Float64Array, moment: number): number {
  let low = 0;
  let high = opens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (opens[middle]! < moment) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
