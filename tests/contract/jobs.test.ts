// The job queue with real worker processes: order, limits, cancelling, crashes, memory, and what is told and stored.
// The bodies are small ones made for it (tests/fakes/job-bodies.ts).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/contracts/errors.ts';
import type { Job } from '../../src/contracts/jobs.ts';
import { isAlive } from '../../src/services/process-identity.ts';
import { closingJobDesks, newDeskFolder, openJobDesk, until } from '../fakes/job-desk.ts';
import { whyMissing } from './db-drivers.ts';

const open = closingJobDesks();

/** The process id a body wrote when it began. */
async function begun(file: string): Promise<number> {
  await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '');
  return Number(readFileSync(file, 'utf8'));
}
const isGone = (pid: number) => !isAlive({ pid, start: null });

describe.each(['node:sqlite', 'sqlite3'] as const)('over %s', (driver) => {
  test('a job runs in its own process and its result is stored', async (context) => {
    const missing = await whyMissing(driver);
    if (missing) context.skip(`skipped: ${missing}`);
    const desk = await open(undefined, {}, driver);
    const job = await desk.queue.enqueue('import', 'Echo', { mode: 'echo', value: [1, 'two', null] });
    expect(job).toMatchObject({ state: 'queued', title: 'Echo', rerunOf: null, startedAt: null });
    const ended = await desk.queue.waitFor(job.id);
    expect(ended).toMatchObject({ state: 'done', result: { value: [1, 'two', null] }, error: null });
    const { pid } = ended.result as { pid: number };
    expect(pid).not.toBe(process.pid);
    expect(isGone(pid)).toBe(true);
    expect(await desk.queue.get(job.id)).toEqual(ended);
    expect(await desk.queue.list()).toEqual([ended]);
    expect(await desk.queue.log(job.id)).toEqual(['mode echo']);
    expect(new Set(desk.seen.get(job.id)!.map((seen) => seen.state))).toEqual(
      new Set(['queued', 'running', 'done']),
    );
  });
});

describe('order', () => {
  test('two run at once, the oldest first, and never a third', async () => {
    const desk = await open();
    const gates = ['a', 'b', 'c', 'd'].map((name) => desk.file(`go-${name}`));
    const jobs: Job[] = [];
    for (const gate of gates)
      jobs.push(
        await desk.queue.enqueue('import', 'Wait', { mode: 'echo', begun: `${gate}.begun`, until: gate }),
      );
    const states = async () => Promise.all(jobs.map(async (job) => (await desk.queue.get(job.id)).state));

    await Promise.all([begun(`${gates[0]}.begun`), begun(`${gates[1]}.begun`)]);
    expect(await states()).toEqual(['running', 'running', 'queued', 'queued']);
    writeFileSync(gates[1]!, '');
    await begun(`${gates[2]}.begun`);
    expect(await states()).toEqual(['running', 'done', 'running', 'queued']);
    expect(existsSync(`${gates[3]}.begun`)).toBe(false);
    for (const gate of gates) writeFileSync(gate, '');
    const ended = await Promise.all(jobs.map((job) => desk.queue.waitFor(job.id)));
    expect(ended.map((job) => job.state)).toEqual(['done', 'done', 'done', 'done']);
    const starts = ended.map((job) => job.startedAt!);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect((await desk.queue.list()).map((job) => job.id)).toEqual(jobs.map((job) => job.id).reverse());
  });

  test('one at a time when the settings say so; more from the moment they change', async () => {
    const desk = await open();
    desk.settings.jobConcurrency = 1;
    const gate = desk.file('go');
    const first = await desk.queue.enqueue('import', '1', {
      mode: 'echo',
      begun: desk.file('1'),
      until: gate,
    });
    const second = await desk.queue.enqueue('import', '2', {
      mode: 'echo',
      begun: desk.file('2'),
      until: gate,
    });
    await begun(desk.file('1'));
    expect((await desk.queue.get(second.id)).state).toBe('queued');
    desk.settings.jobConcurrency = 2;
    desk.queue.wake();
    await begun(desk.file('2'));
    expect((await desk.queue.get(first.id)).state).toBe('running');
    writeFileSync(gate, '');
    await Promise.all([desk.queue.waitFor(first.id), desk.queue.waitFor(second.id)]);
  });
});

