// Which bars a label is previewed on: the choices of the address, completed from what is stored. Pure.

import { INTERVALS, type Interval } from '../../../../../engines/market/interval.ts';
import { isIsoDate, shiftDate } from '../../../ui/date-text.ts';
import { type DayRange, rangeOf, type StoredInstrument, spansFor } from '../../../ui/market/stored-range.ts';

export interface MarketChoice {
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly from: string;
  readonly to: string;
}

export interface Wish {
  readonly instrument?: string | undefined;
  readonly interval?: Interval | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Intervals of intraday bars: no label crosses a session, so a day's bar has no window after it. */
export function designerIntervals(instrument: StoredInstrument): readonly Interval[] {
  return INTERVALS.filter((wanted) => wanted !== '1d' && spansFor(instrument, wanted).length > 0);
}

export function coverageOf(instrument: StoredInstrument, interval: Interval): DayRange | null {
  return rangeOf(spansFor(instrument, interval));
}

const PREFERRED: readonly Interval[] = ['5m', '3m', '10m', '15m', '1m', '30m', '60m'];
/** Three months show a label's habits and answer at once. */
const FIRST_DAYS = 91;

/** Null where nothing stored can be labelled. */
export function marketChoice(stored: readonly StoredInstrument[], wish: Wish): MarketChoice | null {
  const possible = stored.filter((one) => designerIntervals(one).length > 0);
  const instrument =
    possible.find((one) => one.id === wish.instrument) ??
    (wish.instrument === undefined
      ? (possible.find((one) => one.kind !== 'index') ?? possible[0])
      : undefined);
  if (!instrument) return null;
  const intervals = designerIntervals(instrument);
  const interval =
    wish.interval !== undefined && intervals.includes(wish.interval)
      ? wish.interval
      : (PREFERRED.find((one) => intervals.includes(one)) ?? intervals[0]);
  if (interval === undefined) return null;
  const coverage = coverageOf(instrument, interval);
  if (!coverage) return null;
  const to = wish.to ?? coverage.to;
  const from = wish.from ?? shiftDate(to, -FIRST_DAYS, coverage.from < to ? coverage.from : undefined);
  return { instrumentId: instrument.id, interval, from, to };
}

export function periodProblem({ from, to }: Pick<MarketChoice, 'from' | 'to'>): string | null {
  if (!isIsoDate(from) || !isIsoDate(to)) return 'Enter both days, like 28 Mar 2024.';
  return from > to ? 'The first day lies after the last.' : null;
}
