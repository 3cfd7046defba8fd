// Durable jobs: what the queue stores and what the page shows of it.
import { z } from 'zod';
import type { ErrorData } from './errors.ts';

export const JOB_KINDS = [
  'import',
  'sample',
  'backtest',
  'waterfall',
  'sweep',
  'feature-study',
  'pattern-study',
  'dataset',
  'dataset-verify',
  'dataset-export',
  'dataset-import',
  'training',
  'predict',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface JobProgress {
  /** Stage in words: `Reading NSE_TCS_5minute.csv.gz`. */
  readonly stage: string;
  /** 0..1; NaN-free. */
  readonly fraction: number;
  /** Units done and in all, for `1,204 of 9,000 bars`. */
  readonly done?: number;
  readonly total?: number;
  readonly unit?: string;
  /** Estimated epoch milliseconds of the end; absent while unknown. */
  readonly eta?: number;
}

export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly title: string;
  readonly state: JobState;
  readonly payload: unknown;
  readonly progress: JobProgress;
  readonly result: unknown;
  readonly error: ErrorData | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** The job this one reran, if any. */
  readonly rerunOf: string | null;
}

/** Kinds whose result is a whole report: a study's correlations grow with the square of its features. */
export const REPORT_KINDS: readonly JobKind[] = ['feature-study', 'pattern-study', 'sweep'];

/** A job as it stands in a list: without its report, where it has one. */
export function listedJob(job: Job): Job {
  return job.result !== null && REPORT_KINDS.includes(job.kind) ? { ...job, result: null } : job;
}

export const jobIdSchema = z.object({ jobId: z.string().min(1) });

export interface JobService {
  enqueue(kind: JobKind, title: string, payload: unknown): Promise<Job>;
  get(jobId: string): Promise<Job>;
  /** Newest first, as `listedJob` leaves them: reports are read one at a time, with `get`. */
  list(limit?: number): Promise<readonly Job[]>;
  cancel(jobId: string): Promise<Job>;
  /** Queues the same work again; importing and building skip what is already stored. */
  rerun(jobId: string): Promise<Job>;
  log(jobId: string, lines?: number): Promise<readonly string[]>;
  /** Calls back on every change of any job (state or progress, at most about 10 a second per job). Returns the stop function. */
  watch(listener: (job: Job) => void): () => void;
  /** Resolves when the job has ended (done, failed, cancelled or interrupted). */
  waitFor(jobId: string, signal?: AbortSignal): Promise<Job>;
  close(): Promise<void>;
}

/** What the body of a job gets; bodies live in services and run in a worker process (or in the CLI's own process). */
export interface JobContext {
  readonly jobId: string;
  progress(progress: JobProgress): void;
  log(line: string): void;
  /** Aborted when the user cancels; long loops check it between units of work. */
  readonly signal: AbortSignal;
}
