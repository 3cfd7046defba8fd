// Removes a run with what only it had: candidates, their backtests and reports, results no other run reads, their objects and
// checkpoints. Called by the service. Bundles stay: a model that was exported or approved does not vanish with the list it came from.

import type { Db } from '../../db/port.ts';
import { removeCandidates } from '../evaluate/remove-candidates.ts';
import { createCheckpointStore } from './checkpoints.ts';
import { createObjectStore } from './objects.ts';
import { createResultStore } from './result-store.ts';
import { createTrainingRunStore } from './run-store.ts';

/**
 * Throws NOT_FOUND. The run's own row goes after its candidates, so that a removal that was cut off can be done again. While another
 * run goes on, results and objects stay until a later removal: what that run writes at the moment has no owner yet.
 */
export async function removeRun(db: Db, dataFolder: string, runId: string, now: () => number): Promise<void> {
  const runs = createTrainingRunStore(db);
  await runs.summary(runId);
  await removeCandidates({ db, dataFolder }, runId);
  await runs.remove(runId);
  const before = now();
  const kept = await createResultStore(db).prune();
  if (kept === null) return;
  createObjectStore(dataFolder).prune(kept, before);
  createCheckpointStore(dataFolder).prune(await underWay(db));
}

/** Hashes of the inputs of steps that were begun and are not done: a paused run goes on from their checkpoints. */
async function underWay(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.all<{ hash: string }>(
    `SELECT DISTINCT input_hash AS hash FROM training_step WHERE input_hash IS NOT NULL AND state <> 'done'`,
  );
  return new Set(rows.map(({ hash }) => hash));
}
