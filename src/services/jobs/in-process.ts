// Runs one job's body in the caller's own process, without the queue. The command line uses it: no second process to start,
// and Ctrl-C reaches the work directly.

import { randomUUID } from 'node:crypto';
import { AppError } from '../../contracts/errors.ts';
import type { JobKind, JobProgress } from '../../contracts/jobs.ts';
import { loadBody } from './bodies.ts';
import type { JobDependencies } from './body.ts';
import { createEtaEstimator } from './eta.ts';
import { createGate } from './gate.ts';
import { cleanProgress, NO_PROGRESS } from './progress.ts';

const PROGRESS_INTERVAL_MS = 100;

export interface InProcessOptions {
  readonly onLog?: (line: string) => void;
  readonly jobId?: string;
  readonly bodiesModule?: string;
}

/** Resolves with the body's result; throws what the body throws, or CANCELLED when the signal was given. */
export async function runJobInProcess(
  kind: JobKind,
  payload: unknown,
  dependencies: JobDependencies,
  onProgress: (progress: JobProgress) => void = () => {},
  signal: AbortSignal = new AbortController().signal,
  options: InProcessOptions = {},
): Promise<unknown> {
  const body = await loadBody(kind, options.bodiesModule);
  const estimate = createEtaEstimator();
  const gate = createGate(PROGRESS_INTERVAL_MS, onProgress);
  let last = NO_PROGRESS;
  try {
    return await body(
      payload,
      {
        jobId: options.jobId ?? randomUUID(),
        signal,
        log: options.onLog ?? (() => {}),
        progress: (progress) => {
          last = cleanProgress(progress, last);
          const eta = last.eta ?? estimate(last.fraction, dependencies.now());
          gate.push(eta === undefined ? last : { ...last, eta });
        },
      },
      dependencies,
    );
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new AppError('CANCELLED', 'Cancelled. What had been stored until then is kept.', undefined, error);
  } finally {
    gate.flush();
    gate.stop();
  }
}
