// Trading sessions as epoch milliseconds, and the slices of a bar series that belong to them.
// Calendars (src/services/market) turn exchange-local dates into these; engines never handle time zones.
import { DAY_MS } from './interval.ts';

export interface SessionWindow {
  /** Epoch milliseconds, inclusive. */
  readonly open: number;
  /** Epoch milliseconds, exclusive: the last bar of the window closes here. */
  readonly close: number;
}

export type SessionKind = 'regular' | 'shortened' | 'special' | 'muhurat';

/** One trading day of one market segment: continuous trading only, auctions are not bars. */
export interface Session {
  /** Exchange-local calendar date, `yyyy-mm-dd`. */
  readonly date: string;
  readonly kind: SessionKind;
  readonly windows: readonly SessionWindow[];
  /** First window's open. */
  readonly open: number;
  /** Last window's close. */
  readonly close: number;
}

/** Which bars belong to which session: bars `start[k]` (inclusive) to `end[k]` (exclusive) are session k's. */
export interface SessionSlices {
  readonly sessions: readonly Session[];
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** Number of bars of `lengthMs` a session holds when nothing is missing (each window rounded up; one day bar in all). */
export function scheduledBars(session: Session, lengthMs: number): number {
  if (lengthMs >= DAY_MS) return 1;
  let count = 0;
  for (const window of session.windows) count += Math.ceil((window.close - window.open) / lengthMs);
  return count;
}
