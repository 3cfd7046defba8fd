// Days that a new file contradicts: both versions are kept in day_difference until (and after) somebody decides.
// Called by the import inside its transaction and by the service. Replaces a stored day only on a decision.
import { randomUUID } from 'node:crypto';
import { type Bars, barAt } from '../../../engines/market/bars.ts';
import type { Interval } from '../../../engines/market/interval.ts';
import { AppError } from '../../contracts/errors.ts';
import type { DayDifference } from '../../contracts/imports.ts';
import type { Db } from '../db/port.ts';
import { createCandleStore, type DayWrite, decodeDay, encodeDay, replaceDayIn } from '../market/index.ts';

const SHOWN_ROWS = 20;
const SHOWN_DIFFERENCES = 500;

/** Call before anything is written over the stored day. `decision` is given where the user decided in advance. */
export async function recordDifference(
  tx: Db,
  day: DayWrite,
  batchId: string,
  decision: 'replace' | null,
  now: number,
): Promise<void> {
  const stored = await createCandleStore(tx).readDay(day.instrumentId, day.interval, day.sessionDate);
  if (!stored) return;
  const before = encodeDay(stored.bars);
  const after = encodeDay(day.bars);
  await tx.run(
    // The same contradiction imported twice stays one question.
    `INSERT INTO day_difference (id, batch_id, instrument_id, interval, session_date, stored_hash, stored_source,
       stored_count, stored_columns, new_hash, new_source, new_count, new_columns, new_findings, new_final, decision,
       recorded_at, decided_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      randomUUID(),
      batchId,
      day.instrumentId,
      day.interval,
      day.sessionDate,
      before.contentHash,
      stored.source,
      before.count,
      before.columns,
      after.contentHash,
      day.source,
      after.count,
      after.columns,
      JSON.stringify(day.quality),
      day.final ? 1 : 0,
      decision,
      now,
      decision === null ? null : now,
    ],
  );
}

export async function listDifferences(db: Db): Promise<readonly DayDifference[]> {
  const rows = await db.all<DifferenceRow>(
    `SELECT * FROM day_difference WHERE decision IS NULL
     ORDER BY recorded_at DESC, instrument_id, interval, session_date LIMIT ?`,
    [SHOWN_DIFFERENCES],
  );
  return rows.map(toDifference);
}

export async function resolveDifference(
  db: Db,
  id: string,
  decision: 'replace' | 'keep',
  now: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await tx.get<DifferenceRow>('SELECT * FROM day_difference WHERE id = ?', [id]);
    if (!row)
      throw new AppError('NOT_FOUND', 'This difference is not known. Nothing was changed; reload the list.');
    if (row.decision !== null)
      throw new AppError(
        'CONFLICT',
        `This difference was decided before (${row.decision}). Nothing was changed.`,
      );
    if (decision === 'replace') await replaceStored(tx, row, now);
    await tx.run('UPDATE day_difference SET decision = ?, decided_at = ? WHERE id = ?', [decision, now, id]);
  });
}

async function replaceStored(tx: Db, row: DifferenceRow, now: number): Promise<void> {
  const stored = await createCandleStore(tx).readDay(row.instrument_id, row.interval, row.session_date);
  if (stored?.contentHash !== row.stored_hash)
    throw new AppError(
      'CONFLICT',
      `The stored bars of ${row.instrument_id} on ${row.session_date} have changed since this difference was found. Nothing was replaced. Choose "keep" and import the file again to compare with what is stored now.`,
    );
  await replaceDayIn(
    tx,
    {
      instrumentId: row.instrument_id,
      interval: row.interval,
      sessionDate: row.session_date,
      bars: decodeDay(row.new_columns, row.new_count),
      source: row.new_source,
      final: row.new_final === 1,
      quality: JSON.parse(row.new_findings),
    },
    row.batch_id,
    now,
  );
}

interface DifferenceRow {
  readonly id: string;
  readonly batch_id: string;
  readonly instrument_id: string;
  readonly interval: Interval;
  readonly session_date: string;
  readonly stored_hash: string;
  readonly stored_source: string;
  readonly stored_count: number;
  readonly stored_columns: Uint8Array;
  readonly new_source: string;
  readonly new_count: number;
  readonly new_columns: Uint8Array;
  readonly new_findings: string;
  readonly new_final: number;
  readonly decision: 'replace' | 'keep' | null;
}

function toDifference(row: DifferenceRow): DayDifference {
  const stored = decodeDay(row.stored_columns, row.stored_count);
  const incoming = decodeDay(row.new_columns, row.new_count);
  const { rows, count } = compareBars(stored, incoming);
  return {
    id: row.id,
    instrumentId: row.instrument_id,
    interval: row.interval,
    sessionDate: row.session_date,
    batchId: row.batch_id,
    storedSource: row.stored_source,
    newSource: row.new_source,
    storedBars: stored.length,
    newBars: incoming.length,
    rows,
    differingBars: count,
  };
}

/** Walks both ascending series side by side. */
export function compareBars(
  stored: Bars,
  incoming: Bars,
): { readonly rows: DayDifference['rows']; readonly count: number } {
  const rows: DayDifference['rows'][number][] = [];
  let count = 0;
  let a = 0;
  let b = 0;
  while (a < stored.length || b < incoming.length) {
    const before = a < stored.length ? stored.openTime[a]! : Number.POSITIVE_INFINITY;
    const after = b < incoming.length ? incoming.openTime[b]! : Number.POSITIVE_INFINITY;
    const both = before === after;
    if (!both || !sameBar(stored, a, incoming, b)) {
      count++;
      if (rows.length < SHOWN_ROWS)
        rows.push({
          openTime: Math.min(before, after),
          stored: before <= after ? barAt(stored, a) : null,
          incoming: after <= before ? barAt(incoming, b) : null,
        });
    }
    if (before <= after) a++;
    if (after <= before) b++;
  }
  return { rows, count };
}

function sameBar(x: Bars, i: number, y: Bars, k: number): boolean {
  return (
    x.open[i] === y.open[k] &&
    x.high[i] === y.high[k] &&
    x.low[i] === y.low[k] &&
    x.close[i] === y.close[k] &&
    x.volume[i] === y.volume[k] &&
    (x.openInterest?.[i] ?? 0) === (y.openInterest?.[k] ?? 0)
  );
}
