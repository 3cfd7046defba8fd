// The job service: takes work in, runs the oldest first, so many at once as the settings say, one process each, and tells
// everybody how it goes. A job's process may do what it likes; this one only ever sees an outcome.

import { AppError } from '../../contracts/errors.ts';
import { JOB_KINDS, type Job, type JobKind, type JobService } from '../../contracts/jobs.ts';
import type { Settings } from '../../contracts/system.ts';
import type { Db } from '../db/port.ts';
import type { Host } from '../host.ts';
import { type Log, silentLog } from '../log/index.ts';
import { identityOf } from '../process-identity.ts';
import { createLiveJob, type LiveJob } from './live-job.ts';
import type { BodyOutcome } from './protocol.ts';
import { INTERRUPTED_MESSAGE } from './recover.ts';
import { createJobStore } from './store.ts';
import { hasEnded } from './transitions.ts';
import { waitForEnd } from './wait.ts';
import { runInWorker, WORKER_TIMES, type WorkerRun, type WorkerTimes } from './worker-run.ts';

export interface JobQueueOptions {
  readonly db: Db;
  readonly host: Pick<Host, 'now' | 'dataFolder' | 'readOnly' | 'startWorker' | 'holdAwake' | 'notify'>;
  /** Read before each start, so that a change counts for the next job. */
  readonly settings: () => Promise<Pick<Settings, 'jobConcurrency' | 'jobMemoryMb'>>;
  readonly log?: Log;
  readonly times?: Partial<QueueTimes>;
  /** A module that replaces the bodies; tests use it. */
  readonly bodiesModule?: string;
}

export interface QueueTimes extends WorkerTimes {
  /** Pause before the end of a job is stored again after a failure; grows with each. */
  readonly storeRetryMs: number;
}

export interface JobQueue extends JobService {
  /** Looks for work; called after a change of settings. */
  wake(): void;
}

interface Running {
  readonly live: LiveJob;
  readonly run: WorkerRun;
  cancelled: boolean;
  readonly ended: Promise<void>;
}

const LONGEST_TITLE = 200;
const LARGEST_PAYLOAD = 16 * 1024 * 1024;
const ENDED_JOBS_KEPT = 1_000;
/** Jobs longer than this tell the user when they end. */
const NOTIFY_AFTER_MS = 30_000;
const STORE_RETRIES = 5;
const TIMES: QueueTimes = { ...WORKER_TIMES, storeRetryMs: 1_000 };

