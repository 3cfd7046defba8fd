// Places every bar in its scheduled day: local time of its close and how many bars are still to come.
// Used by `columns.ts` only. Missing bars change nothing here, since the schedule is known in advance and the data is not.

import type { Session } from '../../market/session.ts';
import type { StrategyInput } from '../contract.ts';
import { minuteOfDay } from '../exchange-clock.ts';
import type { TimeWindow } from './settings.ts';

/** One scanned day: bars `start` (inclusive) to `end` (exclusive) lie inside the session filter. */
export interface Day {
  readonly start: number;
  readonly end: number;
  /** Bars the schedule holds inside the session filter. */
  readonly scheduled: number;
}

interface Slot {
  readonly openTime: number;
  readonly closeTime: number;
}

/** Bars a session is scheduled to have; the last of a window may be shorter than the interval. */
function slotsOf(session: Session, lengthMs: number): Slot[] {
  const slots: Slot[] = [];
  for (const window of session.windows)
    for (let openTime = window.open; openTime < window.close; openTime += lengthMs)
      slots.push({ openTime, closeTime: Math.min(openTime + lengthMs, window.close) });
  return slots;
}

export function placeDays(
  input: StrategyInput,
  filter: TimeWindow,
  lengthMs: number,
): { readonly closeMinute: Int32Array; readonly barsAfter: Int32Array; readonly days: readonly Day[] } {
  const { bars, slices, instrumentId } = input;
  const closeMinute = new Int32Array(bars.length).fill(-1);
  const barsAfter = new Int32Array(bars.length).fill(-1);
  const days: Day[] = [];
  slices.sessions.forEach((session, k) => {
    const first = slices.start[k]!;
    const past = slices.end[k]!;
    if (past <= first) return;
    const slots = slotsOf(session, lengthMs).filter((slot) => {
      const minute = minuteOfDay(slot.closeTime, session, instrumentId);
      return minute >= filter.from && minute <= filter.to;
    });
    let at = 0;
    let start = -1;
    let end = first;
    for (let i = first; i < past; i++) {
      const openTime = bars.openTime[i]!;
      while (at < slots.length && slots[at]!.closeTime <= openTime) at++;
      const slot = slots[at];
      if (slot === undefined || openTime < slot.openTime) continue;
      closeMinute[i] = minuteOfDay(slot.closeTime, session, instrumentId);
      barsAfter[i] = slots.length - 1 - at;
      if (start < 0) start = i;
      end = i + 1;
    }
    if (start >= 0) days.push({ start, end, scheduled: slots.length });
  });
  return { closeMinute, barsAfter, days };
}