describe('failures stay in their job', () => {
  test.each([
    ['throw', 'INTERNAL', /the body broke/],
    ['app-error', 'BAD_DATA', /Line 3 is broken/],
    ['exit', 'WORKER_CRASHED', /exit code 7/],
    ['late-throw', 'WORKER_CRASHED', /exit code 1/],
    ['unstorable', 'INTERNAL', /BigInt/],
    ['no-such-mode', 'INTERNAL', /unknown mode/],
  ])('%s', async (mode, code, message) => {
    const desk = await open();
    const bad = await desk.queue.enqueue('import', mode, { mode });
    const good = await desk.queue.enqueue('import', 'next', { mode: 'echo', value: 1 });
    const ended = await desk.queue.waitFor(bad.id);
    expect(ended).toMatchObject({ state: 'failed', result: null, error: { code } });
    expect(ended.error!.message).toMatch(message);
    expect((await desk.queue.waitFor(good.id)).state).toBe('done');
  });

  test('the tail of what a crashed process printed is kept', async () => {
    const desk = await open();
    const job = await desk.queue.enqueue('import', 'exit', { mode: 'exit' });
    const ended = await desk.queue.waitFor(job.id);
    expect(ended.error!.details).toMatchObject({ exitCode: 7, signal: null, output: ['about to leave'] });
    expect(await desk.queue.log(job.id)).toContain('about to leave');
  });

  test('kill -9 in the middle', async () => {
    const desk = await open();
    const job = await desk.queue.enqueue('import', 'spin', { mode: 'spin', begun: desk.file('pid') });
    process.kill(await begun(desk.file('pid')), 'SIGKILL');
    expect(await desk.queue.waitFor(job.id)).toMatchObject({
      state: 'failed',
      error: { code: 'WORKER_CRASHED', details: { signal: 'SIGKILL', reason: 'crash' } },
    });
  });

  test('a kind nobody knows is refused before it is queued', async () => {
    const desk = await open();
    await expect(desk.queue.enqueue('mine' as 'import', 'x', {})).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect(await desk.queue.list()).toEqual([]);
  });

  test('nonsense on the link changes nothing', async () => {
    const desk = await open();
    const job = await desk.queue.enqueue('import', 'nonsense', { mode: 'nonsense' });
    expect(await desk.queue.waitFor(job.id)).toMatchObject({ state: 'done', result: 'still here' });
    expect((await desk.queue.log(job.id)).filter((line) => line.includes('refused'))).toHaveLength(4);
  });
});

describe('memory', () => {
  test('too many objects: the heap flag ends the process, and the message says why', async () => {
    const desk = await open();
    desk.settings.jobMemoryMb = 96;
    const job = await desk.queue.enqueue('import', 'heap', { mode: 'heap' });
    const ended = await desk.queue.waitFor(job.id);
    expect(ended).toMatchObject({
      state: 'failed',
      error: { code: 'WORKER_CRASHED', details: { reason: 'memory' } },
    });
    expect(ended.error!.message).toContain('96 MB');
  });

  test('too many arrays outside the heap: the watch ends the process', async () => {
    const desk = await open(undefined, { memoryCheckMs: 20 });
    desk.settings.jobMemoryMb = 128;
    const job = await desk.queue.enqueue('import', 'buffers', { mode: 'buffers' });
    const ended = await desk.queue.waitFor(job.id);
    expect(ended).toMatchObject({
      state: 'failed',
      error: { code: 'WORKER_CRASHED', details: { reason: 'memory', memoryMb: 128 } },
    });
    expect(ended.error!.message).toMatch(/occupied \d+ MB, more than its 128 MB/);
  });
});

