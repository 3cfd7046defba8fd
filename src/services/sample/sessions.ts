// Which sessions the sample market covers: a fixed stretch of real NSE trading days, so that the same seed gives the same
// bytes on every machine and in every year. Called by the sample job.
import type { Session } from '../../../engines/market/session.ts';
import type { Calendar } from '../market/index.ts';

/** The last session of every sample market. Fixed for good: moving it would change every seed's bytes. */
export const SAMPLE_LAST_DATE = '2025-06-30';
/** A session takes about 1.5 calendar days; two and a month more surely hold as many as asked for. */
const DAYS_PER_SESSION = 2;
const DAY_MS = 86_400_000;

/** The last `count` sessions up to and including SAMPLE_LAST_DATE, special ones as they were. */
export function sampleSessions(calendar: Calendar, count: number): readonly Session[] {
  const last = Date.parse(`${SAMPLE_LAST_DATE}T00:00:00Z`);
  const from = new Date(last - (count * DAYS_PER_SESSION + 30) * DAY_MS).toISOString().slice(0, 10);
  return calendar.sessions('nse-equity', from, SAMPLE_LAST_DATE).slice(-count);
}
