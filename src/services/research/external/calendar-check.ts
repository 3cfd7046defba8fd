// Holds the stamps of a foreign file against an exchange's calendar: a row on a day without trading was not made in a market. Called by
// the inspection (which exchange and zone fit best?) and by the import (do these?).

import type { ExternalImport } from '../../../contracts/datasets.ts';
import { EXCHANGE_ZONES } from '../../imports/index.ts';
import { type Calendar, loadCalendar, type Profile } from '../../market/index.ts';
import { momentsOf, type StampColumn } from './stamps.ts';

export type ForeignExchange = ExternalImport['exchange'];

export const EXCHANGE_NAMES: Readonly<Record<ForeignExchange, string>> = {
  NSE: 'NSE',
  BSE: 'BSE',
  NFO: 'NSE derivatives',
  BFO: 'BSE derivatives',
  US: 'US',
};

const PROFILES: Readonly<Record<ForeignExchange, Profile>> = {
  NSE: 'nse-equity',
  BSE: 'nse-equity',
  NFO: 'nse-derivatives',
  BFO: 'nse-derivatives',
  US: 'us-equity',
};

/** More of the rows than that outside the hours: another zone, or no market at all. */
export const MOST_OUTSIDE = 0.05;
const SHOWN_DAYS = 8;

export interface ClosedDay {
  readonly date: string;
  /** `New Year's Day`, `Sunday`. */
  readonly why: string;
  readonly rows: number;
}

export interface CalendarFit {
  readonly exchange: ForeignExchange;
  readonly timeZone: string;
  /** Decision times: the close of the day where the stamps are days; NaN where unreadable or on a closed day. */
  readonly times: Float64Array;
  readonly closedDays: readonly ClosedDay[];
  readonly closedRows: number;
  /** Rows on trading days, before the open or after the close. */
  readonly outside: number;
  readonly unreadable: number;
  readonly rows: number;
  /** Exchange dates of the readable rows, ascending, without repetition. */
  readonly dates: readonly string[];
}

export function calendarFit(
  cells: readonly string[],
  column: StampColumn,
  { exchange, timeZone }: Pick<ExternalImport, 'exchange' | 'timeZone'>,
): CalendarFit {
  const calendar = loadCalendar();
  const profile = PROFILES[exchange];
  // A day is a day of the exchange, wherever the file was written.
  const moments = momentsOf(cells, column, column.dateOnly ? EXCHANGE_ZONES[exchange] : timeZone);
  const closed = new Map<string, number>();
  const dates = new Set<string>();
  let outside = 0;
  let unreadable = 0;
  const times = moments.map((moment) => {
    if (Number.isNaN(moment)) {
      unreadable++;
      return moment;
    }
    const date = calendar.dateOf(profile, moment);
    const session = calendar.session(profile, date);
    if (session === null) {
      closed.set(date, (closed.get(date) ?? 0) + 1);
      return Number.NaN;
    }
    dates.add(date);
    if (column.dateOnly) return session.close;
    if (moment < session.open || moment > session.close) {
      outside++;
      return Number.NaN;
    }
    return moment;
  });
  const closedDays = [...closed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, rows]) => ({ date, why: closedBecause(calendar, profile, date), rows }));
  return {
    exchange,
    timeZone: column.dateOnly ? EXCHANGE_ZONES[exchange] : timeZone,
    times,
    closedDays,
    closedRows: closedDays.reduce((sum, day) => sum + day.rows, 0),
    outside,
    unreadable,
    rows: cells.length,
    dates: [...dates].sort(),
  };
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

function closedBecause(calendar: Calendar, profile: Profile, date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6
    ? WEEKDAYS[weekday]!
    : (calendar.holidayName(profile, date) ?? 'no session');
}

export function profileFor(exchange: ForeignExchange): Profile {
  return PROFILES[exchange];
}

const accepted = (fit: CalendarFit): boolean =>
  fit.closedRows === 0 && fit.outside <= MOST_OUTSIDE * fit.rows && fit.unreadable < fit.rows;

/** Why the stamps cannot be those of this exchange in this zone; empty where they can. */
export function calendarRefusals(fit: CalendarFit, column: StampColumn): readonly string[] {
  const refusals: string[] = [];
  const name = EXCHANGE_NAMES[fit.exchange];
  if (fit.unreadable === fit.rows)
    refusals.push(`No cell of "${column.name}" is a stamp. Give another column the role of the time.`);
  if (fit.closedRows > 0) {
    const shown = fit.closedDays.slice(0, SHOWN_DAYS).map(({ date, why }) => `${date} (${why})`);
    refusals.push(
      `${fit.closedRows} rows lie on days without trading on the ${name} calendar: ${shown.join(', ')}${fit.closedDays.length > SHOWN_DAYS ? ` and ${fit.closedDays.length - SHOWN_DAYS} more days` : ''}. Rows of a market cannot; either the exchange or the zone is another, or the numbers are made up.`,
    );
  }
  if (fit.outside > MOST_OUTSIDE * fit.rows)
    refusals.push(
      `${fit.outside} of ${fit.rows} rows lie outside the ${name} session when their stamps are read as ${fit.timeZone}. Choose the zone they were written in.`,
    );
  return refusals;
}

/** The exchange and zone under which the stamps fit best; India first where several do. */
export function bestFit(cells: readonly string[], column: StampColumn): CalendarFit {
  const zones =
    column.zone === 'offset' || column.dateOnly ? null : ['Asia/Kolkata', 'UTC', 'America/New_York'];
  const fits: CalendarFit[] = [];
  for (const exchange of ['NSE', 'US'] as const)
    for (const timeZone of zones ?? [EXCHANGE_ZONES[exchange]]) {
      const fit = calendarFit(cells, column, { exchange, timeZone });
      if (accepted(fit)) return fit;
      fits.push(fit);
    }
  const misfit = (fit: CalendarFit) => fit.closedRows + fit.outside + fit.unreadable;
  return fits.reduce((best, fit) => (misfit(fit) < misfit(best) ? fit : best));
}