export function createJobQueue(options: JobQueueOptions): JobQueue {
  const { db, host } = options;
  const log = options.log ?? silentLog;
  const store = createJobStore(db);
  const me = identityOf();
  const times = { ...TIMES, ...options.times };
  const running = new Map<string, Running>();
  const watchers = new Set<(job: Job) => void>();
  const closing = new AbortController();
  let releaseAwake: (() => void) | undefined;
  let pumping: Promise<void> | undefined;
  let pumpAgain = false;

  const noteError = (what: string) => (error: unknown) => log.error(what, { error });

  const show = (job: Job) => {
    for (const watcher of [...watchers]) {
      try {
        watcher(job);
      } catch (error) {
        noteError('A watcher of jobs failed')(error);
      }
    }
  };

  const wake = () => {
    pumpAgain = true;
    pumping ??= pump()
      .catch(noteError('The job queue could not start the next job'))
      .finally(() => {
        pumping = undefined;
        if (pumpAgain && !closing.signal.aborted) wake();
      });
  };

  const pump = async () => {
    while (pumpAgain && !closing.signal.aborted) {
      pumpAgain = false;
      const { jobConcurrency, jobMemoryMb } = await options.settings();
      while (running.size < jobConcurrency && !closing.signal.aborted) {
        const next = await store.nextQueued(me);
        if (!next) break;
        const startedAt = host.now();
        // False where it was cancelled a moment ago.
        if (await store.move(next.id, 'queued', 'running', { startedAt, owner: me }))
          start({ ...next, state: 'running', startedAt }, jobMemoryMb);
      }
    }
  };

  const start = (job: Job, memoryMb: number) => {
    const live = createLiveJob(job, {
      store,
      now: host.now,
      show,
      onError: noteError('Progress of a job could not be stored'),
    });
    releaseAwake ??= host.holdAwake('AnchorDesk is working through jobs');
    const run = runInWorker({
      host,
      memoryMb,
      times,
      init: {
        jobId: job.id,
        kind: job.kind,
        payload: job.payload,
        databaseFile: db.file,
        driver: db.driver,
        dataFolder: host.dataFolder,
        bodiesModule: options.bodiesModule,
      },
      onStarted: (pid) =>
        void store
          .setWorker(job.id, identityOf(pid))
          .catch(noteError('The process of a job could not be recorded')),
      onProgress: (progress) => live.progress(progress),
      onLines: (lines) => live.lines(lines),
    });
    const entry: Running = {
      live,
      run,
      cancelled: false,
      ended: run.outcome.then((outcome) => end(job.id, outcome)),
    };
    running.set(job.id, entry);
    show(job);
  };

  const end = async (jobId: string, outcome: BodyOutcome) => {
    const { live, cancelled } = running.get(jobId)!;
    await live.finish();
    const job = endedJob(live.job, outcome, closing.signal.aborted && !cancelled, host.now());
    // Where even this fails the row stays "running" and the next start marks it interrupted.
    await storeEnd(job).catch(noteError('The end of a job could not be recorded'));
    running.delete(jobId);
    log.info(`Job ${job.state}`, { jobId, kind: job.kind, title: job.title, failure: job.error?.message });
    if (host.now() - job.startedAt! > NOTIFY_AFTER_MS) host.notify(job.title, `The job is ${job.state}.`);
    show(job);
    if (running.size === 0) {
      releaseAwake?.();
      releaseAwake = undefined;
      await store.prune(ENDED_JOBS_KEPT).catch(noteError('Old jobs could not be cleared'));
    }
    if (!closing.signal.aborted) wake();
  };

  /** A full disk may have room again a moment later; a job must not stay "running" for ever because of it. */
  const storeEnd = async (job: Job) => {
    for (let attempt = 1; ; attempt++) {
      try {
        await store.move(job.id, 'running', job.state, {
          endedAt: job.endedAt ?? host.now(),
          progress: job.progress,
          ...(job.state === 'done' ? { resultJson: JSON.stringify(job.result) } : {}),
          error: job.error ?? undefined,
        });
        return;
      } catch (error) {
        if (attempt === STORE_RETRIES || closing.signal.aborted) throw error;
        noteError('The end of a job could not be stored yet')(error);
        await new Promise((resolve) => setTimeout(resolve, times.storeRetryMs * attempt));
      }
    }
  };

  const enqueue = async (kind: JobKind, title: string, payload: unknown, rerunOf: string | null) => {
    if (closing.signal.aborted) throw new AppError('REFUSED', 'AnchorDesk is closing. Nothing was started.');
    if (host.readOnly)
      throw new AppError(
        'REFUSED',
        'This desk was opened read-only, so no job can start. Nothing was changed.',
      );
    checkRequest(kind, payload);
    const job = await store.add({
      kind,
      title: title.slice(0, LONGEST_TITLE),
      payload,
      rerunOf,
      createdAt: host.now(),
      owner: me,
    });
    show(job);
    wake();
    return job;
  };

  const get = async (jobId: string) => running.get(jobId)?.live.job ?? store.get(jobId);

  const queue: JobQueue = {
    enqueue: (kind, title, payload) => enqueue(kind, title, payload, null),
    get,
    wake,

    async list(limit = 100) {
      return (await store.list(limit)).map((job) =>
        hasEnded(job.state) ? job : (running.get(job.id)?.live.job ?? job),
      );
    },

    async cancel(jobId) {
      const endedAt = host.now();
      if (await store.move(jobId, 'queued', 'cancelled', { endedAt })) show(await store.get(jobId));
      const entry = running.get(jobId);
      if (entry) {
        entry.cancelled = true;
        entry.run.cancel();
        return entry.live.job;
      }
      const job = await store.get(jobId);
      if (job.state === 'running')
        throw new AppError('CONFLICT', 'Another AnchorDesk process runs this job; cancel it there.');
      return job;
    },

    async rerun(jobId) {
      const job = await get(jobId);
      if (!hasEnded(job.state))
        throw new AppError(
          'CONFLICT',
          `The job is still ${job.state}. Wait for it to end, or cancel it first.`,
        );
      return enqueue(job.kind, job.title, job.payload, job.id);
    },

    async log(jobId, lines = 200) {
      const entry = running.get(jobId);
      if (entry) await entry.live.flush();
      else await store.get(jobId);
      return store.log(jobId, lines);
    },

    watch(listener) {
      // Its own function, so that one listener may watch twice.
      const own = (job: Job) => listener(job);
      watchers.add(own);
      return () => void watchers.delete(own);
    },

    waitFor: (jobId, signal) => waitForEnd({ queue, jobId, signal, closing: closing.signal }),

    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      await pumping;
      for (const entry of running.values()) entry.run.cancel();
      await Promise.all([...running.values()].map((entry) => entry.ended));
      watchers.clear();
    },
  };
  wake();
  return queue;
}

function checkRequest(kind: JobKind, payload: unknown): void {
  if (!JOB_KINDS.includes(kind))
    throw new AppError('BAD_REQUEST', `There is no kind of job called "${kind}". Nothing was started.`);
  if ((JSON.stringify(payload ?? null) ?? 'null').length > LARGEST_PAYLOAD)
    throw new AppError('BAD_REQUEST', 'The request is too large for the job queue. Nothing was started.');
}

/** A cancelled job that the user did not cancel was stopped because the application closes. */
function endedJob(job: Job, outcome: BodyOutcome, byClosing: boolean, endedAt: number): Job {
  const { eta: _, ...progress } = job.progress;
  const ended = { ...job, progress, endedAt };
  switch (outcome.state) {
    case 'done':
      return {
        ...ended,
        state: 'done',
        progress: { ...progress, fraction: 1 },
        result: JSON.parse(outcome.resultJson),
      };
    case 'failed':
      return { ...ended, state: 'failed', error: outcome.error };
    case 'cancelled':
      return byClosing
        ? { ...ended, state: 'interrupted', error: { code: 'INTERRUPTED', message: INTERRUPTED_MESSAGE } }
        : { ...ended, state: 'cancelled' };
  }
}
