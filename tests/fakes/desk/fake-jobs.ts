// An in-memory job queue whose jobs advance by a timer: what the page needs to show progress, cancel and rerun.
// For looking at the page during development only; the real queue has its own contract suite.

import { AppError } from '../../../src/contracts/errors.ts';
import type { Job, JobKind, JobService } from '../../../src/contracts/jobs.ts';

const TICK_MS = 120;

export interface FakeJobs extends JobService {
  /** A job that is already over, for lists with history. */
  add(job: Partial<Job> & Pick<Job, 'kind' | 'title'>): Job;
}

/** `finish` makes the result of a job (or throws its error data) once its bar is full. */
export function fakeJobs(finish: (job: Job) => unknown, ticks = 30): FakeJobs {
  const jobs = new Map<string, Job>();
  const listeners = new Set<(job: Job) => void>();
  let next = 1;

  function put(job: Job): Job {
    jobs.set(job.id, job);
    for (const listener of listeners) listener(job);
    return job;
  }
  function get(id: string): Job {
    const job = jobs.get(id);
    if (!job) throw new AppError('NOT_FOUND', `There is no job ${id}. Nothing was changed.`);
    return job;
  }
  function base(kind: JobKind, title: string, payload: unknown): Job {
    return {
      id: `job-${String(next++).padStart(4, '0')}`,
      kind,
      title,
      state: 'queued',
      payload,
      progress: { stage: 'Waiting', fraction: 0 },
      result: null,
      error: null,
      createdAt: Date.now(),
      startedAt: null,
      endedAt: null,
      rerunOf: null,
    };
  }
  function advance(id: string, step: number): void {
    const job = get(id);
    if (job.state !== 'queued' && job.state !== 'running') return;
    const now = Date.now();
    const startedAt = job.startedAt ?? now;
    const fraction = step / ticks;
    if (fraction >= 1) {
      try {
        put({
          ...job,
          state: 'done',
          result: finish(job),
          endedAt: now,
          progress: { stage: 'Done', fraction: 1 },
        });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        put({ ...job, state: 'failed', endedAt: now, error: { code: 'BAD_DATA', message } });
      }
      return;
    }
    put({
      ...job,
      state: 'running',
      startedAt,
      progress: {
        stage: `Working on part ${Math.ceil(fraction * 20)} of 20`,
        fraction,
        done: Math.round(fraction * 290_000),
        total: 290_000,
        unit: 'bars',
        eta: now + (ticks - step) * TICK_MS,
      },
    });
    setTimeout(() => advance(id, step + 1), TICK_MS);
  }

  return {
    add: (job) => put({ ...base(job.kind, job.title, null), ...job }),
    async enqueue(kind, title, payload) {
      const job = put(base(kind, title, payload));
      setTimeout(() => advance(job.id, 1), TICK_MS);
      return job;
    },
    get: async (id) => get(id),
    list: async (limit = 100) => [...jobs.values()].sort((a, b) => b.createdAt - a.createdAt).slice(0, limit),
    cancel: async (id) => put({ ...get(id), state: 'cancelled', endedAt: Date.now() }),
    async rerun(id) {
      const old = get(id);
      const job = put({ ...base(old.kind, old.title, old.payload), rerunOf: id });
      setTimeout(() => advance(job.id, 1), TICK_MS);
      return job;
    },
    log: async (id) => [`${get(id).title}`, 'Opened the file', 'Read 290,000 bars', 'Nothing unusual'],
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    waitFor: async (id) => get(id),
    close: async () => {},
  };
}
