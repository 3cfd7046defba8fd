// Finds the time zone of the stamps and whether they name a bar's start or end, by laying every possible reading over the
// exchange's hours and taking the one that fits best. Called by plan detection once the interval is known.
import type { Exchange } from '../../../engines/market/instrument.ts';
import type { ImportPlan } from '../../contracts/imports.ts';
import { clockText, createZoneClock, EXCHANGE_ZONES, type ZoneClock } from './zone-clock.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A reading is sure when the next best one, which would shift the bars, scores at least this much less. */
const CLEAR_LEAD = 0.2;
const MOSTLY = 0.9;

interface Hours {
  readonly family: 'IN' | 'US';
  readonly zone: string;
  readonly open: number;
  readonly close: number;
  /** Extended hours, in minutes of the day; equal to the session in India. */
  readonly from: number;
  readonly to: number;
}
const HOURS: readonly Hours[] = [
  { family: 'IN', zone: 'Asia/Kolkata', open: 555, close: 930, from: 555, to: 930 },
  { family: 'US', zone: 'America/New_York', open: 570, close: 960, from: 240, to: 1200 },
];

export interface ClockQuestion {
  /** Wall clock as if it were UTC, or true instants where `absolute`. */
  readonly stamps: Float64Array;
  /** Do the stamps carry their own offset (or are they epochs)? */
  readonly absolute: boolean;
  readonly intervalMinutes: number;
  readonly daily: boolean;
  readonly exchange: Exchange | null;
  /** Set by the user. */
  readonly timeZone: string | undefined;
  readonly stamp: ImportPlan['stamp'] | undefined;
}

export interface ClockFinding {
  readonly family: 'IN' | 'US';
  readonly timeZone: string;
  readonly zoneReason: string;
  readonly zoneSure: boolean;
  readonly stamp: ImportPlan['stamp'];
  readonly stampReason: string;
  readonly stampSure: boolean;
  /** Share of bars inside trading hours (extended ones included) under this reading. */
  readonly inside: number;
}

interface Reading {
  readonly hours: Hours;
  readonly zone: string;
  readonly stamp: ImportPlan['stamp'];
  readonly score: number;
  readonly inside: number;
  readonly first: number;
  readonly last: number;
}

export function detectClock(question: ClockQuestion): ClockFinding {
  const families = HOURS.filter(
    (hours) => question.exchange === null || hours.zone === EXCHANGE_ZONES[question.exchange],
  );
  if (question.daily) return dailyClock(question, families);
  const lastSecond = shareOf(question.stamps, (stamp) => stamp % MINUTE_MS === 59_000) >= MOSTLY;
  const conventions: readonly ImportPlan['stamp'][] = question.stamp
    ? [question.stamp]
    : lastSecond
      ? ['end']
      : ['start', 'end'];
  const readings = families
    .flatMap((hours) => {
      const zones = question.absolute
        ? [question.timeZone ?? hours.zone]
        : question.timeZone
          ? [question.timeZone]
          : [hours.zone, 'UTC'];
      return zones.flatMap((zone) => conventions.map((stamp) => readAs(question, hours, zone, stamp)));
    })
    .sort((a, b) => b.score - a.score);
  const best = readings[0]!;
  const rival = (differs: (other: Reading) => boolean) =>
    readings.find((other) => differs(other))?.score ?? Number.NEGATIVE_INFINITY;
  return {
    family: best.hours.family,
    timeZone: best.zone,
    zoneReason: zoneReason(question, best),
    zoneSure: question.absolute || best.score - rival((other) => other.zone !== best.zone) >= CLEAR_LEAD,
    stamp: best.stamp,
    stampReason: lastSecond
      ? 'stamps fall on the last second of a minute (:59): the end of the bar'
      : stampReason(best),
    stampSure: lastSecond || best.score - rival((other) => other.stamp !== best.stamp) >= CLEAR_LEAD,
    inside: best.inside,
  };
}

