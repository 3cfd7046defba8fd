// The candle store: instruments, and one row of columns per instrument, interval and session. Called by the market service,
// importers, the sample generator and backtest workers. Knows no calendar; checks and findings come with the days.

import type { Bars } from '../../../engines/market/bars.ts';
import type { Instrument } from '../../../engines/market/instrument.ts';
import type { Interval } from '../../../engines/market/interval.ts';
import type { CandleDay, DayQuality, QualityQuery } from '../../contracts/market.ts';
import type { Db } from '../db/port.ts';
import { hashOf } from './candle-codec.ts';
import { readDays, type StoredBars } from './candle-reader.ts';
import {
  type DayOutcome,
  type DayWrite,
  replaceDayIn,
  type WriteOptions,
  writeDaysIn,
} from './candle-writer.ts';
import { readInstruments, upsertInstrumentsIn } from './instrument-table.ts';

export type { StoredBars } from './candle-reader.ts';
export type { DayOutcome, DayWrite, WriteOptions } from './candle-writer.ts';

/** One instrument and interval, as far as it is stored. */
export interface StoredSpan {
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly sessions: number;
  readonly bars: number;
  readonly firstDate: string;
  readonly lastDate: string;
  readonly flaggedSessions: number;
}

/** What is stored of one instrument at one interval: parallel arrays, ascending by date. */
export interface StoredCoverage {
  readonly instrumentId: string;
  readonly dates: readonly string[];
  readonly counts: readonly number[];
  readonly findings: readonly number[];
}

export type StoredDay = Omit<CandleDay, 'bars'> & {
  readonly count: number;
  readonly batchId: string | null;
  readonly recordedAt: number;
};

export interface StoredDayFacts {
  readonly date: string;
  readonly count: number;
  readonly findings: number;
  readonly hash: string;
}

export type StoredQuality = Omit<DayQuality, 'expected'>;

export interface CandleStore {
  /** Adds instruments or updates their facts; nothing is removed. */
  upsertInstruments(instruments: readonly Instrument[]): Promise<void>;
  instruments(): Promise<readonly Instrument[]>;
  instrument(instrumentId: string): Promise<Instrument | null>;
  /** All days or none. Days with other bars than stored come back as `changed`; `keep` leaves the stored ones. */
  writeDays(days: readonly DayWrite[], options: WriteOptions): Promise<readonly DayOutcome[]>;
  replaceDay(day: DayWrite, batchId: string | null): Promise<void>;
  /** One stored day with its bars, or null. */
  readDay(
    instrumentId: string,
    interval: Interval,
    sessionDate: string,
  ): Promise<(StoredDay & { readonly bars: Bars }) | null>;
  /** Bars of the sessions from `from` to `to` (dates, both included), with one allocation per column. */
  readBars(instrumentId: string, interval: Interval, from?: string, to?: string): Promise<StoredBars>;
  /** Facts of the sessions from `from` to `to`, ascending, without their bars. */
  days(
    instrumentId: string,
    interval: Interval,
    from?: string,
    to?: string,
  ): Promise<readonly StoredDayFacts[]>;
  spans(instrumentId?: string): Promise<readonly StoredSpan[]>;
  /** Sessions stored between two dates, per interval. */
  sessionCounts(instrumentId: string, from?: string, to?: string): Promise<ReadonlyMap<Interval, number>>;
  coverage(interval: Interval, from?: string, to?: string): Promise<readonly StoredCoverage[]>;
  /** Days with findings, newest first. */
  quality(query: QualityQuery): Promise<readonly StoredQuality[]>;
  /** Deletes days of one instrument; the instrument itself goes with its last day. */
  removeDays(instrumentId: string, interval?: Interval): Promise<number>;
  /** Days whose bytes no longer match their hash: empty in a healthy file. Reads everything. */
  damagedDays(): Promise<readonly { instrumentId: string; interval: Interval; sessionDate: string }[]>;
}

const FIRST_DATE = '0000-00-00';
const LAST_DATE = '9999-99-99';

