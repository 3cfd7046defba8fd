// How many bars a complete day holds. Called by coverage and quality drill-down; pure.

import { type Interval, intervalMs } from '../../../engines/market/interval.ts';
import { type Session, scheduledBars } from '../../../engines/market/session.ts';

/** 0 where the calendar has no session. A day bar spans all windows of its session. */
export function expectedBars(session: Session | null, interval: Interval): number {
  if (session === null) return 0;
  return interval === '1d' ? 1 : scheduledBars(session, intervalMs(interval));
}