function dailyClock(question: ClockQuestion, families: readonly Hours[]): ClockFinding {
  const hours = families[0]!;
  return {
    family: hours.family,
    timeZone: question.timeZone ?? hours.zone,
    zoneReason: question.absolute
      ? 'stamps carry their own offset'
      : 'day bars are dated in the exchange’s zone',
    zoneSure: question.absolute || question.exchange !== null,
    stamp: question.stamp ?? 'start',
    stampReason: 'a day bar names its date; it is stored at the session’s opening',
    stampSure: true,
    inside: 1,
  };
}

function readAs(
  { stamps, absolute, intervalMinutes }: ClockQuestion,
  hours: Hours,
  zone: string,
  stamp: ImportPlan['stamp'],
): Reading {
  const toExchange = wallClock(absolute, zone, hours.zone);
  const days = new Map<number, { first: number; last: number; opens: boolean; closes: boolean }>();
  let inside = 0;
  let extended = 0;
  for (const raw of stamps) {
    const local = toExchange(raw);
    const day = Math.floor(local / DAY_MS);
    const minute = (local - day * DAY_MS) / MINUTE_MS;
    const start = stamp === 'start' ? Math.floor(minute) : Math.ceil(minute) - intervalMinutes;
    const fits = start >= hours.open && start < hours.close;
    if (fits) inside++;
    if (start >= hours.from && start < hours.to) extended++;
    const known = days.get(day) ?? { first: Number.POSITIVE_INFINITY, last: -1, opens: false, closes: false };
    known.first = Math.min(known.first, start);
    known.last = Math.max(known.last, start);
    if (start === hours.open) known.opens = true;
    if (fits && start + intervalMinutes >= hours.close) known.closes = true;
    days.set(day, known);
  }
  const all = [...days.values()];
  const count = Math.max(1, all.length);
  const share = (test: (day: (typeof all)[number]) => boolean) => all.filter(test).length / count;
  const score =
    inside / stamps.length +
    0.25 * (extended / stamps.length) +
    0.5 * share((day) => day.opens) +
    0.5 * share((day) => day.closes) +
    // A bar after the close (a closing print) is common, one just before the opening is not.
    0.5 * share((day) => day.first === hours.open || day.first === hours.from);
  return {
    hours,
    zone,
    stamp,
    score,
    inside: extended / stamps.length,
    first: middle(all.map((day) => day.first)),
    last: middle(all.map((day) => day.last)),
  };
}

function wallClock(absolute: boolean, zone: string, exchangeZone: string): (raw: number) => number {
  if (!absolute && zone === exchangeZone) return (raw) => raw;
  const exchange = createZoneClock(exchangeZone);
  if (absolute || zone === 'UTC') return (raw) => exchange.toLocal(raw);
  const source: ZoneClock = createZoneClock(zone);
  return (raw) => exchange.toLocal(source.toEpoch(raw));
}

function zoneReason(question: ClockQuestion, best: Reading): string {
  if (question.absolute) return 'stamps carry their own offset, so no zone has to be assumed';
  const fit = `read as ${best.zone}, ${(best.inside * 100).toFixed(best.inside === 1 ? 0 : 1)} % of the bars lie in the trading hours ${clockText(best.hours.from)}–${clockText(best.hours.to)} of ${best.hours.family === 'IN' ? 'India' : 'New York'}`;
  return best.zone === 'UTC' ? `${fit}; the written hours themselves do not fit it` : fit;
}

function stampReason(best: Reading): string {
  return `read as bar ${best.stamp}s, a usual day's bars start from ${clockText(best.first)} to ${clockText(best.last)} against the session ${hoursText(best.hours)}`;
}

function hoursText(hours: Hours): string {
  return `${clockText(hours.open)}–${clockText(hours.close)}`;
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return ((value % 1440) + 1440) % 1440;
}

function shareOf(stamps: Float64Array, test: (stamp: number) => boolean): number {
  let count = 0;
  for (const stamp of stamps) if (test(stamp)) count++;
  return count / Math.max(1, stamps.length);
}
