// Turns stored candles into the series a simulation runs on. Called by the job bodies and for plots.
//
// [Note: one base interval] Signals and exits of one instrument come from one stored interval: the finest that divides the
// signal interval and covers (nearly) as many sessions as the best one. Mixing two stored intervals would mix two downloads,
// and those differ by adjustments for splits and bonuses made in between.

import type { InstrumentSeries } from '../../../engines/backtest/contract.ts';
import type { SimulationSettings } from '../../../engines/backtest/parameters.ts';
import type { Bars } from '../../../engines/market/bars.ts';
import type { Instrument } from '../../../engines/market/instrument.ts';
import { DAY_MS, type Interval, intervalMs } from '../../../engines/market/interval.ts';
import { pricedBars } from '../../../engines/market/priced.ts';
import { canResample, resample } from '../../../engines/market/resample.ts';
import { type Session, scheduledBars } from '../../../engines/market/session.ts';
import { barsInsideSessions, sliceSessions } from '../../../engines/market/slices.ts';
import type { BacktestRequest } from '../../contracts/backtests.ts';
import { AppError } from '../../contracts/errors.ts';
import type { CandleStore } from '../market/index.ts';
import { type Calendar, type Profile, profileOf } from '../market/index.ts';

/** A finer interval is used when it covers at least this share of the sessions the best-covered one does. */
const COVERAGE_SHARE = 0.95;

export interface SeriesSource {
  readonly store: CandleStore;
  readonly calendar: Calendar;
}

export interface LoadedSeries extends InstrumentSeries {
  readonly instrument: Instrument;
  /** Hashes of the stored days, ascending by date. */
  readonly dayHashes: readonly string[];
  readonly flaggedDays: readonly { readonly date: string; readonly flags: readonly string[] }[];
  readonly outsideBars: number;
  readonly unpricedBars: number;
}

export type SeriesRequest = Pick<BacktestRequest, 'instruments' | 'interval' | 'from' | 'to'>;

/** The instruments a request means, in id order. `all` leaves out indices, which cannot be traded, and foreign shares. */
export async function instrumentsOf(
  source: SeriesSource,
  request: SeriesRequest,
): Promise<readonly Instrument[]> {
  const stored = await source.store.instruments();
  if (request.instruments === 'all')
    return stored.filter((instrument) => instrument.kind !== 'index' && instrument.exchange !== 'US');
  const wanted = [...new Set(request.instruments)].sort();
  return wanted.map((id) => {
    const instrument = stored.find((one) => one.id === id);
    if (!instrument)
      throw new AppError(
        'NOT_FOUND',
        `No bars of ${id} are stored. Import them first, or choose another instrument.`,
        { instrumentId: id },
      );
    return instrument;
  });
}

/** Series of one instrument, or null when it has no bars in the range that can make the asked interval. */
export async function loadSeries(
  source: SeriesSource,
  instrument: Instrument,
  request: Pick<SeriesRequest, 'interval' | 'from' | 'to'>,
  settings: Pick<SimulationSettings, 'intraday' | 'lastEntry' | 'flatByMode' | 'flatBy'>,
  warmupBars: number,
): Promise<LoadedSeries | null> {
  const { store, calendar } = source;
  const { interval, from, to } = request;
  const base = baseInterval(await store.sessionCounts(instrument.id, from, to), interval);
  if (base === null) return null;
  const profile = profileOf(instrument);
  const stored = await store.readBars(
    instrument.id,
    base,
    warmupDate(calendar, profile, from, interval, warmupBars),
    to,
  );
  if (stored.dates.length === 0) return null;
  const sessions = sessionsOf(
    stored.dates,
    calendar.sessions(profile, stored.dates[0]!, stored.dates.at(-1)!),
  );
  const inside = barsInsideSessions(stored.bars, sessions);
  const execution = pricedBars(inside);
  const tradeFrom = sessions.find((session) => session.date >= from)?.open ?? Number.POSITIVE_INFINITY;
  if (!(execution.openTime.at(-1)! >= tradeFrom)) return null;
  const signal = base === interval ? execution : resample(execution, sessions, base, interval);
  const at = (session: Session, clock: string) => calendar.timeOf(profile, session.date, clock);
  const flatBy = (session: Session) =>
    settings.flatByMode === 'fixed' ? settings.flatBy : calendar.flatByTime(profile, session.date);
  const quality = await store.quality({ instrumentId: instrument.id, interval: base, limit: 10_000 });
  return {
    instrument,
    instrumentId: instrument.id,
    lotSize: instrument.lotSize,
    signalInterval: interval,
    signal,
    signalSlices: sliceSessions(signal, sessions),
    executionInterval: base,
    execution,
    executionSlices: sliceSessions(execution, sessions),
    tradeFrom,
    lastEntry: Float64Array.from(sessions, (session) =>
      settings.intraday ? at(session, settings.lastEntry) : Number.NaN,
    ),
    flatBy: Float64Array.from(sessions, (session) =>
      settings.intraday ? at(session, flatBy(session)) : Number.NaN,
    ),
    dayHashes: stored.hashes,
    flaggedDays: quality
      .filter((day) => day.sessionDate >= from && day.sessionDate <= to)
      .map((day) => ({ date: day.sessionDate, flags: day.findings.map((finding) => finding.flag) })),
    outsideBars: stored.bars.length - inside.length,
    unpricedBars: inside.length - execution.length,
  };
}

/** First date to read, so that indicators are settled on the first day that counts. */
function warmupDate(
  calendar: Calendar,
  profile: Profile,
  from: string,
  interval: Interval,
  warmupBars: number,
): string {
  // Two calendar months always hold the sessions counted below; a day bar needs its own reckoning.
  const days = interval === '1d' ? warmupBars * 2 + 10 : 60;
  const earliest = new Date(Date.parse(`${from}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
  const sessions = calendar.sessions(profile, earliest, from).filter((session) => session.date < from);
  let bars = 0;
  for (let k = sessions.length - 1; k >= 0; k--) {
    bars += scheduledBars(sessions[k]!, intervalMs(interval));
    if (bars >= warmupBars) return sessions[k]!.date;
  }
  return sessions[0]?.date ?? from;
}

/** See [Note: one base interval]. */
export function baseInterval(counts: ReadonlyMap<Interval, number>, wanted: Interval): Interval | null {
  const usable = [...counts].filter(
    ([stored, sessions]) => sessions > 0 && (stored === wanted || canResample(stored, wanted)),
  );
  const best = Math.max(0, ...usable.map(([, sessions]) => sessions));
  const covering = usable.filter(([, sessions]) => sessions >= COVERAGE_SHARE * best);
  covering.sort(([a], [b]) => intervalMs(a) - intervalMs(b));
  return covering[0]?.[0] ?? null;
}

/** Calendar sessions of the stored dates; a stored date without a session has bars that are never traded on. */
function sessionsOf(dates: readonly string[], calendar: readonly Session[]): readonly Session[] {
  const stored = new Set(dates);
  return calendar.filter((session) => stored.has(session.date));
}

/** Bars in all series together, for progress and the run record. */
export function countBars(series: readonly { readonly execution: Bars }[]): number {
  return series.reduce((sum, one) => sum + one.execution.length, 0);
}
