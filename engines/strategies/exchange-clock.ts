// Exchange-local time of day for strategies whose rules name clock times. Engines know no time zones: the two exchanges'
// countries need none, and a session carries the rest.

import { DAY_MS, MINUTE_MS } from '../market/interval.ts';
import type { Session } from '../market/session.ts';

/** India Standard Time is UTC+05:30 all year; it has had no daylight saving since 1945. */
const IST_OFFSET_MS = 330 * MINUTE_MS;
/** US regular trading opens at 09:30 New York time, in summer and winter and on short days. */
const US_OPEN_MINUTE = 9 * 60 + 30;

/**
 * Minutes since local midnight at `time`. India: the clock itself, so a Muhurat session in the evening is outside a
 * morning window and stays so. US: counted from the session's open, which absorbs daylight saving.
 */
export function minuteOfDay(time: number, session: Session, instrumentId: string): number {
  if (instrumentId.startsWith('US:')) return US_OPEN_MINUTE + Math.floor((time - session.open) / MINUTE_MS);
  return Math.floor(((time + IST_OFFSET_MS) % DAY_MS) / MINUTE_MS);
}

/** `HH:MM` to minutes since midnight. */
export function parseTimeOfDay(text: string): number {
  const [hours, minutes] = text.split(':');
  return Number(hours) * 60 + Number(minutes);
}
