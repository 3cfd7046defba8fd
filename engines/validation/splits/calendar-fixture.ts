// A made-up calendar for tests of splits: weekdays from 1 January 2024, 9:15 to 15:30 IST. Called by tests only.

import { DAY_MS } from '../../market/interval.ts';
import type { Session } from '../../market/session.ts';

const FIRST = Date.parse('2024-01-01T00:00:00Z');

export function weekdaySessions(count: number): Session[] {
  const sessions: Session[] = [];
  for (let day = FIRST; sessions.length < count; day += DAY_MS) {
    const date = new Date(day);
    if (date.getUTCDay() % 6 === 0) continue;
    const open = day + (3 * 60 + 45) * 60_000;
    const close = day + 10 * 3_600_000;
    sessions.push({
      date: date.toISOString().slice(0, 10),
      kind: 'regular',
      windows: [{ open, close }],
      open,
      close,
    });
  }
  return sessions;
}
