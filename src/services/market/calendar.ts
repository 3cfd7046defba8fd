// The trading calendar: which days and hours each market segment trades, when to be flat, what date a moment belongs to.
// Called by the store, importers, backtests and the clock. Sessions are built once per segment and shared.
// Must not guess silently: sessions beyond the calendar files carry `assumed` with the reason.
import type { Instrument } from '../../../engines/market/instrument.ts';
import { DAY_MS, MINUTE_MS } from '../../../engines/market/interval.ts';
import type { Session, SessionKind, SessionWindow } from '../../../engines/market/session.ts';
import { AppError } from '../../contracts/errors.ts';
import type { MarketClock } from '../../contracts/system.ts';
import { clockAt } from './calendar-clock.ts';
import { type CalendarFile, calendarFileOf, type Profile } from './calendar-data.ts';
import {
  clockFromMinutes,
  dateOfDay,
  dayNumberOf,
  indiaZone,
  minutesOf,
  newYorkZone,
  weekdayOf,
  type Zone,
} from './calendar-zone.ts';

export { PROFILES, type Profile } from './calendar-data.ts';
export { isClosingAuctionStock } from './calendar-universe.ts';

export interface CalendarSession extends Session {
  /** Why day or hours are not certain: beyond the calendar file, or an hour the exchange had not announced. */
  readonly assumed?: string;
  /** What makes the day special: `Diwali Muhurat trading`. */
  readonly name?: string;
}

export interface Calendar {
  session(profile: Profile, date: string): CalendarSession | null;
  /** Sessions from `from` to `to`, both included, ascending. */
  sessions(profile: Profile, from: string, to: string): readonly CalendarSession[];
  isTradingDay(profile: Profile, date: string): boolean;
  /** `HH:MM` by which AnchorDesk closes intraday positions: before the broker does, and before a special session ends. */
  flatByTime(profile: Profile, date: string): string;
  /** `HH:MM` at which the broker squares off intraday positions for a fee; null where it does not. */
  brokerSquareOffTime(profile: Profile, date: string): string | null;
  /** Exchange-local date of a moment. */
  dateOf(profile: Profile, epochMs: number): string;
  /** Exchange-local `HH:MM` of a moment. */
  clockOf(profile: Profile, epochMs: number): string;
  /** Epoch milliseconds of an exchange-local date and `HH:MM`. */
  timeOf(profile: Profile, date: string, clock: string): number;
  /** Name of the holiday, or null. */
  holidayName(profile: Profile, date: string): string | null;
  /** What is known of a day beyond its hours, an outage for instance; null for most days. */
  dayNote(profile: Profile, date: string): string | null;
  /** How long before each window's open orders are taken. */
  preOpenMs(profile: Profile): number;
  /** First and last date the calendar file covers. */
  coverage(profile: Profile): { readonly from: string; readonly to: string };
}

/**
 * The hours an instrument keeps. BSE and its derivatives share NSE's days and hours. Indices follow the closing-auction
 * stocks they are made of: since 3 Aug 2026 their ticks stop at 15:15 as well.
 */
export function profileOf(instrument: Pick<Instrument, 'exchange' | 'kind' | 'closingAuction'>): Profile {
  if (instrument.exchange === 'US') return 'us-equity';
  if (instrument.exchange === 'NFO' || instrument.exchange === 'BFO') return 'nse-derivatives';
  if (instrument.kind === 'future' || instrument.kind === 'option') return 'nse-derivatives';
  return instrument.closingAuction || instrument.kind === 'index' ? 'nse-equity-auction' : 'nse-equity';
}

/** Assumed weekday sessions are offered between these years only. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2060;

/** Everything about one profile, built once. */
interface Book {
  readonly profile: Profile;
  readonly file: CalendarFile;
  readonly zone: Zone;
  readonly sessions: readonly CalendarSession[];
  readonly byDate: ReadonlyMap<string, CalendarSession>;
  readonly holidays: ReadonlyMap<string, string>;
  readonly assumedYears: Map<number, readonly CalendarSession[]>;
}

let shared: Calendar | undefined;

/** The one calendar of the process. Cheap to call: a segment's sessions are built at its first use. */
export function loadCalendar(): Calendar {
  shared ??= createCalendar();
  return shared;
}

/** What the NSE is doing at `now` (epoch milliseconds), in words. */
export function marketClock(now: number): MarketClock {
  return clockAt(now, loadCalendar());
}

