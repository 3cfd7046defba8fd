// Really killing the process that runs jobs, at many moments: the file opens, every job is whole or interrupted, nothing half
// is stored, and no worker outlives its application.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { migrate, openDb } from '../../src/services/db/index.ts';
import { recoverJobs } from '../../src/services/jobs/index.ts';
import { migrations } from '../../src/services/jobs/migrations.ts';
import { createJobStore } from '../../src/services/jobs/store.ts';
import { identityOf, isAlive, type ProcessIdentity } from '../../src/services/process-identity.ts';
import { newDeskFolder, openJobDesk, until } from '../fakes/job-desk.ts';

const MAIN = fileURLToPath(new URL('../fakes/job-desk-main.ts', import.meta.url));
const KILLS = 12;
/** Two at a time: the machine has two cores, and each desk runs two workers. */
const LANES = 2;

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

/** Starts a desk process; `onLine` hears each line it prints. */
function startDesk(folder: string, mode: string, onLine: (line: string) => void = () => {}): ChildProcess {
  const child = spawn(process.execPath, [MAIN, folder, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  createInterface({ input: child.stdout! }).on('line', onLine);
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  children.delete(child);
}

async function workersOf(folder: string): Promise<ProcessIdentity[]> {
  const db = await openDb({ file: join(folder, 'anchordesk.db'), driver: 'node:sqlite' });
  const rows = await db.all<{ pid: number; start: string | null }>(
    'SELECT worker_pid AS pid, worker_start AS start FROM job WHERE worker_pid IS NOT NULL',
  );
  await db.close();
  return rows;
}

const begun = (folder: string, mode: string) =>
  until(
    () => existsSync(join(folder, `${mode}.pid`)) && readFileSync(join(folder, `${mode}.pid`), 'utf8') !== '',
  );

/** Kills a desk after it printed so many lines, opens its file again, and checks everything in it. */
async function killAfter(lines: number): Promise<{ interrupted: number; done: number }> {
  const folder = newDeskFolder();
  let printed = 0;
  const child = startDesk(folder, 'rows', () => printed++);
  await until(() => printed >= lines || child.exitCode !== null);
  expect(child.exitCode).toBeNull();
  await killed(child);
  const workers = await workersOf(folder);

  const db = await openDb({ file: join(folder, 'anchordesk.db'), driver: 'node:sqlite' });
  await migrate(db, migrations);
  expect(await db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  await recoverJobs(db, { now: Date.now, adoptQueued: false });
  await until(() => workers.every((worker) => !isAlive(worker)));
  const jobs = await createJobStore(db).list(1000);
  expect(jobs.length).toBeGreaterThan(0);
  const table = await db.get<{ n: number }>(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'pair'`);
  for (const job of jobs) {
    const parts = table!.n
      ? (await db.get<{ n: number }>('SELECT count(*) AS n FROM pair WHERE job = ?', [job.id]))!.n
      : 0;
    expect(parts % 2).toBe(0);
    if (job.state === 'done')
      expect({ result: job.result, parts }).toEqual({ result: { rows: 80 }, parts: 80 });
    else expect(['queued', 'interrupted']).toContain(job.state);
    if (job.state === 'interrupted') expect(job.error).toMatchObject({ code: 'INTERRUPTED' });
    if (job.state === 'queued') expect(parts).toBe(0);
  }
  await db.close();
  const count = (state: string) => jobs.filter((job) => job.state === state).length;
  return { interrupted: count('interrupted'), done: count('done') };
}

describe('the application is killed', () => {
  test(`${KILLS} times, at different moments`, { timeout: 240_000 }, async () => {
    const totals = { interrupted: 0, done: 0 };
    let next = 0;
    const lane = async () => {
      for (let kill = next++; kill < KILLS; kill = next++) {
        // From the first change of the first job to well into the second round of three.
        const found = await killAfter(1 + 3 * kill);
        totals.interrupted += found.interrupted;
        totals.done += found.done;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    // Both kinds must have been met, or the moments were badly chosen.
    expect(totals.interrupted).toBeGreaterThan(KILLS / 4);
    expect(totals.done).toBeGreaterThan(KILLS / 4);
  });

  test.each(['spin', 'stubborn'])('its worker leaves, even one that is busy (%s)', async (mode) => {
    const folder = newDeskFolder();
    const child = startDesk(folder, mode);
    await begun(folder, mode);
    await until(async () => (await workersOf(folder)).length === 1);
    const [worker] = await workersOf(folder);
    expect(isAlive(worker!)).toBe(true);
    await killed(child);
    await until(() => !isAlive(worker!));
  });

  test('the next start marks its job interrupted and runs it again when asked', async () => {
    const folder = newDeskFolder();
    const child = startDesk(folder, 'stubborn');
    await begun(folder, 'stubborn');

    // While that process lives its job is left alone.
    const meanwhile = await openDb({ file: join(folder, 'anchordesk.db'), driver: 'node:sqlite' });
    expect(await recoverJobs(meanwhile, { now: Date.now, adoptQueued: true })).toEqual({
      interrupted: [],
      adopted: [],
    });
    await meanwhile.close();

    await killed(child);
    const desk = await openJobDesk(folder, { cancelGraceMs: 50 });
    const [job] = desk.recovery.interrupted;
    expect(job).toMatchObject({ state: 'interrupted', error: { code: 'INTERRUPTED' } });
    expect(job!.endedAt).toBeGreaterThanOrEqual(job!.startedAt!);
    const again = await desk.queue.rerun(job!.id);
    expect(again.rerunOf).toBe(job!.id);
    await desk.queue.cancel(again.id);
    expect((await desk.queue.waitFor(again.id)).state).toBe('cancelled');
    await desk.close();
  });
});

describe('who is gone', () => {
  test('a process id used again by another process does not keep a job running', async () => {
    const folder = newDeskFolder();
    const db = await openDb({ file: join(folder, 'anchordesk.db'), driver: 'node:sqlite' });
    await migrate(db, migrations);
    const store = createJobStore(db);
    const parent = identityOf(process.ppid);
    const leave = async (owner: ProcessIdentity) => {
      const job = await store.add({
        kind: 'import',
        title: 'x',
        payload: null,
        rerunOf: null,
        createdAt: 1,
        owner,
      });
      await store.move(job.id, 'queued', 'running', { startedAt: 2 });
      return job.id;
    };
    const held = await leave(parent);
    const reused = await leave({ ...parent, start: 'another boot:1' });
    const impossible = await leave({ pid: -1, start: null });
    const found = await recoverJobs(db, { now: () => 3, adoptQueued: false });
    // Without /proc a process cannot be told from its namesake, and the job is left alone.
    const expected = parent.start === null ? [impossible] : [reused, impossible];
    expect(found.interrupted.map((job) => job.id)).toEqual(expected);
    expect((await store.get(held)).state).toBe('running');
    await db.close();
  });
});
