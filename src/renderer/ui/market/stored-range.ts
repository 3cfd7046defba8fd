// Which bars and days the stored candles allow for a choice of instruments. Pure; used by every form that asks for instruments,
// an interval and a period.

import { INTERVALS, type Interval } from '../../../../engines/market/interval.ts';
import { canResample } from '../../../../engines/market/resample.ts';
import type { InstrumentSummary } from '../../../contracts/market.ts';

export type StoredInstrument = Pick<InstrumentSummary, 'id' | 'kind' | 'intervals'>;

export interface DayRange {
  readonly from: string;
  readonly to: string;
}

export interface Coverage extends DayRange {
  /** Instruments with bars that can make the interval. */
  readonly instruments: number;
}

type Spans = InstrumentSummary['intervals'];

/** Stored spans whose bars are of the interval, or can be joined to it. */
export function spansFor(instrument: StoredInstrument, interval: Interval): Spans {
  return instrument.intervals.filter(
    (span) => span.interval === interval || canResample(span.interval, interval),
  );
}

/** First and last stored day of the spans; null where there is none. */
export function rangeOf(spans: Spans): DayRange | null {
  if (spans.length === 0) return null;
  return {
    from: spans.map((span) => span.firstDate).reduce((a, b) => (a < b ? a : b)),
    to: spans.map((span) => span.lastDate).reduce((a, b) => (a > b ? a : b)),
  };
}

/** An empty choice means all, without indices, which cannot be traded. */
export function chosenOf<One extends StoredInstrument>(
  stored: readonly One[],
  ids: readonly string[],
): readonly One[] {
  return ids.length === 0
    ? stored.filter((one) => one.kind !== 'index')
    : stored.filter((one) => ids.includes(one.id));
}

/** First and last stored day over the chosen instruments; null where nothing stored makes the interval. */
export function coverageOf(
  stored: readonly StoredInstrument[],
  ids: readonly string[],
  interval: Interval,
): Coverage | null {
  const perInstrument = chosenOf(stored, ids)
    .map((one) => spansFor(one, interval))
    .filter((spans) => spans.length > 0);
  const range = rangeOf(perInstrument.flat());
  return range && { ...range, instruments: perInstrument.length };
}

/** Intervals at least one chosen instrument has. */
export function intervalsFor(
  stored: readonly StoredInstrument[],
  ids: readonly string[],
): readonly Interval[] {
  return INTERVALS.filter((interval) => coverageOf(stored, ids, interval) !== null);
}

export interface QuickRange extends DayRange {
  readonly label: string;
}

const BACK: readonly (readonly [string, number])[] = [
  ['Last month', 1],
  ['3 months', 3],
  ['6 months', 6],
  ['1 year', 12],
];

function monthsBefore(date: string, months: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - months);
  return day.toISOString().slice(0, 10);
}

/** Back from the last stored day, none longer than what is stored; the whole last. */
export function quickRanges(coverage: DayRange): readonly QuickRange[] {
  const shorter = BACK.map(([label, months]) => ({
    label,
    from: monthsBefore(coverage.to, months),
    to: coverage.to,
  }));
  return [
    ...shorter.filter((range) => range.from > coverage.from),
    { label: 'All stored', from: coverage.from, to: coverage.to },
  ];
}