function createCalendar(): Calendar {
  const books = new Map<Profile, Book>();
  const book = (profile: Profile): Book => {
    let known = books.get(profile);
    if (!known) {
      known = buildBook(profile);
      books.set(profile, known);
    }
    return known;
  };

  function session(profile: Profile, date: string): CalendarSession | null {
    const known = book(profile);
    const listed = known.byDate.get(date);
    if (listed) return listed;
    checkedDay(date);
    if (date >= known.file.validFrom && date <= known.file.validTo) return null;
    return assumedYear(known, yearOf(date)).find((item) => item.date === date) ?? null;
  }

  return {
    session,
    sessions(profile, from, to) {
      checkedDay(from);
      checkedDay(to);
      const known = book(profile);
      const { validFrom, validTo } = known.file;
      const result: CalendarSession[] = [];
      const addAssumed = (firstYear: number, lastYear: number) => {
        for (let year = Math.max(FIRST_YEAR, firstYear); year <= Math.min(LAST_YEAR, lastYear); year++) {
          for (const item of assumedYear(known, year))
            if (item.date >= from && item.date <= to) result.push(item);
        }
      };
      if (from < validFrom) addAssumed(yearOf(from), Math.min(yearOf(to), yearOf(validFrom)));
      const start = firstNotBefore(known.sessions, from);
      for (let i = start; i < known.sessions.length && known.sessions[i]!.date <= to; i++)
        result.push(known.sessions[i]!);
      if (to > validTo) addAssumed(Math.max(yearOf(from), yearOf(validTo)), yearOf(to));
      return result;
    },
    isTradingDay: (profile, date) => session(profile, date) !== null,
    flatByTime(profile, date) {
      const { file } = book(profile);
      checkedDay(date);
      const special = file.specialSessions.find((item) => item.date === date && item.windows !== undefined);
      const regular = latest(file.flatBy, profile, date).time;
      if (!special) return regular;
      const close = special.windows!.at(-1)![1];
      return clockFromMinutes(minutesOf(close) - file.flatByMinutesBeforeSpecialClose);
    },
    brokerSquareOffTime(profile, date) {
      checkedDay(date);
      return latest(book(profile).file.flatBy, profile, date).broker;
    },
    dateOf: (profile, epochMs) => zoneOf(profile).dateOf(epochMs),
    clockOf: (profile, epochMs) => zoneOf(profile).clockOf(epochMs),
    timeOf(profile, date, clock) {
      checkedDay(date);
      return zoneOf(profile).timeOf(date, clock);
    },
    holidayName: (profile, date) => book(profile).holidays.get(date) ?? null,
    dayNote: (profile, date) => book(profile).file.notes.find((note) => note.date === date)?.text ?? null,
    preOpenMs: (profile) => book(profile).file.preOpenMinutes * MINUTE_MS,
    coverage(profile) {
      const { validFrom, validTo } = book(profile).file;
      return { from: validFrom, to: validTo };
    },
  };
}

function buildBook(profile: Profile): Book {
  const file = calendarFileOf(profile);
  const zone = zoneOf(profile);
  const holidays = new Map(file.holidays.map((holiday) => [holiday.date, holiday.name]));
  const specials = new Map(file.specialSessions.map((special) => [special.date, special]));
  const sessions: CalendarSession[] = [];
  const last = dayNumberOf(file.validTo);
  for (let day = dayNumberOf(file.validFrom); day <= last; day++) {
    const date = dateOfDay(day);
    const special = specials.get(date);
    if (special) {
      const windows = special.windows ?? latest(file.hours, profile, date).windows;
      sessions.push(buildSession(zone, day, date, special.kind, windows, special.name, special.assumed));
    } else if (isWeekday(day) && !holidays.has(date)) {
      sessions.push(buildSession(zone, day, date, 'regular', latest(file.hours, profile, date).windows));
    }
  }
  const byDate = new Map(sessions.map((item) => [item.date, item]));
  return { profile, file, zone, sessions, byDate, holidays, assumedYears: new Map() };
}

/** Weekdays of a year that lie outside the calendar file, with regular hours and the reason they are only assumed. */
function assumedYear(known: Book, year: number): readonly CalendarSession[] {
  const cached = known.assumedYears.get(year);
  if (cached) return cached;
  const { file, zone, profile } = known;
  const reason = `The ${file.exchange} calendar covers ${file.validFrom} to ${file.validTo}; beyond it every weekday counts as a regular day.`;
  const sessions: CalendarSession[] = [];
  if (year >= FIRST_YEAR && year <= LAST_YEAR) {
    const end = Date.UTC(year + 1, 0, 1) / DAY_MS;
    for (let day = Date.UTC(year, 0, 1) / DAY_MS; day < end; day++) {
      const date = dateOfDay(day);
      if (!isWeekday(day) || (date >= file.validFrom && date <= file.validTo)) continue;
      const windows = latest(file.hours, profile, date).windows;
      sessions.push(buildSession(zone, day, date, 'regular', windows, undefined, reason));
    }
  }
  known.assumedYears.set(year, sessions);
  return sessions;
}

function buildSession(
  zone: Zone,
  day: number,
  date: string,
  kind: SessionKind,
  clocks: readonly (readonly [string, string])[],
  name?: string,
  assumed?: string,
): CalendarSession {
  const midnight = zone.midnightOf(day);
  const windows: SessionWindow[] = clocks.map(([open, close]) => ({
    open: midnight + minutesOf(open) * MINUTE_MS,
    close: midnight + minutesOf(close) * MINUTE_MS,
  }));
  return {
    date,
    kind,
    windows,
    open: windows[0]!.open,
    close: windows.at(-1)!.close,
    ...(name === undefined ? {} : { name }),
    ...(assumed === undefined ? {} : { assumed }),
  };
}

/** The latest entry of a profile not after `date`; its first one for dates before all of them. */
function latest<T extends { readonly profiles: readonly Profile[]; readonly from: string }>(
  entries: readonly T[],
  profile: Profile,
  date: string,
): T {
  let found: T | undefined;
  for (const entry of entries) {
    if (entry.profiles.includes(profile) && (found === undefined || entry.from <= date)) found = entry;
  }
  return found!;
}

function firstNotBefore(sessions: readonly CalendarSession[], date: string): number {
  let low = 0;
  let high = sessions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sessions[middle]!.date < date) low = middle + 1;
    else high = middle;
  }
  return low;
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

function zoneOf(profile: Profile): Zone {
  return profile === 'us-equity' ? newYorkZone : indiaZone;
}

function isWeekday(day: number): boolean {
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6;
}

function checkedDay(date: string): number {
  const day = dayNumberOf(date);
  if (Number.isNaN(day))
    throw new AppError(
      'BAD_REQUEST',
      `"${date}" is not a date. Give a day that exists, written like 2024-03-28.`,
    );
  return day;
}
