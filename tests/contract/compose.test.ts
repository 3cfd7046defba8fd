// The composed services over a real folder: a job through a real worker, settings that reach the queue, what an interrupted
// start left, refusal of damaged files, an orderly end.
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNodeHost } from '../../src/server/node-host.ts';
import { createServices, type OpenedServices } from '../../src/services/compose.ts';

let folder: string;
let opened: OpenedServices[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compose-'));
});
afterEach(async () => {
  for (const services of opened) await services.close();
  opened = [];
});
async function open(shell: 'browser' | 'cli' = 'browser', readOnly = false): Promise<OpenedServices> {
  const host = createNodeHost({ shell, dataFolder: folder, readOnly });
  const services = await createServices({ ...host, holdAwake: () => () => {} });
  opened.push(services);
  return services;
}

describe('a new folder', () => {
  test('fills with the sample market through a worker, and is found again', async () => {
    const first = await open();
    expect(await first.system.info()).toMatchObject({ empty: true, shell: 'browser', mode: 'practice' });
    const job = await first.sample.start({ seed: 7, sessions: 5, symbols: 2 });
    expect(await first.jobs.waitFor(job.id)).toMatchObject({ state: 'done', error: null });
    expect(await first.system.info()).toMatchObject({ empty: false });
    const instruments = await first.market.instruments();
    expect(instruments).toHaveLength(2);
    await first.close();
    await first.close();
    expect(readdirSync(folder).sort()).toEqual(['anchordesk.db', 'logs', 'processes']);
    expect(readdirSync(join(folder, 'processes'))).toEqual([]);

    const second = await open();
    expect(await second.market.instruments()).toEqual(instruments);
    expect((await second.jobs.list()).map((listed) => listed.id)).toEqual([job.id]);
  });

  test('builds a dataset in a worker, and finds it again after a new start', async () => {
    const first = await open();
    const sample = await first.sample.start({ seed: 7, sessions: 30, symbols: 1 });
    expect(await first.jobs.waitFor(sample.id)).toMatchObject({ state: 'done' });
    const { datasetId, job } = await first.datasets.build({
      justification: 'to see',
      instruments: 'all',
      from: '2025-06-16',
      to: '2025-06-30',
      interval: '15m',
      featureSet: { id: 'intraday-mtf' },
      label: { kind: 'next-return' },
      sides: {},
      seed: 7,
    });
    expect(await first.jobs.waitFor(job!.id)).toMatchObject({ state: 'done', error: null });
    await first.close();

    const second = await open();
    expect(await second.datasets.list()).toMatchObject([
      { id: datasetId, state: 'done', justification: 'to see', jobId: job!.id },
    ]);
    expect((await second.datasets.proof(datasetId))!.checks.length).toBeGreaterThan(6);
  }, 60_000);

  test('settings are stored and the log says what happened', async () => {
    const services = await open();
    expect((await services.system.settings()).jobConcurrency).toBe(2);
    expect((await services.system.updateSettings({ jobConcurrency: 1 })).jobConcurrency).toBe(1);
    await expect(services.system.updateSettings({ jobConcurrency: 99 })).rejects.toMatchObject({
      code: 'BAD_PARAMETER',
    });
    expect((await services.system.settings()).jobConcurrency).toBe(1);
    expect((await services.system.logTail(50)).some((line) => JSON.parse(line).msg === 'Opened')).toBe(true);
    expect((await services.system.clock()).exchange).toBe('NSE');
    const report = await services.system.doctor();
    expect(report.checks.find((check) => check.name === 'Database')).toMatchObject({ ok: true });
  });

  test('a read-only desk starts no job', async () => {
    const services = await open('browser', true);
    await expect(services.sample.start({ seed: 7, sessions: 5, symbols: 1 })).rejects.toMatchObject({
      code: 'REFUSED',
    });
  });
});

describe('work without an owner', () => {
  const leaveBatch = (services: OpenedServices) =>
    services.db.run(
      `INSERT INTO import_batch (id, state, started_at, files_asked) VALUES ('left', 'running', 1, 1)`,
    );

  test('is called interrupted by a process that is alone', async () => {
    const first = await open();
    await leaveBatch(first);
    await first.close();
    const second = await open();
    expect(await second.imports.batches()).toMatchObject([{ id: 'left', state: 'interrupted' }]);
  });

  test('is left alone while another process has the folder open', async () => {
    const first = await open();
    await leaveBatch(first);
    await first.close();
    // The test runner's own parent stands for a command line at work.
    writeFileSync(
      join(folder, 'processes', `${process.ppid}.json`),
      JSON.stringify({ pid: process.ppid, start: null }),
    );
    const second = await open('cli');
    expect(await second.imports.batches()).toMatchObject([{ id: 'left', state: 'running' }]);
  });
});

test('a file that is no database is refused, kept, and nothing stays open', async () => {
  const file = join(folder, 'anchordesk.db');
  writeFileSync(file, 'this is not a database, but it may be dear to somebody'.repeat(100));
  await expect(open()).rejects.toMatchObject({ code: 'DATABASE_DAMAGED' });
  expect(readdirSync(join(folder, 'processes'))).toEqual([]);
  expect(readdirSync(folder)).toContain('anchordesk.db');
});
