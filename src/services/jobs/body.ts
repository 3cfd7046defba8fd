// What a job's body is: a function living in its service's folder, run in a worker process or in the CLI's own process.
import type { JobContext } from '../../contracts/jobs.ts';
import type { Db } from '../db/port.ts';

export interface JobDependencies {
  readonly db: Db;
  readonly dataFolder: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** `payload` is validated by the body with its own schema; the result must be plain data (it is stored as JSON). */
export type JobBody = (
  payload: unknown,
  context: JobContext,
  dependencies: JobDependencies,
) => Promise<unknown>;
