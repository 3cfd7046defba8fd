// Jobs as the one file holds them: several processes over it, the list that is read from it, and a disk without room for the end.
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/contracts/errors.ts';
import type { Db, SqlParameters } from '../../src/services/db/index.ts';
import { beginOwnJob } from '../../src/services/jobs/index.ts';
import { createJobStore } from '../../src/services/jobs/store.ts';
import { identityOf } from '../../src/services/process-identity.ts';
import { closingJobDesks, newDeskFolder, openJobDesk } from '../fakes/job-desk.ts';

const open = closingJobDesks();

describe('several processes on one file', () => {
  test('a job of another owner is shown and awaited, never taken', async () => {
    const desk = await open();
    const other = identityOf(process.ppid);
    const store = createJobStore(desk.db);
    const theirs = { kind: 'import', title: 'theirs', payload: { mode: 'echo' }, rerunOf: null } as const;
    const queued = await store.add({ ...theirs, createdAt: 1, owner: other });
    const running = await store.add({ ...theirs, createdAt: 1, startedAt: 1, owner: other });
    desk.queue.wake();
    const mine = await desk.queue.enqueue('import', 'mine', { mode: 'echo' });
    await desk.queue.waitFor(mine.id);
    expect((await desk.queue.get(queued.id)).state).toBe('queued');
    await expect(desk.queue.cancel(running.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    const waiting = desk.queue.waitFor(running.id);
    await store.move(running.id, 'running', 'done', { endedAt: 2, resultJson: '"theirs"' });
    expect(await waiting).toMatchObject({ state: 'done', result: 'theirs' });
  });

  test('work of this very process is recorded without passing through the queue', async () => {
    const desk = await open();
    const own = await beginOwnJob(
      desk.db,
      { kind: 'import', title: 'own', payload: { mode: 'throw' } },
      Date.now,
    );
    expect(own.job).toMatchObject({ state: 'running' });
    desk.queue.wake();
    const next = await desk.queue.enqueue('import', 'next', { mode: 'echo' });
    await desk.queue.waitFor(next.id);
    own.log('by hand');
    await own.end({ state: 'done', result: 5 });
    expect(await desk.queue.get(own.job.id)).toMatchObject({
      state: 'done',
      result: 5,
      progress: { fraction: 1 },
    });
    expect(await desk.queue.log(own.job.id)).toEqual(['by hand']);
  });
});

describe('the list of jobs', () => {
  test('leaves reports out, which are read by id, and keeps what leads to a result', async () => {
    const desk = await open();
    const report = { correlation: [[1, 0.5]] };
    const grid = await desk.queue.enqueue('sweep', 'grid', { mode: 'echo', value: report });
    await desk.queue.waitFor(grid.id);
    const build = await desk.queue.enqueue('sample', 'build', { mode: 'echo', value: { datasetId: 'd' } });
    await desk.queue.waitFor(build.id);

    const [newest, before, ...others] = await desk.queue.list();
    expect(others).toEqual([]);
    expect(newest).toEqual(await desk.queue.get(build.id));
    expect(newest?.result).toMatchObject({ value: { datasetId: 'd' } });
    const whole = await desk.queue.get(grid.id);
    expect(whole.result).toMatchObject({ value: report });
    expect(before).toEqual({ ...whole, result: null });
  });
});

describe('a disk that is full when the job ends', () => {
  /** Refuses the first so many attempts to store the end of a job. */
  const full = (times: number) => (db: Db) => ({
    ...db,
    run: async (sql: string, parameters?: SqlParameters) => {
      if (/UPDATE job SET state/.test(sql) && parameters?.[0] === 'done' && times-- > 0)
        throw new AppError('DISK_FULL', 'There is no space left.');
      return db.run(sql, parameters);
    },
  });

  test('the end is stored when there is room again', async () => {
    const desk = await open(undefined, { storeRetryMs: 5 }, 'node:sqlite', full(3));
    const job = await desk.queue.enqueue('import', 'echo', { mode: 'echo', value: 1 });
    expect((await desk.queue.waitFor(job.id)).state).toBe('done');
    expect(await createJobStore(desk.db).get(job.id)).toMatchObject({ state: 'done', result: { value: 1 } });
  });

  test('where it never is, whoever waits still hears, and the next start sorts it out', async () => {
    const folder = newDeskFolder();
    const desk = await openJobDesk(folder, { storeRetryMs: 1 }, 'node:sqlite', full(1_000));
    const job = await desk.queue.enqueue('import', 'echo', { mode: 'echo', value: 1 });
    expect((await desk.queue.waitFor(job.id)).state).toBe('done');
    await desk.close();
    const next = await open(folder);
    expect(next.recovery.interrupted.map(({ id }) => id)).toEqual([job.id]);
  });
});
