// What the command line and its work thread say to each other. Both ends import it.

import type { ErrorData } from '../../contracts/errors.ts';
import type { JobKind, JobProgress } from '../../contracts/jobs.ts';
import type { Db } from '../../services/db/port.ts';

export interface WorkOrder {
  readonly kind: JobKind;
  readonly payload: unknown;
  readonly jobId: string;
  readonly databaseFile: string;
  readonly driver: Db['driver'];
  readonly dataFolder: string;
  /** Takes the bodies that store nothing. */
  readonly rehearsal: boolean;
  /** One shared number; anything but 0 means stop. */
  readonly stop: Int32Array;
}

export type WorkReport =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | { readonly type: 'log'; readonly line: string }
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'failed'; readonly error: ErrorData };
