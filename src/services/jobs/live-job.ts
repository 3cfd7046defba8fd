// One running job in the application's memory: its newest progress, its buffered log lines, and when each goes to the page
// and to the store. Made by the queue; the store's failures are handed to `onError`, never thrown into timers.

import type { Job, JobProgress } from '../../contracts/jobs.ts';
import { redactText } from '../log/index.ts';
import { createEtaEstimator } from './eta.ts';
import { createGate } from './gate.ts';
import { cleanProgress } from './progress.ts';
import { type JobStore, LOG_LINES_KEPT } from './store.ts';

const SHOW_INTERVAL_MS = 100;
const STORE_INTERVAL_MS = 1_000;

export interface LiveJob {
  readonly job: Job;
  progress(progress: JobProgress): void;
  lines(lines: readonly string[]): void;
  /** Writes what is buffered. */
  flush(): Promise<void>;
  /** Ends the timers, then flushes. */
  finish(): Promise<void>;
}

export interface LiveJobOptions {
  readonly store: JobStore;
  readonly now: () => number;
  readonly show: (job: Job) => void;
  readonly onError: (error: unknown) => void;
}

export function createLiveJob(started: Job, options: LiveJobOptions): LiveJob {
  const { store, now } = options;
  const estimate = createEtaEstimator();
  let job = started;
  let buffered: string[] = [];
  let writing: Promise<void> = Promise.resolve();

  const writeLines = () => {
    writing = writing.then(async () => {
      const lines = buffered;
      buffered = [];
      await store.appendLog(job.id, lines, now()).catch(options.onError);
    });
    return writing;
  };
  const showGate = createGate<Job>(SHOW_INTERVAL_MS, options.show);
  const storeGate = createGate<JobProgress>(STORE_INTERVAL_MS, (progress) => {
    store.setProgress(job.id, progress).catch(options.onError);
  });
  const lineGate = createGate<void>(STORE_INTERVAL_MS / 2, () => void writeLines());

  return {
    get job() {
      return job;
    },
    progress(reported) {
      const clean = cleanProgress(reported, job.progress);
      const eta = clean.eta ?? estimate(clean.fraction, now());
      job = { ...job, progress: eta === undefined ? clean : { ...clean, eta } };
      showGate.push(job);
      storeGate.push(job.progress);
    },
    lines(lines) {
      for (const line of lines) buffered.push(redactText(line));
      if (buffered.length > LOG_LINES_KEPT) buffered = buffered.slice(-LOG_LINES_KEPT);
      lineGate.push();
    },
    flush: writeLines,
    async finish() {
      showGate.stop();
      storeGate.stop();
      lineGate.stop();
      await writeLines();
    },
  };
}
