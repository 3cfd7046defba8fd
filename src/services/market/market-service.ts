// The market service: stored candles as the API, charts and backtests ask for them. Combines the store with the calendar and
// resamples on read. Writes nothing but removals; findings are read as stored, never recomputed here.

import type { Bars } from '../../../engines/market/bars.ts';
import type { Instrument } from '../../../engines/market/instrument.ts';
import { INTERVALS, type Interval } from '../../../engines/market/interval.ts';
import { resample } from '../../../engines/market/resample.ts';
import type { Session } from '../../../engines/market/session.ts';
import { barsInsideSessions, sliceSessions } from '../../../engines/market/slices.ts';
import { AppError } from '../../contracts/errors.ts';
import type { BarsQuery, ChartBars, InstrumentSummary, MarketService } from '../../contracts/market.ts';
import type { Db } from '../db/port.ts';
import { type Calendar, profileOf } from './calendar.ts';
import { coverageOf } from './coverage.ts';
import { expectedBars } from './expected-bars.ts';
import { chooseStored } from './interval-choice.ts';
import { createCandleStore, type StoredBars, type StoredSpan } from './store.ts';

export interface MarketDependencies {
  readonly db: Db;
  readonly calendar: Calendar;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export function createMarketService({ db, calendar, now }: MarketDependencies): MarketService {
  const store = createCandleStore(db, now);

  const instrumentOf = async (instrumentId: string): Promise<Instrument> => {
    const instrument = await store.instrument(instrumentId);
    if (instrument) return instrument;
    throw new AppError(
      'NOT_FOUND',
      `No instrument ${instrumentId} is stored. Import its candles first, or choose one of those in Data.`,
      { instrumentId },
    );
  };
  const sessionsOf = (instrument: Instrument, from: string, to: string): readonly Session[] =>
    calendar.sessions(profileOf(instrument), from, to);

  /** The stored bars that answer a query, and the sessions they fall into. */
  const storedFor = async (query: BarsQuery) => {
    const instrument = await instrumentOf(query.instrumentId);
    const spans = await store.spans(query.instrumentId);
    const counted = await store.sessionCounts(query.instrumentId, query.from, query.to);
    // A range without any data still names the interval that would have answered.
    const everStored = new Map(spans.map((span) => [span.interval, span.sessions]));
    const storedInterval = chooseStored(query.interval, counted) ?? chooseStored(query.interval, everStored);
    if (!storedInterval) throw noUsableInterval(query, spans);
    const stored = await store.readBars(query.instrumentId, storedInterval, query.from, query.to);
    const first = stored.dates[0];
    const sessions = first === undefined ? [] : sessionsOf(instrument, first, stored.dates.at(-1)!);
    return { instrument, spans, storedInterval, stored, sessions };
  };

  return {
    async instruments() {
      const spans = await store.spans();
      const byInstrument = Map.groupBy(spans, (span) => span.instrumentId);
      return (await store.instruments()).map(
        (instrument): InstrumentSummary => ({
          ...instrument,
          intervals: (byInstrument.get(instrument.id) ?? [])
            .map(({ instrumentId: _, ...span }) => span)
            .sort((a, b) => INTERVALS.indexOf(a.interval) - INTERVALS.indexOf(b.interval)),
        }),
      );
    },

    async coverage(query) {
      const rows = await store.coverage(query.interval, query.from, query.to);
      return coverageOf(query, rows, await store.instruments(), sessionsOf);
    },

    async quality(query) {
      const instruments = new Map((await store.instruments()).map((item) => [item.id, item]));
      return (await store.quality(query)).map((day) => {
        const session = calendar.session(profileOf(instruments.get(day.instrumentId)!), day.sessionDate);
        return { ...day, expected: expectedBars(session, day.interval) };
      });
    },

    async chartBars(query): Promise<ChartBars> {
      const { instrument, spans, storedInterval, stored, sessions } = await storedFor(query);
      if (stored.bars.length === 0) throw nothingInRange(query, spans, storedInterval);
      // The stored interval itself is shown whole: bars outside the session are part of what the file said.
      const shown =
        storedInterval === query.interval
          ? stored
          : bySession(resample(stored.bars, sessions, storedInterval, query.interval), sessions);
      return {
        instrumentId: query.instrumentId,
        interval: query.interval,
        storedInterval,
        synthetic: instrument.synthetic,
        bars: shown.bars,
        sessionStarts: shown.starts,
        sessionDates: shown.dates,
      };
    },

    async readBars(query) {
      const { storedInterval, stored, sessions } = await storedFor(query);
      const { bars, dates } = tradedBars(stored, sessions, storedInterval, query.interval);
      return { bars, storedInterval, dates };
    },

    async finestInterval(instrumentId) {
      const stored = new Set((await store.spans(instrumentId)).map((span) => span.interval));
      return INTERVALS.find((interval) => stored.has(interval)) ?? null;
    },

    async sessions(instrumentId, from, to) {
      return sessionsOf(await instrumentOf(instrumentId), from, to);
    },

    async remove(instrumentId, interval) {
      await instrumentOf(instrumentId);
      return { removedDays: await store.removeDays(instrumentId, interval) };
    },
  };
}

interface SessionBars {
  readonly bars: Bars;
  readonly dates: readonly string[];
  readonly starts: readonly number[];
}

/** What a run may trade on: only bars inside the calendar's sessions. Stored day bars have no time of day to check. */
function tradedBars(
  stored: StoredBars,
  sessions: readonly Session[],
  from: Interval,
  to: Interval,
): SessionBars {
  if (from === '1d') return stored;
  if (from !== to) return bySession(resample(stored.bars, sessions, from, to), sessions);
  const inside = barsInsideSessions(stored.bars, sessions);
  return inside === stored.bars ? stored : bySession(inside, sessions);
}

function bySession(bars: Bars, sessions: readonly Session[]): SessionBars {
  const { start, end } = sliceSessions(bars, sessions);
  const filled = sessions
    .map((session, k) => ({ date: session.date, k }))
    .filter(({ k }) => end[k]! > start[k]!);
  return { bars, dates: filled.map(({ date }) => date), starts: filled.map(({ k }) => start[k]!) };
}

function noUsableInterval(query: BarsQuery, spans: readonly StoredSpan[]): AppError {
  const stored = spans.map((span) => span.interval).join(', ');
  return new AppError(
    'NO_DATA',
    stored === ''
      ? `No bars of ${query.instrumentId} are stored. Import its candles first.`
      : `${query.interval} bars of ${query.instrumentId} cannot be built from what is stored (${stored}). Ask for one of those or a longer interval they divide, or import finer candles.`,
    { instrumentId: query.instrumentId, interval: query.interval },
  );
}

function nothingInRange(query: BarsQuery, spans: readonly StoredSpan[], interval: Interval): AppError {
  const span = spans.find((item) => item.interval === interval)!;
  return new AppError(
    'NO_DATA',
    `No bars of ${query.instrumentId} are stored from ${query.from ?? 'the beginning'} to ${query.to ?? 'the end'}. Stored are ${span.firstDate} to ${span.lastDate} (${interval}); choose dates in between, or import more candles.`,
    { instrumentId: query.instrumentId, firstDate: span.firstDate, lastDate: span.lastDate },
  );
}
