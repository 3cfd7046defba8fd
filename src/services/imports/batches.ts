// Rows of import_batch and import_file: what was asked, what became of each file, and what a dead process left unfinished.
// Called by the import run and the service. Knows nothing of files on disk.
import { randomUUID } from 'node:crypto';
import type { ImportBatch, ImportFileResult, ImportPlan, ImportProblem } from '../../contracts/imports.ts';
import type { Db } from '../db/port.ts';

const SHOWN_BATCHES = 200;

export async function beginBatch(db: Db, files: number, now: number): Promise<string> {
  const id = randomUUID();
  await db.run(`INSERT INTO import_batch (id, state, started_at, files_asked) VALUES (?, 'running', ?, ?)`, [
    id,
    now,
    files,
  ]);
  return id;
}

export async function endBatch(
  db: Db,
  id: string,
  state: Exclude<ImportBatch['state'], 'running' | 'interrupted'>,
  now: number,
  error: string | null = null,
): Promise<void> {
  await db.run('UPDATE import_batch SET state = ?, ended_at = ?, error = ? WHERE id = ?', [
    state,
    now,
    error,
    id,
  ]);
}

/**
 * Marks batches that a dead process left running. Called once when the database is opened for writing, before any import
 * is started: whatever runs then belongs to nobody. Returns how many there were.
 */
export async function markInterruptedBatches(db: Db, now: number): Promise<number> {
  const { changes } = await db.run(
    `UPDATE import_batch SET state = 'interrupted', ended_at = ?,
       error = 'The program ended during this import. Files listed as stored are whole; import the others again.'
     WHERE state = 'running'`,
    [now],
  );
  return changes;
}

export interface FileRecord {
  readonly result: ImportFileResult;
  readonly bytes: number;
  readonly sha256: string;
  readonly plan: ImportPlan;
}

/** Called inside the transaction that stores the file's days. */
export async function recordStored(tx: Db, batchId: string, record: FileRecord, now: number): Promise<void> {
  const { result, bytes, sha256, plan } = record;
  await tx.run(
    `INSERT INTO import_file (batch_id, path, state, instrument_id, interval, bytes, sha256, bars, sessions,
       new_sessions, unchanged_sessions, changed_sessions, flags, problems, plan, recorded_at)
     VALUES (?, ?, 'stored', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      batchId,
      result.path,
      result.instrument,
      result.interval,
      bytes,
      sha256,
      result.bars,
      result.sessions,
      result.newSessions,
      result.unchangedSessions,
      result.changedSessions,
      JSON.stringify(result.flags),
      JSON.stringify(result.problems),
      JSON.stringify(plan),
      now,
    ],
  );
}

export async function recordRefused(
  db: Db,
  batchId: string,
  file: { readonly path: string; readonly bytes: number; readonly problems: readonly ImportProblem[] },
  now: number,
): Promise<void> {
  await db.run(
    `INSERT INTO import_file (batch_id, path, state, bytes, bars, sessions, new_sessions, unchanged_sessions,
       changed_sessions, flags, problems, recorded_at)
     VALUES (?, ?, 'refused', ?, 0, 0, 0, 0, 0, '{}', ?, ?)
     ON CONFLICT (batch_id, path) DO NOTHING`,
    [batchId, file.path, file.bytes, JSON.stringify(file.problems), now],
  );
}

export async function listBatches(db: Db): Promise<readonly ImportBatch[]> {
  return db.all<ImportBatch>(
    `SELECT id, state, started_at AS startedAt, ended_at AS endedAt, files_asked AS files,
       (SELECT coalesce(sum(bars), 0) FROM import_file WHERE batch_id = import_batch.id) AS bars,
       (SELECT count(*) FROM day_difference WHERE batch_id = import_batch.id AND decision IS NULL) AS pendingDifferences
     FROM import_batch ORDER BY started_at DESC, id LIMIT ?`,
    [SHOWN_BATCHES],
  );
}
