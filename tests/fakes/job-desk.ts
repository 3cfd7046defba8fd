// A queue over a real file with real worker processes, for tests: opens, recovers, and lets a test wait for what it needs.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import type { Job } from '../../src/contracts/jobs.ts';
import { createNodeHost } from '../../src/server/node-host.ts';
import { type Db, migrate, openDb } from '../../src/services/db/index.ts';
import {
  createJobQueue,
  type JobQueue,
  type QueueTimes,
  type Recovery,
  recoverJobs,
} from '../../src/services/jobs/index.ts';
import { migrations } from '../../src/services/jobs/migrations.ts';

const BODIES = fileURLToPath(new URL('job-bodies.ts', import.meta.url));

export interface JobDesk {
  readonly folder: string;
  readonly db: Db;
  readonly queue: JobQueue;
  readonly recovery: Recovery;
  /** Every state each job was seen in, in order. */
  readonly seen: Map<string, Job[]>;
  readonly settings: { jobConcurrency: number; jobMemoryMb: number };
  file(name: string): string;
  close(): Promise<void>;
}

export const newDeskFolder = (): string => mkdtempSync(join(tmpdir(), 'desk-jobs-'));

export async function openJobDesk(
  folder: string = newDeskFolder(),
  times: Partial<QueueTimes> = {},
  driver: Db['driver'] = 'node:sqlite',
  wrapDb: (db: Db) => Db = (db) => db,
): Promise<JobDesk> {
  const host = { ...createNodeHost({ shell: 'browser', dataFolder: folder }), holdAwake: () => () => {} };
  const db = wrapDb(await openDb({ file: join(folder, 'anchordesk.db'), driver }));
  await migrate(db, migrations);
  const recovery = await recoverJobs(db, { now: Date.now, adoptQueued: true });
  const settings = { jobConcurrency: 2, jobMemoryMb: 512 };
  const queue = createJobQueue({ db, host, settings: async () => settings, times, bodiesModule: BODIES });
  const seen = new Map<string, Job[]>();
  queue.watch((job) => void seen.set(job.id, [...(seen.get(job.id) ?? []), job]));
  return {
    folder,
    db,
    queue,
    recovery,
    seen,
    settings,
    file: (name) => join(folder, name),
    async close() {
      await queue.close();
      await db.close();
    },
  };
}

/** Opens desks that are closed when the test ends. Call once per file. */
export function closingJobDesks(): typeof openJobDesk {
  const desks: JobDesk[] = [];
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.close();
  });
  return async (...options) => {
    const desk = await openJobDesk(...options);
    desks.push(desk);
    return desk;
  };
}

/** Polls until `condition` holds; the test's own time-out ends a condition that never does. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}
