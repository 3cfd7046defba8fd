// From the fields of the New run form to a request, its CLI line and its problems; and which ranges the stored candles allow. Pure.

import type { FillPolicyName } from '../../../../../engines/backtest/contract.ts';
import { INTERVALS, type Interval } from '../../../../../engines/market/interval.ts';
import { canResample } from '../../../../../engines/market/resample.ts';
import type { ParameterValues } from '../../../../../engines/strategies/parameters.ts';
import type { BacktestRequest } from '../../../../contracts/backtests.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { isIsoDate } from '../../../ui/date-text.ts';
import { formatSessionDate } from '../../../ui/format.ts';

export interface RunFields {
  readonly strategyId: string;
  readonly name: string;
  /** Empty means all. */
  readonly instruments: readonly string[];
  readonly interval: Interval;
  readonly from: string;
  readonly to: string;
  readonly fillPolicy: FillPolicyName;
}

export interface Coverage {
  readonly from: string;
  readonly to: string;
  /** Instruments with bars that can make the interval. */
  readonly instruments: number;
}

type Stored = Pick<InstrumentSummary, 'id' | 'kind' | 'intervals'>;

function spansFor(instrument: Stored, interval: Interval) {
  return instrument.intervals.filter(
    (span) => span.interval === interval || canResample(span.interval, interval),
  );
}

/** `all` leaves out indices, which cannot be traded. */
export function chosenOf(stored: readonly Stored[], ids: readonly string[]): readonly Stored[] {
  return ids.length === 0
    ? stored.filter((one) => one.kind !== 'index')
    : stored.filter((one) => ids.includes(one.id));
}

/** First and last stored date over the chosen instruments, or null where the interval cannot be made from anything. */
export function coverageOf(
  stored: readonly Stored[],
  ids: readonly string[],
  interval: Interval,
): Coverage | null {
  const perInstrument = chosenOf(stored, ids)
    .map((one) => spansFor(one, interval))
    .filter((spans) => spans.length > 0);
  const spans = perInstrument.flat();
  if (spans.length === 0) return null;
  return {
    from: spans.map((span) => span.firstDate).reduce((a, b) => (a < b ? a : b)),
    to: spans.map((span) => span.lastDate).reduce((a, b) => (a > b ? a : b)),
    instruments: perInstrument.length,
  };
}

export function intervalsFor(stored: readonly Stored[], ids: readonly string[]): readonly Interval[] {
  return INTERVALS.filter((interval) => coverageOf(stored, ids, interval) !== null);
}

export interface QuickRange {
  readonly label: string;
  readonly from: string;
  readonly to: string;
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
export function quickRanges(coverage: Coverage): readonly QuickRange[] {
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

export function fieldProblems(fields: RunFields, coverage: Coverage | null): readonly string[] {
  if (!coverage)
    return [
      `No stored candles can make ${fields.interval} bars of these instruments. Choose another interval, or import finer candles.`,
    ];
  if (!isIsoDate(fields.from) || !isIsoDate(fields.to)) return ['Enter both days, like 28 Mar 2024.'];
  if (fields.from > fields.to) return ['The first day lies after the last.'];
  if (fields.to < coverage.from || fields.from > coverage.to)
    return [
      `No candles are stored in these days. Stored are ${formatSessionDate(coverage.from)} to ${formatSessionDate(coverage.to)}.`,
    ];
  return [];
}

export function requestOf(fields: RunFields, parameters: ParameterValues): BacktestRequest {
  const name = fields.name.trim();
  return {
    strategyId: fields.strategyId,
    ...(name ? { name } : {}),
    instruments: fields.instruments.length === 0 ? 'all' : [...fields.instruments],
    interval: fields.interval,
    from: fields.from,
    to: fields.to,
    fillPolicy: fields.fillPolicy,
    parameters: { ...parameters },
  };
}

function quoted(text: string): string {
  return /^[\w.:,/+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The same run from a terminal. `settings` is the form's ` --set name=value …`. */
export function cliCommand(fields: RunFields, settings: string): string {
  const instruments = fields.instruments.length === 0 ? 'all' : fields.instruments.join();
  return (
    `npm run -s cli -- backtest ${fields.strategyId} --instruments ${quoted(instruments)} --interval ${fields.interval}` +
    ` --from ${fields.from} --to ${fields.to} --fill-policy ${fields.fillPolicy}${settings}`
  );
}
