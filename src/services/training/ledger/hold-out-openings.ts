// Openings of hold-outs: written down with reason and result, once per candidate, and never changed. Called by the opening of a hold-out and
// wherever a candidate is shown. What is held out is set apart when a run's split is made (run/hold-out-reservation.ts).

import { codec } from '../../../contracts/codec.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { HoldOutResult } from '../../../contracts/training-results.ts';
import type { Db } from '../../db/port.ts';

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

export interface HoldOutLooks {
  /** Trials over the whole dataset that were written down before its hold-out was set apart. */
  readonly before: number;
  /** Candidates that have met it. */
  readonly opened: number;
}

/** How untouched a hold-out still is; zeros where none was set apart. */
export async function looksAtHoldOut(db: Db, datasetHash: string): Promise<HoldOutLooks> {
  const row = await db.get<HoldOutLooks>(
    `SELECT
       (SELECT count(*) FROM trial_ledger t WHERE t.dataset_hash = h.dataset_hash AND t.source <> 'manual-backtest'
          AND t.recorded_at < h.happened_at) AS before,
       (SELECT count(*) FROM hold_out_opening o WHERE o.dataset_hash = h.dataset_hash) AS opened
     FROM hold_out h WHERE h.dataset_hash = ?`,
    [datasetHash],
  );
  return row ?? { before: 0, opened: 0 };
}

/** False where the candidate had its look already: its result stands. */
export async function recordOpening(
  db: Db,
  datasetHash: string,
  result: HoldOutResult,
  at: number,
): Promise<boolean> {
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
  return outcome.changes === 1;
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
