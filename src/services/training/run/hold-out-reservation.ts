// The hold-out of a dataset is set apart by the first run that asks for one and stays: later runs keep it. Called when a run's split is
// made. Opening it is another matter (ledger/hold-out-openings.ts).

import { type HoldOut, reserveHoldOut } from '../../../../engines/validation/deflation/hold-out.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { Db } from '../../db/port.ts';
import type { TrainingTable } from '../steps/contract.ts';

type Reservable = Pick<TrainingTable, 'datasetHash' | 'sessions'>;

/** Null where none was ever reserved. */
export async function keptHoldOut(db: Db, datasetHash: string): Promise<HoldOut | null> {
  const row = await db.get<{ from_time: number; to_time: number; sessions: number }>(
    'SELECT from_time, to_time, sessions FROM hold_out WHERE dataset_hash = ?',
    [datasetHash],
  );
  return row ? { datasetHash, from: row.from_time, to: row.to_time, sessions: row.sessions } : null;
}

/**
 * What a request for the last `wanted` sessions meets: the reserved hold-out, the one it would reserve, or null for none. Writes nothing.
 * Throws CONFLICT where another number was reserved before, BAD_PARAMETER where there are too few sessions.
 */
export async function plannedHoldOut(db: Db, table: Reservable, wanted: number): Promise<HoldOut | null> {
  const kept = await keptHoldOut(db, table.datasetHash);
  if (kept !== null) {
    if (kept.sessions === wanted) return kept;
    throw otherHoldOut(kept, wanted);
  }
  if (wanted === 0) return null;
  try {
    return reserveHoldOut(table.datasetHash, table.sessions, wanted).holdOut;
  } catch (error) {
    throw new AppError(
      'BAD_PARAMETER',
      `${wanted} sessions cannot be held out: the dataset has ${table.sessions.length}. Nothing was started; hold out fewer, or build a longer dataset.`,
      { sessions: table.sessions.length },
      error,
    );
  }
}

/** Fixes it for the dataset; throws like `plannedHoldOut`. */
export async function reserveFor(
  db: Db,
  table: Reservable,
  wanted: number,
  { runId, at }: { readonly runId: string; readonly at: number },
): Promise<HoldOut | null> {
  const planned = await plannedHoldOut(db, table, wanted);
  if (planned === null) return null;
  await db.run(
    `INSERT INTO hold_out (dataset_hash, from_time, to_time, sessions, run_id, happened_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (dataset_hash) DO NOTHING`,
    [table.datasetHash, planned.from, planned.to, planned.sessions, runId, Math.round(at)],
  );
  // Another run may have been faster.
  return plannedHoldOut(db, table, wanted);
}

export function otherHoldOut({ sessions }: HoldOut, wanted: number): AppError {
  return new AppError(
    'CONFLICT',
    `The first run on this dataset reserved its last ${sessions} sessions as hold-out; this one asks for ${wanted}. Nothing was started: what a model may never see must not move once somebody looked. Ask for ${sessions}, or build a new dataset.`,
    { reserved: sessions, asked: wanted },
  );
}
