// View-model of the Data screen: which interval to open with, where a range starts, totals of the coverage, words for flags. Pure.

import { INTERVALS, type Interval } from '../../../../engines/market/interval.ts';
import type { Coverage, InstrumentSummary, QualityFlag } from '../../../contracts/market.ts';

/** Stretches of time the coverage can be asked for, back from the last stored day. */
export const RANGES = ['3M', '1Y', 'All'] as const;
export type Range = (typeof RANGES)[number];

export interface FlagWords {
  readonly label: string;
  /** What it means and what usually causes it. */
  readonly meaning: string;
}

export const FLAG_WORDS: Readonly<Record<QualityFlag, FlagWords>> = {
  'missing-bars': {
    label: 'Missing bars',
    meaning:
      'The calendar expects more bars than the file holds: a halt, an illiquid stock, or a gap in the vendor’s data.',
  },
  'extra-bars': {
    label: 'Extra bars',
    meaning:
      'More bars than the session can hold; usually a wrong interval or a duplicated part of the file.',
  },
  'outside-session': {
    label: 'Outside the session',
    meaning:
      'Bars stamped before the open or after the close: pre-open prices, a closing auction, or a wrong time zone.',
  },
  'not-a-trading-day': {
    label: 'Not a trading day',
    meaning: 'The exchange calendar has no session that day: a test session, or a wrong date.',
  },
  'zero-price': { label: 'Zero price', meaning: 'A price of exactly zero. A run would trade at nothing.' },
  'negative-price': { label: 'Negative price', meaning: 'A price below zero, which no share can have.' },
  'broken-ohlc': {
    label: 'Broken high and low',
    meaning: 'The high is below, or the low above, another price of the same bar.',
  },
  'zero-volume': {
    label: 'Zero volume',
    meaning: 'Bars without a trade. Indices have none; on a stock the price may be stale.',
  },
  'duplicate-removed': {
    label: 'Duplicates removed',
    meaning: 'The same stamp appeared more than once; one bar was kept.',
  },
  'out-of-order': {
    label: 'Out of order',
    meaning: 'Stamps did not ascend in the file; the bars were sorted.',
  },
  'price-jump': {
    label: 'Price jump',
    meaning:
      'The open lies far from the close before it: often a split or bonus that the vendor did not adjust for.',
  },
};

/** The interval most instruments have; the finer one when two are equal. */
export function openingInterval(instruments: readonly InstrumentSummary[]): Interval | null {
  let best: { interval: Interval; count: number } | null = null;
  for (const interval of INTERVALS) {
    const count = instruments.filter((each) =>
      each.intervals.some((stored) => stored.interval === interval),
    ).length;
    if (count > 0 && (best === null || count > best.count)) best = { interval, count };
  }
  return best?.interval ?? null;
}

/** Intervals anybody has, with the number of instruments. */
export function storedIntervals(
  instruments: readonly InstrumentSummary[],
): readonly { readonly interval: Interval; readonly instruments: number }[] {
  return INTERVALS.map((interval) => ({
    interval,
    instruments: instruments.filter((each) => each.intervals.some((stored) => stored.interval === interval))
      .length,
  })).filter((entry) => entry.instruments > 0);
}

/** Last stored date of an interval over all instruments. */
export function lastStoredDate(instruments: readonly InstrumentSummary[], interval: Interval): string | null {
  let last: string | null = null;
  for (const each of instruments)
    for (const stored of each.intervals)
      if (stored.interval === interval && (last === null || stored.lastDate > last)) last = stored.lastDate;
  return last;
}

/** First stored date of an interval over all instruments. */
export function firstStoredDate(
  instruments: readonly InstrumentSummary[],
  interval: Interval,
): string | null {
  let first: string | null = null;
  for (const each of instruments)
    for (const stored of each.intervals)
      if (stored.interval === interval && (first === null || stored.firstDate < first))
        first = stored.firstDate;
  return first;
}

/** First date of a range that ends with `last`, no earlier than anything stored; undefined for everything. */
export function rangeStart(first: string | null, last: string | null, range: Range): string | undefined {
  if (first === null || last === null || range === 'All') return undefined;
  const [year = 0, month = 1, day = 1] = last.split('-').map(Number);
  const months = range === '3M' ? 3 : 12;
  // Day 0 of the month after the target is its last day: 31 May minus three months is 28 or 29 February.
  const lastDay = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  const start = new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastDay)));
  const date = start.toISOString().slice(0, 10);
  return date < first ? first : date;
}

export interface CoverageTotals {
  readonly instruments: number;
  readonly sessions: number;
  readonly bars: number;
  readonly expected: number;
  /** Stored bars on scheduled days over scheduled bars, from each instrument's first stored day; NaN without any. */
  readonly fraction: number;
  readonly flaggedDays: number;
  /** Instruments made by the sample-market generator. */
  readonly synthetic: number;
}

/**
 * Days before an instrument's first stored bar are not counted as missing: it may not have been listed.
 * A day with more bars than expected counts as complete, never as more.
 */
export function coverageTotals(coverage: Coverage): CoverageTotals {
  let bars = 0;
  let expected = 0;
  let covered = 0;
  let flaggedDays = 0;
  for (const row of coverage.rows) {
    let started = false;
    for (let i = 0; i < row.counts.length; i++) {
      const count = row.counts[i] ?? 0;
      const wanted = row.expected[i] ?? 0;
      started ||= count > 0;
      bars += count;
      if ((row.findings[i] ?? 0) > 0) flaggedDays += 1;
      if (started) {
        expected += wanted;
        covered += Math.min(count, wanted);
      }
    }
  }
  return {
    instruments: coverage.rows.length,
    sessions: coverage.dates.length,
    bars,
    expected,
    fraction: expected > 0 ? covered / expected : Number.NaN,
    flaggedDays,
    synthetic: coverage.rows.filter((row) => row.synthetic).length,
  };
}
