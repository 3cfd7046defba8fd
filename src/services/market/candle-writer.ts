// Writes days inside a transaction the caller holds. Called by the store, and by importers that record a difference in the
// same transaction. Idempotent: a day with the same bytes is never written twice, and never overwritten unless asked.

import type { Bars } from '../../../engines/market/bars.ts';
import type { Interval } from '../../../engines/market/interval.ts';
import { AppError } from '../../contracts/errors.ts';
import type { CandleDay } from '../../contracts/market.ts';
import type { Db, SqlValue } from '../db/port.ts';
import { type EncodedDay, encodeDay } from './candle-codec.ts';

/** A day to store; its hash is computed here. */
export type DayWrite = Omit<CandleDay, 'contentHash'>;

export interface WriteOptions {
  /** The import batch (or generator run) the days come from. */
  readonly batchId: string | null;
  readonly onChanged: 'keep' | 'replace';
}

export interface DayOutcome {
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly sessionDate: string;
  /** `changed`: other bars were stored under that day; they were replaced only with `onChanged: 'replace'`. */
  readonly outcome: 'new' | 'unchanged' | 'changed';
  readonly contentHash: string;
  /** What was stored before; null for a new day. */
  readonly stored: { readonly contentHash: string; readonly source: string } | null;
}

const ROWS_PER_STATEMENT = 40;
const COLUMN_NAMES = [
  'instrument_id',
  'interval',
  'session_date',
  'bar_count',
  'finding_count',
  'final',
  'content_hash',
  'source',
  'batch_id',
  'happened_at',
  'recorded_at',
  'quality',
  'columns',
] as const;

interface StoredHead {
  readonly hash: string;
  readonly source: string;
  readonly final: boolean;
}

export async function writeDaysIn(
  tx: Db,
  days: readonly DayWrite[],
  options: WriteOptions,
  recordedAt: number,
): Promise<DayOutcome[]> {
  const stored = await storedHeads(tx, days);
  const outcomes: DayOutcome[] = [];
  const pending: SqlValue[][] = [];
  const settled: DayWrite[] = [];

  for (const day of days) {
    const encoded = encodeChecked(day);
    const key = keyOf(day);
    const before = stored.get(key);
    const outcome = !before ? 'new' : before.hash === encoded.contentHash ? 'unchanged' : 'changed';
    outcomes.push({
      instrumentId: day.instrumentId,
      interval: day.interval,
      sessionDate: day.sessionDate,
      outcome,
      contentHash: encoded.contentHash,
      stored: before ? { contentHash: before.hash, source: before.source } : null,
    });
    if (outcome === 'new' || (outcome === 'changed' && options.onChanged === 'replace')) {
      pending.push(rowOf(day, encoded, options.batchId, recordedAt));
      stored.set(key, { hash: encoded.contentHash, source: day.source, final: day.final });
    } else if (outcome === 'unchanged' && day.final && !before!.final) settled.push(day);
  }

  for (let i = 0; i < pending.length; i += ROWS_PER_STATEMENT)
    await putRows(tx, pending.slice(i, i + ROWS_PER_STATEMENT));
  for (const day of settled)
    await tx.run(
      'UPDATE candle_day SET final = 1 WHERE instrument_id = ? AND interval = ? AND session_date = ?',
      [day.instrumentId, day.interval, day.sessionDate],
    );
  return outcomes;
}

export async function replaceDayIn(
  tx: Db,
  day: DayWrite,
  batchId: string | null,
  recordedAt: number,
): Promise<void> {
  await putRows(tx, [rowOf(day, encodeChecked(day), batchId, recordedAt)]);
}

async function putRows(tx: Db, rows: readonly SqlValue[][]): Promise<void> {
  const row = `(${COLUMN_NAMES.map(() => '?').join(', ')})`;
  const updates = COLUMN_NAMES.slice(3).map((name) => `${name} = excluded.${name}`);
  await tx.run(
    `INSERT INTO candle_day (${COLUMN_NAMES.join(', ')}) VALUES ${rows.map(() => row).join(', ')}
     ON CONFLICT (instrument_id, interval, session_date) DO UPDATE SET ${updates.join(', ')}`,
    rows.flat(),
  );
}

function rowOf(day: DayWrite, encoded: EncodedDay, batchId: string | null, recordedAt: number): SqlValue[] {
  return [
    day.instrumentId,
    day.interval,
    day.sessionDate,
    encoded.count,
    day.quality.length,
    day.final ? 1 : 0,
    encoded.contentHash,
    day.source,
    batchId,
    day.bars.openTime[encoded.count - 1]!,
    recordedAt,
    JSON.stringify(day.quality),
    encoded.columns,
  ];
}

async function storedHeads(tx: Db, days: readonly DayWrite[]): Promise<Map<string, StoredHead>> {
  const ranges = new Map<string, { day: DayWrite; from: string; to: string }>();
  for (const day of days) {
    const key = `${day.instrumentId} ${day.interval}`;
    const range = ranges.get(key) ?? { day, from: day.sessionDate, to: day.sessionDate };
    if (day.sessionDate < range.from) range.from = day.sessionDate;
    if (day.sessionDate > range.to) range.to = day.sessionDate;
    ranges.set(key, range);
  }
  const heads = new Map<string, StoredHead>();
  for (const { day, from, to } of ranges.values()) {
    await requireInstrument(tx, day.instrumentId);
    const rows = await tx.all<{ date: string; hash: string; source: string; final: number }>(
      `SELECT session_date AS date, content_hash AS hash, source, final FROM candle_day
       WHERE instrument_id = ? AND interval = ? AND session_date BETWEEN ? AND ?`,
      [day.instrumentId, day.interval, from, to],
    );
    for (const row of rows)
      heads.set(keyOf({ ...day, sessionDate: row.date }), {
        hash: row.hash,
        source: row.source,
        final: row.final === 1,
      });
  }
  return heads;
}

async function requireInstrument(tx: Db, instrumentId: string): Promise<void> {
  if (await tx.get('SELECT 1 AS present FROM instrument WHERE id = ?', [instrumentId])) return;
  throw new AppError(
    'NOT_FOUND',
    `Bars of ${instrumentId} cannot be stored before the instrument itself is. Nothing was written; add the instrument first.`,
    { instrumentId },
  );
}

function encodeChecked(day: DayWrite): EncodedDay {
  const where = `${day.instrumentId} ${day.interval} ${day.sessionDate}`;
  if (day.bars.length === 0)
    throw new AppError(
      'BAD_DATA',
      `${where} has no bars; a day without bars is not stored. Nothing was written.`,
    );
  const fault = firstUnordered(day.bars);
  if (fault >= 0)
    throw new AppError(
      'BAD_DATA',
      `${where}: bar ${fault + 1} does not start after the one before it. Nothing was written; sort the bars and remove duplicates first.`,
      { instrumentId: day.instrumentId, sessionDate: day.sessionDate, bar: fault },
    );
  return encodeDay(day.bars);
}

/** Readers rely on strictly ascending stamps; -1 where they are. A stamp that is no number counts as unordered. */
function firstUnordered({ openTime, length }: Bars): number {
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(openTime[i]!)) return i;
    if (i > 0 && !(openTime[i]! > openTime[i - 1]!)) return i;
  }
  return -1;
}

function keyOf(day: Pick<DayWrite, 'instrumentId' | 'interval' | 'sessionDate'>): string {
  return `${day.instrumentId} ${day.interval} ${day.sessionDate}`;
}
