// Indian wall-clock parts of an epoch time, for grouping trades by hour, weekday, day and month. India has no summer time, so a
// fixed offset is exact; everything shown by hour is IST and says so. Called by breakdowns, comparison and the legacy import.

import { WEEKDAYS } from '../market/weekdays.ts';

const IST_OFFSET_MS = 19_800_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Whole days since 1970-01-01 in India: equal for two times of the same Indian date. */
export function indianDay(time: number): number {
  return Math.floor((time + IST_OFFSET_MS) / DAY_MS);
}

/** `yyyy-mm-dd` in India. */
export function indianDate(time: number): string {
  return new Date(time + IST_OFFSET_MS).toISOString().slice(0, 10);
}

/** `yyyy-mm` in India. */
export function indianMonth(time: number): string {
  return indianDate(time).slice(0, 7);
}

/** `hh:00` in India. */
export function indianHour(time: number): string {
  const hour = Math.floor((time + IST_OFFSET_MS) / HOUR_MS) % 24;
  return `${String(hour).padStart(2, '0')}:00`;
}

/** `hh:mm` in India. */
export function indianMinute(time: number): string {
  return new Date(time + IST_OFFSET_MS).toISOString().slice(11, 16);
}

/** 1970-01-01 was a Thursday, index 3. */
export function indianWeekday(time: number): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[(indianDay(time) + 3) % 7]!;
}

/** Days from one `yyyy-mm-dd` to another. */
export function calendarDaysBetween(first: string, last: string): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS);
}

/** The month after `yyyy-mm`. */
export function nextMonth(month: string): string {
  const year = Number(month.slice(0, 4));
  const number = Number(month.slice(5, 7));
  return number === 12 ? `${year + 1}-01` : `${month.slice(0, 4)}-${String(number + 1).padStart(2, '0')}`;
}
