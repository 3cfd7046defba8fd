// What is to be done about an entry at a moment: nothing yet, start it, or wait for quiet hours to pass. Pure; called by the schedule.

import type { ScheduleEntry } from '../../../contracts/training-schedule.ts';
import { latestStart, startsBetween } from './start-times.ts';

export type Verdict =
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'wait'; readonly words: string }
  /** `words`: what is said of a start that comes late; null for one on time. */
  | { readonly kind: 'start'; readonly words: string | null };

/** A desk that is open looks twice a minute; a start later than this was missed. */
const LATE_MS = 10 * 60_000;

/**
 * `reasonToWait`: why nothing may train at this moment; null where nothing speaks against it. However many starts were missed, they are
 * made up for once.
 */
export function verdictOn(
  entry: Pick<ScheduleEntry, 'enabled' | 'nextAt' | 'rhythm' | 'weekday' | 'at'>,
  now: number,
  reasonToWait: string | null,
): Verdict {
  const { enabled, nextAt } = entry;
  if (!enabled || nextAt === null || now < nextAt) return { kind: 'not-yet' };
  if (reasonToWait !== null)
    return { kind: 'wait', words: `Due since ${stamp(nextAt)}; waits: ${reasonToWait}.` };
  if (now - nextAt <= LATE_MS) return { kind: 'start', words: null };
  const more = startsBetween(entry, nextAt, now);
  return {
    kind: 'start',
    words:
      more === 0
        ? `The start of ${stamp(nextAt)} was late or missed (the machine was off, or had to wait); it is made up for now.`
        : `${more + 1} starts since ${stamp(nextAt)} were missed (the last one ${stamp(latestStart(entry, now))}); they are made up for once.`,
  };
}

const INDIA_OFFSET_MS = 19_800_000;

/** `2026-11-20 16:00 IST`. */
export function stamp(epochMs: number): string {
  return `${new Date(epochMs + INDIA_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ')} IST`;
}