describe('cancel', () => {
  test('a body that listens ends by itself', async () => {
    const desk = await open(undefined, { cancelGraceMs: 60_000 });
    const job = await desk.queue.enqueue('import', 'wait', {
      mode: 'echo',
      begun: desk.file('pid'),
      until: 'never',
    });
    const pid = await begun(desk.file('pid'));
    await desk.queue.cancel(job.id);
    expect(await desk.queue.waitFor(job.id)).toMatchObject({ state: 'cancelled', error: null });
    expect(isGone(pid)).toBe(true);
  });

  test.each(['spin', 'stubborn'])(
    'a body that does not listen (%s) is ended after the grace',
    async (mode) => {
      const desk = await open(undefined, { cancelGraceMs: 50 });
      const job = await desk.queue.enqueue('import', mode, { mode, begun: desk.file('pid') });
      const pid = await begun(desk.file('pid'));
      await desk.queue.cancel(job.id);
      await desk.queue.cancel(job.id);
      expect(await desk.queue.waitFor(job.id)).toMatchObject({ state: 'cancelled' });
      expect(isGone(pid)).toBe(true);
    },
  );

  test('a queued job never starts', async () => {
    const desk = await open();
    desk.settings.jobConcurrency = 1;
    const gate = desk.file('go');
    const first = await desk.queue.enqueue('import', '1', {
      mode: 'echo',
      begun: desk.file('1'),
      until: gate,
    });
    const second = await desk.queue.enqueue('import', '2', { mode: 'echo', begun: desk.file('2') });
    await begun(desk.file('1'));
    expect(await desk.queue.cancel(second.id)).toMatchObject({ state: 'cancelled', startedAt: null });
    writeFileSync(gate, '');
    await desk.queue.waitFor(first.id);
    expect(existsSync(desk.file('2'))).toBe(false);
    // Cancelling what has ended changes nothing.
    expect(await desk.queue.cancel(first.id)).toMatchObject({ state: 'done' });
  });
});

