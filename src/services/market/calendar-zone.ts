// Turns exchange-local dates and clock times into epoch milliseconds and back. Called by calendar.ts.
// India never shifts its clock; New York's shifts come from the time-zone database, looked up once per year.
import { Temporal } from 'temporal-polyfill';
import { DAY_MS, MINUTE_MS } from '../../../engines/market/interval.ts';

export interface Zone {
  /** Exchange-local calendar date, `yyyy-mm-dd`. */
  dateOf(epochMs: number): string;
  /** Exchange-local clock, `HH:MM`. */
  clockOf(epochMs: number): string;
  /** Epoch milliseconds that local clock times of a day count from: noon less twelve hours, as clocks shift at night. */
  midnightOf(dayNumber: number): number;
  /** Epoch milliseconds of a local clock time on a local date. */
  timeOf(date: string, clock: string): number;
}

const INDIA_OFFSET_MS = 330 * MINUTE_MS;

export const indiaZone: Zone = zoneFrom(() => INDIA_OFFSET_MS);
export const newYorkZone: Zone = zoneFrom(offsetsOf('America/New_York'));

/** Days since 1970-01-01 of a `yyyy-mm-dd` date; NaN for a date that does not exist. */
export function dayNumberOf(date: string): number {
  const number = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  return Number.isInteger(number) && dateOfDay(number) === date ? number : Number.NaN;
}

/** By arithmetic (Howard Hinnant, days_from_civil), ten times as fast as `toISOString`: calendars name every day at once. */
export function dateOfDay(dayNumber: number): string {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7;
}

export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

export function clockFromMinutes(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function zoneFrom(offsetAt: (epochMs: number) => number): Zone {
  let cachedDay = Number.NaN;
  let cachedDate = '';
  const midnightOf = (dayNumber: number): number => {
    const midnight = dayNumber * DAY_MS;
    return midnight - offsetAt(midnight + DAY_MS / 2);
  };
  return {
    dateOf(epochMs) {
      const day = Math.floor((epochMs + offsetAt(epochMs)) / DAY_MS);
      if (day !== cachedDay) {
        cachedDate = dateOfDay(day);
        cachedDay = day;
      }
      return cachedDate;
    },
    clockOf(epochMs) {
      const local = epochMs + offsetAt(epochMs);
      return clockFromMinutes(Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS));
    },
    midnightOf,
    timeOf: (date, clock) => midnightOf(dayNumberOf(date)) + minutesOf(clock) * MINUTE_MS,
  };
}

function offsetsOf(zone: string): (epochMs: number) => number {
  const years = new Map<
    number,
    { readonly first: number; readonly changes: readonly (readonly [number, number])[] }
  >();

  function readYear(year: number) {
    let moment = Temporal.ZonedDateTime.from(`${year}-01-01T00:00:00[UTC]`).withTimeZone(zone);
    const end = Date.UTC(year + 1, 0, 1);
    const first = moment.offsetNanoseconds / 1e6;
    const changes: [number, number][] = [];
    for (;;) {
      const next = moment.getTimeZoneTransition('next');
      if (!next || next.epochMilliseconds >= end) break;
      changes.push([next.epochMilliseconds, next.offsetNanoseconds / 1e6]);
      moment = next;
    }
    return { first, changes };
  }

  return (epochMs) => {
    const year = new Date(epochMs).getUTCFullYear();
    let known = years.get(year);
    if (!known) {
      known = readYear(year);
      years.set(year, known);
    }
    let offset = known.first;
    for (const [from, after] of known.changes) {
      if (epochMs >= from) offset = after;
    }
    return offset;
  };
}
