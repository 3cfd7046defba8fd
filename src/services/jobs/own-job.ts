// A job that the calling process does itself, recorded in the queue's table like any other: it shows in Monitor, and a desk
// that starts meanwhile sees by its owner whether it still runs. Used by the command line; starts no process.

import type { ErrorData } from '../../contracts/errors.ts';
import type { Job, JobKind, JobProgress } from '../../contracts/jobs.ts';
import type { Db } from '../db/port.ts';
import { identityOf } from '../process-identity.ts';
import { createLiveJob } from './live-job.ts';
import { createJobStore } from './store.ts';

export type OwnJobEnd =
  | { readonly state: 'done'; readonly result: unknown }
  | { readonly state: 'failed'; readonly error: ErrorData }
  | { readonly state: 'cancelled' };

export interface OwnJob {
  readonly job: Job;
  progress(progress: JobProgress): void;
  log(line: string): void;
  end(outcome: OwnJobEnd): Promise<void>;
}

export async function beginOwnJob(
  db: Db,
  { kind, title, payload }: { readonly kind: JobKind; readonly title: string; readonly payload: unknown },
  now: () => number,
): Promise<OwnJob> {
  const store = createJobStore(db);
  const createdAt = now();
  // Never queued, not even for a moment: this process may have a queue of its own that would take it.
  const job = await store.add({
    kind,
    title,
    payload,
    rerunOf: null,
    createdAt,
    startedAt: createdAt,
    owner: identityOf(),
  });
  // Progress that could not be stored is shown by nobody and stops nothing.
  const live = createLiveJob(job, { store, now, show: () => {}, onError: () => {} });
  return {
    job,
    progress: (progress) => live.progress(progress),
    log: (line) => live.lines([line]),
    async end(outcome) {
      await live.finish();
      const { eta: _, ...progress } = live.job.progress;
      await store.move(job.id, 'running', outcome.state, {
        endedAt: now(),
        progress: outcome.state === 'done' ? { ...progress, fraction: 1 } : progress,
        ...(outcome.state === 'done' ? { resultJson: JSON.stringify(outcome.result ?? null) } : {}),
        ...(outcome.state === 'failed' ? { error: outcome.error } : {}),
      });
    },
  };
}
