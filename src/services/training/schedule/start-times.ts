// When an entry of the schedule starts: Friday at 16:00, the last Friday of the month, of the quarter. Exchange time, which knows no summer
// time. Pure but for the calendar arithmetic of croner. Called by the schedule and its report.

import { Cron } from 'croner';
import type { ScheduleEntryInput } from '../../../contracts/training-schedule.ts';

export type Rhythm = Pick<ScheduleEntryInput, 'rhythm' | 'weekday' | 'at'>;

const ZONE = 'Asia/Kolkata';
/** The pattern's own resolution. */
const SECOND_MS = 1_000;

/** Epoch milliseconds of the first start after `moment`. */
export function nextStart(rhythm: Rhythm, moment: number): number {
  return cronOf(rhythm).nextRun(new Date(moment))!.getTime();
}

/** Of the last start at or before `moment`. */
export function latestStart(rhythm: Rhythm, moment: number): number {
  // A reference itself does not count as a previous run.
  const [found] = cronOf(rhythm).previousRuns(
    1,
    new Date(Math.floor(moment / SECOND_MS) * SECOND_MS + SECOND_MS),
  );
  return found!.getTime();
}

/** Starts after `from` up to `to`, both in epoch milliseconds; at most `most`. */
export function startsBetween(rhythm: Rhythm, from: number, to: number, most = 100): number {
  let count = 0;
  for (let at = nextStart(rhythm, from); at <= to && count < most; at = nextStart(rhythm, at)) count++;
  return count;
}

/** Monday 08:00, when the weekend is reported. */
export const REPORT_RHYTHM: Rhythm = { rhythm: 'weekly', weekday: 1, at: '08:00' };

function cronOf({ rhythm, weekday, at }: Rhythm): Cron {
  const [hour, minute] = at.split(':').map(Number);
  const day = weekday % 7;
  const clock = `${minute} ${hour} *`;
  switch (rhythm) {
    case 'weekly':
      return cron(`${clock} * ${day}`);
    case 'monthly':
      return cron(`${clock} * ${day}#L`);
    case 'quarterly':
      return cron(`${clock} 3,6,9,12 ${day}#L`);
  }
}

const cron = (pattern: string): Cron => new Cron(pattern, { timezone: ZONE, paused: true });
