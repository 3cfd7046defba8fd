// Runs the body of the one job this worker was started for, with its own connection to the file, and answers how it ended.
// Never throws for what a body does.

import { AppError, toErrorData } from '../contracts/errors.ts';
import { type Db, openDb } from '../services/db/index.ts';
import { loadBody } from '../services/jobs/bodies.ts';
import type { BodyOutcome, WorkerInit } from '../services/jobs/protocol.ts';
import type { Reporter } from './reporter.ts';

const LARGEST_RESULT = 64 * 1024 * 1024;

export async function runJob(
  init: WorkerInit,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<BodyOutcome> {
  let db: Db | undefined;
  try {
    const body = await loadBody(init.kind, init.bodiesModule);
    db = await openDb({ file: init.databaseFile, driver: init.driver });
    const result = await body(
      init.payload,
      {
        jobId: init.jobId,
        signal,
        progress: (progress) => reporter.progress(progress),
        log: (line) => reporter.log(line),
      },
      { db, dataFolder: init.dataFolder, now: Date.now },
    );
    return { state: 'done', resultJson: toJson(result) };
  } catch (error) {
    if (signal.aborted) return { state: 'cancelled' };
    const data = toErrorData(error);
    if (!(error instanceof AppError))
      reporter.log(error instanceof Error ? (error.stack ?? data.message) : data.message);
    // Details may hold anything; what cannot be written as JSON cannot be sent either.
    return { state: 'failed', error: JSON.parse(JSON.stringify(data)) };
  } finally {
    await reporter.finish();
    await db?.close().catch(() => {});
  }
}

function toJson(result: unknown): string {
  const json = JSON.stringify(result ?? null);
  if (json === undefined)
    throw new AppError('INTERNAL', 'The job ended with a result that cannot be stored.');
  if (json.length > LARGEST_RESULT)
    throw new AppError(
      'INTERNAL',
      'The job ended with a result too large to store. What it had stored is kept.',
    );
  return json;
}
