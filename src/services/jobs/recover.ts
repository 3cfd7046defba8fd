// Looks after what earlier processes left in the queue. Called once at start, before the queue runs: jobs whose owner is gone
// are marked interrupted, and queued ones of a gone owner find a new one.

import type { Job } from '../../contracts/jobs.ts';
import type { Db } from '../db/port.ts';
import { identityOf, isAlive, type ProcessIdentity } from '../process-identity.ts';
import { createJobStore, type JobStore } from './store.ts';

export interface Recovery {
  readonly interrupted: readonly Job[];
  readonly adopted: readonly Job[];
}

export interface RecoveryOptions {
  readonly now: () => number;
  /** Take over queued jobs too; the command line leaves them to the desk. */
  readonly adoptQueued: boolean;
}

export async function recoverJobs(db: Db, options: RecoveryOptions): Promise<Recovery> {
  const store = createJobStore(db);
  const me = identityOf();
  // This process starts its queue after this, so a running job in its name is a leftover too.
  const isGone = (owner: ProcessIdentity) => isSame(owner, me) || !isAlive(owner);

  const interrupted: Job[] = [];
  for (const { job, owner, worker } of await store.inState('running')) {
    if (!isGone(owner)) continue;
    if (worker !== null) endOrphan(worker);
    if (await markInterrupted(store, job, options.now())) interrupted.push(await store.get(job.id));
  }
  const adopted: Job[] = [];
  if (options.adoptQueued)
    for (const { job, owner } of await store.inState('queued')) {
      if (!isGone(owner)) continue;
      await store.setOwner(job.id, me);
      adopted.push(job);
    }
  return { interrupted, adopted };
}

export const INTERRUPTED_MESSAGE =
  'AnchorDesk ended while this job ran. What the job had stored until then is kept. Run it again to finish it; what is stored already is skipped.';

function markInterrupted(store: JobStore, job: Job, at: number): Promise<boolean> {
  return store.move(job.id, 'running', 'interrupted', {
    endedAt: at,
    error: { code: 'INTERRUPTED', message: INTERRUPTED_MESSAGE },
  });
}

/** A worker ends itself when its parent is gone; this only hurries one that has not noticed. Never ends a process by id alone. */
function endOrphan(worker: ProcessIdentity): void {
  if (worker.start === null || !isAlive(worker)) return;
  try {
    process.kill(worker.pid, 'SIGKILL');
  } catch {
    // It left by itself.
  }
}

function isSame(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.pid === b.pid && a.start === b.start;
}