export function createCandleStore(db: Db, now: () => number = Date.now): CandleStore {
  return {
    upsertInstruments: (instruments) => db.transaction((tx) => upsertInstrumentsIn(tx, instruments, now())),
    instruments: () => readInstruments(db),
    instrument: async (instrumentId) => (await readInstruments(db, instrumentId))[0] ?? null,
    writeDays: (days, options) => db.transaction((tx) => writeDaysIn(tx, days, options, now())),
    replaceDay: (day, batchId) => db.transaction((tx) => replaceDayIn(tx, day, batchId, now())),

    async readDay(instrumentId, interval, sessionDate) {
      const row = await db.get<DayRow>(
        `SELECT final, content_hash, source, batch_id, recorded_at, quality, bar_count FROM candle_day
         WHERE instrument_id = ? AND interval = ? AND session_date = ?`,
        [instrumentId, interval, sessionDate],
      );
      if (!row) return null;
      const { bars } = await readDays(db, instrumentId, interval, sessionDate, sessionDate);
      return {
        instrumentId,
        interval,
        sessionDate,
        bars,
        count: row.bar_count,
        contentHash: row.content_hash,
        source: row.source,
        final: row.final === 1,
        quality: JSON.parse(row.quality),
        batchId: row.batch_id,
        recordedAt: row.recorded_at,
      };
    },

    readBars: (instrumentId, interval, from = FIRST_DATE, to = LAST_DATE) =>
      readDays(db, instrumentId, interval, from, to),

    days: (instrumentId, interval, from = FIRST_DATE, to = LAST_DATE) =>
      db.all<StoredDayFacts>(
        `SELECT session_date AS date, bar_count AS count, finding_count AS findings, content_hash AS hash FROM candle_day
         WHERE instrument_id = ? AND interval = ? AND session_date BETWEEN ? AND ? ORDER BY session_date`,
        [instrumentId, interval, from, to],
      ),

    spans: (instrumentId) => readSpans(db, instrumentId),

    async sessionCounts(instrumentId, from = FIRST_DATE, to = LAST_DATE) {
      const rows = await db.all<{ interval: Interval; sessions: number }>(
        `SELECT interval, count(*) AS sessions FROM candle_day
         WHERE instrument_id = ? AND session_date BETWEEN ? AND ? GROUP BY interval`,
        [instrumentId, from, to],
      );
      return new Map(rows.map((row) => [row.interval, row.sessions]));
    },

    async coverage(interval, from = FIRST_DATE, to = LAST_DATE) {
      // One row per instrument with JSON arrays: 500 instruments by 2,500 days would otherwise be a million row objects.
      const rows = await db.all<{ id: string; dates: string; counts: string; findings: string }>(
        `SELECT instrument_id AS id, json_group_array(session_date ORDER BY session_date) AS dates,
           json_group_array(bar_count ORDER BY session_date) AS counts,
           json_group_array(finding_count ORDER BY session_date) AS findings
         FROM candle_day WHERE interval = ? AND session_date BETWEEN ? AND ?
         GROUP BY instrument_id ORDER BY instrument_id`,
        [interval, from, to],
      );
      return rows.map((row) => ({
        instrumentId: row.id,
        dates: JSON.parse(row.dates),
        counts: JSON.parse(row.counts),
        findings: JSON.parse(row.findings),
      }));
    },

    async quality(query) {
      const conditions = query.sessionDate === undefined ? ['finding_count > 0'] : [];
      const parameters: (string | number)[] = [];
      const where = (condition: string, value: string | undefined) => {
        if (value === undefined) return;
        conditions.push(condition);
        parameters.push(value);
      };
      where('instrument_id = ?', query.instrumentId);
      where('interval = ?', query.interval);
      where('session_date = ?', query.sessionDate);
      where("EXISTS (SELECT 1 FROM json_each(quality) WHERE json_extract(value, '$.flag') = ?)", query.flag);
      const rows = await db.all<Omit<StoredQuality, 'findings'> & { quality: string }>(
        `SELECT instrument_id AS instrumentId, interval, session_date AS sessionDate, bar_count AS bars, source,
           content_hash AS contentHash, recorded_at AS recordedAt, quality
         FROM candle_day WHERE ${conditions.join(' AND ')}
         ORDER BY session_date DESC, instrument_id, interval LIMIT ?`,
        [...parameters, query.limit],
      );
      return rows.map(({ quality, ...row }) => ({ ...row, findings: JSON.parse(quality) }));
    },

    removeDays: (instrumentId, interval) =>
      db.transaction(async (tx) => {
        const removed =
          interval === undefined
            ? await tx.run('DELETE FROM candle_day WHERE instrument_id = ?', [instrumentId])
            : await tx.run('DELETE FROM candle_day WHERE instrument_id = ? AND interval = ?', [
                instrumentId,
                interval,
              ]);
        await tx.run(
          'DELETE FROM instrument WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM candle_day WHERE instrument_id = ?1)',
          [instrumentId],
        );
        return removed.changes;
      }),

    async damagedDays() {
      const damaged: { instrumentId: string; interval: Interval; sessionDate: string }[] = [];
      for (const span of await readSpans(db)) {
        const rows = await db.all<{ date: string; hash: string; columns: Uint8Array }>(
          `SELECT session_date AS date, content_hash AS hash, columns FROM candle_day
           WHERE instrument_id = ? AND interval = ?`,
          [span.instrumentId, span.interval],
        );
        for (const row of rows)
          if (hashOf(row.columns) !== row.hash)
            damaged.push({
              instrumentId: span.instrumentId,
              interval: span.interval,
              sessionDate: row.date,
            });
      }
      return damaged;
    },
  };
}

function readSpans(db: Db, instrumentId?: string): Promise<StoredSpan[]> {
  return db.all<StoredSpan>(
    `SELECT instrument_id AS instrumentId, interval, count(*) AS sessions, sum(bar_count) AS bars,
       min(session_date) AS firstDate, max(session_date) AS lastDate, sum(finding_count > 0) AS flaggedSessions
     FROM candle_day ${instrumentId === undefined ? '' : 'WHERE instrument_id = ?'}
     GROUP BY interval, instrument_id ORDER BY instrument_id, interval`,
    instrumentId === undefined ? [] : [instrumentId],
  );
}

interface DayRow {
  readonly final: number;
  readonly content_hash: string;
  readonly source: string;
  readonly batch_id: string | null;
  readonly recorded_at: number;
  readonly quality: string;
  readonly bar_count: number;
}
