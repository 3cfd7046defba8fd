// Segments by calendar days: train on a window of days, test on the step of days after it, move on by the step. Called by
// `makeSplit`. Counts days of the calendar, holidays included; `walk-forward.ts` counts sessions.

import { DAY_MS } from '../../market/interval.ts';
import type { Session } from '../../market/session.ts';
import { checkWhole, type SessionFold } from './session-blocks.ts';

export interface WindowStepOptions {
  readonly windowDays: number;
  readonly stepDays: number;
}

/** Only steps that fit whole. A segment without a session in one of its parts (a long holiday) is left out. */
export function windowStepFolds(sessions: readonly Session[], options: WindowStepOptions): SessionFold[] {
  const { windowDays, stepDays } = options;
  checkWhole('windowDays', windowDays, 1);
  checkWhole('stepDays', stepDays, 1);
  const days = sessions.map(({ date }) => dayNumber(date));
  const folds: SessionFold[] = [];
  const first = days[0];
  const end = days[days.length - 1];
  if (first === undefined || end === undefined) return folds;
  for (let start = first; start + windowDays + stepDays <= end + 1; start += stepDays) {
    const border = start + windowDays;
    const between = (from: number, to: number): number[] =>
      days.flatMap((day, place) => (day >= from && day < to ? [place] : []));
    const train = between(start, border);
    const test = between(border, border + stepDays);
    if (train.length > 0 && test.length > 0) folds.push({ train, test });
  }
  return folds;
}

function dayNumber(date: string): number {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  if (Number.isNaN(day)) throw new RangeError(`a session's date reads yyyy-mm-dd, got ${date}`);
  return day;
}
