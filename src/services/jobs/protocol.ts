// What the application and a worker say to each other. Both ends import it; every message is checked against it.
// Channels: `control` carries the plain messages below, `job` the calls to the worker, `report` the calls back.

import { z } from 'zod';
import type { ErrorData } from '../../contracts/errors.ts';
import type { JobProgress } from '../../contracts/jobs.ts';

export const BEAT_INTERVAL_MS = 2_000;

/** First message to a worker: everything it needs. Secrets are never in it. */
export const initSchema = z.object({
  type: z.literal('init'),
  jobId: z.string().min(1),
  kind: z.string().min(1),
  payload: z.unknown(),
  databaseFile: z.string().min(1),
  driver: z.enum(['sqlite3', 'node:sqlite']),
  dataFolder: z.string().min(1),
  /** Another module to take the bodies from; tests use it. */
  bodiesModule: z.string().optional(),
});
export type WorkerInit = z.infer<typeof initSchema>;

export const beatSchema = z.object({
  type: z.literal('beat'),
  /** Resident memory of the sender in bytes. */
  residentBytes: z.number().nonnegative(),
});
export type Beat = z.infer<typeof beatSchema>;

export const leaveSchema = z.object({ type: z.literal('leave') });

/** The worker cleans what bodies report (progress.ts), so nothing but finite numbers arrives. */
export const progressSchema = z.object({
  stage: z.string(),
  fraction: z.number(),
  done: z.number().optional(),
  total: z.number().optional(),
  unit: z.string().optional(),
  eta: z.number().optional(),
});

/** How a body ended, as its worker tells it. The result is JSON already, so that what is stored is what was checked. */
export type BodyOutcome =
  | { readonly state: 'done'; readonly resultJson: string }
  | { readonly state: 'failed'; readonly error: ErrorData }
  | { readonly state: 'cancelled' };

/** Exposed by the worker. */
export interface WorkerCalls {
  run(): Promise<BodyOutcome>;
  cancel(): void;
}

/** Exposed by the application. */
export interface ReportCalls {
  progress(progress: JobProgress): void;
  log(lines: readonly string[]): void;
}

/** Exit codes of a worker that ends on its own account. */
export const WORKER_EXIT = { noLink: 64, noInit: 65, orphaned: 66 } as const;
