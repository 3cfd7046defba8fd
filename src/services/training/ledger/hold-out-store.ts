// Reserved hold-outs and their openings. The first run that asks reserves the last sessions of a dataset; the openings are written down
// with their result, once per candidate, and stay. Called by the conductor (reserve) and by the opening of a hold-out.

import { type HoldOut, reserveHoldOut } from '../../../../engines/validation/deflation/hold-out.ts';
import { codec } from '../../../contracts/codec.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { HoldOutResult } from '../../../contracts/training-results.ts';
import type { Db } from '../../db/port.ts';
import type { TrainingTable } from '../steps/contract.ts';

interface HoldOutRow {
  readonly dataset_hash: string;
  readonly from_time: number;
  readonly to_time: number;
  readonly sessions: number;
  readonly run_id: string;
}

export async function holdOutOf(db: Db, datasetHash: string): Promise<HoldOut | null> {
  const row = await db.get<HoldOutRow>('SELECT * FROM hold_out WHERE dataset_hash = ?', [datasetHash]);
  return row === undefined
    ? null
    : { datasetHash, from: row.from_time, to: row.to_time, sessions: row.sessions };
}

/** What a request for `sessions` would meet: the reserved hold-out, the one it would reserve, or null for none. Writes nothing. */
export async function plannedHoldOut(
  db: Db,
  table: Pick<TrainingTable, 'datasetHash' | 'sessions'>,
  sessions: number,
): Promise<HoldOut | null> {
  const known = await holdOutOf(db, table.datasetHash);
  if (known !== null) {
    if (known.sessions === sessions) return known;
    throw new AppError(
      'CONFLICT',
      `The first run on this dataset reserved its last ${known.sessions} sessions as hold-out; this one asks for ${sessions}. Nothing was started: what a model may never see must not move once somebody looked. Ask for ${known.sessions}, or build a new dataset.`,
      { reserved: known.sessions, asked: sessions },
    );
  }
  if (sessions === 0) return null;
  try {
    return reserveHoldOut(table.datasetHash, table.sessions, sessions).holdOut;
  } catch (error) {
    throw new AppError(
      'BAD_PARAMETER',
      `${sessions} sessions cannot be held out: the dataset has ${table.sessions.length}. Nothing was started; hold out fewer, or build a longer dataset.`,
      { sessions: table.sessions.length },
      error,
    );
  }
}

/** Fixes it for the dataset. Throws CONFLICT where another number was reserved before, BAD_PARAMETER where there are too few sessions. */
export async function reserveFor(
  db: Db,
  table: Pick<TrainingTable, 'datasetHash' | 'sessions'>,
  sessions: number,
  runId: string,
  at: number,
): Promise<HoldOut | null> {
  const planned = await plannedHoldOut(db, table, sessions);
  if (planned === null) return null;
  await db.run(
    `INSERT INTO hold_out (dataset_hash, from_time, to_time, sessions, run_id, happened_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (dataset_hash) DO NOTHING`,
    [table.datasetHash, planned.from, planned.to, planned.sessions, runId, Math.round(at)],
  );
  // Another run may have been faster.
  return plannedHoldOut(db, table, sessions);
}

export async function openingOf(db: Db, candidateId: string): Promise<HoldOutResult | null> {
  const row = await db.get<{ result: string }>('SELECT result FROM hold_out_opening WHERE candidate_id = ?', [
    candidateId,
  ]);
  return row === undefined ? null : resultFrom(row.result);
}

export async function openingsOf(db: Db, datasetHash: string): Promise<readonly HoldOutResult[]> {
  const rows = await db.all<{ result: string }>(
    'SELECT result FROM hold_out_opening WHERE dataset_hash = ? ORDER BY happened_at, candidate_id',
    [datasetHash],
  );
  return rows.map((row) => resultFrom(row.result));
}

/** Throws CONFLICT where the candidate had its look already: its result stands. */
export async function recordOpening(
  db: Db,
  datasetHash: string,
  result: HoldOutResult,
  at: number,
): Promise<void> {
  const outcome = await db.run(
    `INSERT INTO hold_out_opening (dataset_hash, candidate_id, reason, result, happened_at, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (dataset_hash, candidate_id) DO NOTHING`,
    [
      datasetHash,
      result.candidateId,
      result.reason,
      JSON.stringify(codec.serialize(result)),
      Math.round(result.openedAt),
      Math.round(at),
    ],
  );
  if (outcome.changes === 0) throw alreadyOpened((await openingOf(db, result.candidateId))!);
}

export function alreadyOpened({ reason, candidateId }: HoldOutResult): AppError {
  return new AppError(
    'CONFLICT',
    `This candidate already saw the hold-out (reason: ${reason}). Its result stands and can be read; another look needs another candidate.`,
    { candidateId },
  );
}

function resultFrom(text: string): HoldOutResult {
  return codec.deserialize(JSON.parse(text)) as HoldOutResult;
}