describe('rerun', () => {
  test('queues the same work as a new job that names the old one', async () => {
    const desk = await open();
    const job = await desk.queue.enqueue('sweep', 'Fails', { mode: 'throw', value: 4 });
    await desk.queue.waitFor(job.id);
    const again = await desk.queue.rerun(job.id);
    expect(again).toMatchObject({ kind: 'sweep', title: 'Fails', payload: job.payload, rerunOf: job.id });
    expect(again.id).not.toBe(job.id);
    expect((await desk.queue.waitFor(again.id)).state).toBe('failed');
  });

  test('is refused while the job has not ended, or for a job there never was', async () => {
    const desk = await open();
    const job = await desk.queue.enqueue('import', 'wait', { mode: 'echo', until: desk.file('go') });
    await expect(desk.queue.rerun(job.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(desk.queue.rerun('nope')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    writeFileSync(desk.file('go'), '');
    await desk.queue.waitFor(job.id);
  });
});

describe('what is told', () => {
  test('progress comes at most about ten times a second, clean, with an estimate, and ends whole', async () => {
    const desk = await open();
    const job = await desk.queue.enqueue('import', 'count', { mode: 'progress' });
    const ended = await desk.queue.waitFor(job.id);
    const running = desk.seen.get(job.id)!.filter((seen) => seen.state === 'running');
    expect(running.length).toBeGreaterThan(3);
    const seconds = (ended.endedAt! - ended.startedAt!) / 1000;
    expect(running.length).toBeLessThan(seconds * 10 + 3);
    expect(running.every(({ progress }) => progress.fraction >= 0 && progress.fraction <= 1)).toBe(true);
    const fractions = running.map(({ progress }) => progress.fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(ended.progress).toMatchObject({ fraction: 1, total: 200 });
    expect(ended.progress).not.toHaveProperty('eta');
  });

  test('the log keeps the newest lines and no secret', async () => {
    const desk = await open();
    const job = await desk.queue.enqueue('import', 'chatter', { mode: 'chatter' });
    await desk.queue.waitFor(job.id);
    const lines = await desk.queue.log(job.id, 100_000);
    expect(lines.length).toBeLessThanOrEqual(1_000);
    expect(lines.at(-2)).toBe('line 5000');
    expect(lines.at(-1)).toBe('access_token=[redacted]');
    expect(await desk.queue.log(job.id, 2)).toEqual(lines.slice(-2));
    const stored = await desk.db.all<{ text: string }>('SELECT text FROM job_log');
    expect(JSON.stringify(stored)).not.toContain('canary');
  });

  test('a watcher that throws disturbs nobody, and one that stopped hears nothing', async () => {
    const desk = await open();
    let heard = 0;
    desk.queue.watch(() => {
      throw new Error('a broken watcher');
    });
    const stop = desk.queue.watch(() => heard++);
    stop();
    const job = await desk.queue.enqueue('import', 'echo', { mode: 'echo' });
    expect((await desk.queue.waitFor(job.id)).state).toBe('done');
    expect(heard).toBe(0);
  });

  test('waiting can be given up without touching the job', async () => {
    const desk = await open();
    const job = await desk.queue.enqueue('import', 'wait', { mode: 'echo', until: desk.file('go') });
    const giveUp = new AbortController();
    const waiting = desk.queue.waitFor(job.id, giveUp.signal);
    giveUp.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(desk.queue.waitFor('nope')).rejects.toBeInstanceOf(AppError);
    writeFileSync(desk.file('go'), '');
    expect((await desk.queue.waitFor(job.id)).state).toBe('done');
  });

  test('the worker sees a clean environment, its own heap cap and a lower priority', async () => {
    process.env.NODE_OPTIONS_CANARY = '1';
    process.env.KITE_API_SECRET = 'canary';
    try {
      const desk = await open();
      const job = await desk.queue.enqueue('import', 'environment', { mode: 'environment' });
      const { names, execArgv, niceness } = (await desk.queue.waitFor(job.id)).result as {
        names: string[];
        execArgv: string[];
        niceness: number;
      };
      expect(names).toContain('PATH');
      const foreign = names.filter((name) => /^(NODE|npm|VITEST|KITE|ELECTRON)/.test(name));
      // The cache of compiled modules is this process's own, and shared on purpose.
      expect(foreign).toEqual(getCompileCacheDir() === undefined ? [] : ['NODE_COMPILE_CACHE']);
      expect(execArgv).toContain('--max-old-space-size=512');
      expect(niceness).toBeGreaterThan(0);
    } finally {
      delete process.env.NODE_OPTIONS_CANARY;
      delete process.env.KITE_API_SECRET;
    }
  });
});

describe('close', () => {
  test('running jobs become interrupted, queued ones run at the next start', async () => {
    const folder = newDeskFolder();
    const desk = await openJobDesk(folder, { cancelGraceMs: 50 });
    desk.settings.jobConcurrency = 1;
    const pidFile = join(folder, 'pid');
    const first = await desk.queue.enqueue('import', '1', { mode: 'spin', begun: pidFile });
    const second = await desk.queue.enqueue('import', '2', { mode: 'echo', value: 2 });
    const pid = await begun(pidFile);
    const waiting = [desk.queue.waitFor(first.id), desk.queue.waitFor(second.id)];
    const outcome = Promise.allSettled(waiting);
    await desk.close();
    expect(isGone(pid)).toBe(true);
    expect(await outcome).toMatchObject([
      { status: 'fulfilled', value: { state: 'interrupted', error: { code: 'INTERRUPTED' } } },
      { status: 'rejected', reason: { code: 'INTERRUPTED' } },
    ]);
    await expect(desk.queue.enqueue('import', '3', {})).rejects.toMatchObject({ code: 'REFUSED' });

    const next = await open(folder);
    expect(next.recovery.adopted.map((job) => job.id)).toEqual([second.id]);
    expect(await next.queue.waitFor(second.id)).toMatchObject({ state: 'done', result: { value: 2 } });
    expect((await next.queue.get(first.id)).state).toBe('interrupted');
  });
});
