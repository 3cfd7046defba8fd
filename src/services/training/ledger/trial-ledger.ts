// The stored trial ledger: everything that was tried on a dataset, by its content hash. Called by the conductor as trials end, by the
// evaluation and by reports. Entries are only ever added; adding one again changes nothing.

import {
  countTrials as countEntries,
  type TrialCount,
  type TrialEntry,
} from '../../../../engines/validation/deflation/trial-ledger.ts';
import type { Db } from '../../db/port.ts';

interface LedgerRow {
  readonly id: string;
  readonly dataset_hash: string;
  readonly source: TrialEntry['source'];
  readonly fingerprint: string;
  readonly sharpe: number | null;
  readonly observations: number;
  readonly happened_at: number;
}

/** All or none; gives how many were new. Throws RangeError for entries that make no sense. */
export async function recordTrials(
  db: Db,
  entries: readonly TrialEntry[],
  recordedAt: number,
): Promise<number> {
  for (const entry of entries) check(entry);
  return db.transaction(async (tx) => {
    let added = 0;
    for (const { id, datasetHash, source, fingerprint, sharpe, observations, happenedAt } of entries) {
      const outcome = await tx.run(
        `INSERT INTO trial_ledger (id, dataset_hash, source, fingerprint, sharpe, observations, happened_at, recorded_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
        [
          id,
          datasetHash,
          source,
          fingerprint,
          sharpe,
          observations,
          Math.round(happenedAt),
          Math.round(recordedAt),
        ],
      );
      added += outcome.changes;
    }
    return added;
  });
}

/** Oldest first. */
export async function trialsOf(db: Db, datasetHash: string): Promise<readonly TrialEntry[]> {
  const rows = await db.all<LedgerRow>(
    'SELECT * FROM trial_ledger WHERE dataset_hash = ? ORDER BY happened_at, id',
    [datasetHash],
  );
  return rows.map((row) => ({
    id: row.id,
    datasetHash: row.dataset_hash,
    source: row.source,
    fingerprint: row.fingerprint,
    sharpe: row.sharpe,
    observations: row.observations,
    happenedAt: row.happened_at,
  }));
}

export async function countTrials(db: Db, datasetHash: string): Promise<TrialCount> {
  return countEntries(await trialsOf(db, datasetHash), datasetHash);
}

function check({ id, datasetHash, fingerprint, sharpe }: TrialEntry): void {
  if (id === '' || datasetHash === '' || fingerprint === '')
    throw new RangeError('a trial needs an id, a dataset and a fingerprint; nothing was written');
  if (sharpe !== null && !Number.isFinite(sharpe))
    throw new RangeError(`trial ${id} has the Sharpe ratio ${sharpe}; write null where there is none`);
}
