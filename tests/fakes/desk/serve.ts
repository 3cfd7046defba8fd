// Serves the built page over an in-memory desk, for looking at screens during development: `node tests/fakes/desk/serve.ts`.
// FAKE_INSTRUMENTS and FAKE_SESSIONS set its size (0 instruments: first run). Not shipped, not used by tests.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { settingsSchema } from '../../../src/contracts/system.ts';
import { startBrowserShell } from '../../../src/server/shell.ts';
import { fakeHost } from '../host.ts';
import { fakeServices } from '../services.ts';
import { FAKE_DATASETS, fakeDataset } from './fake-datasets.ts';
import { fakeImportResult, fakeImports } from './fake-imports.ts';
import { fakeJobs } from './fake-jobs.ts';
import { fakeMarket } from './fake-market.ts';
import { fakeTraining } from './fake-training.ts';

const count = Number(process.env.FAKE_INSTRUMENTS ?? 21);
const sessions = Number(process.env.FAKE_SESSIONS ?? 250);
const folder = mkdtempSync(join(tmpdir(), 'anchordesk-fake-'));
const market = fakeMarket({ instruments: count, sessions, synthetic: false });
let empty = count === 0;
let settings = settingsSchema.parse({});

const jobs = fakeJobs((job) => {
  if (job.kind === 'import') return fakeImportResult(job.payload);
  market.fill({ instruments: 20, sessions: 120, synthetic: true });
  empty = false;
  return {
    instruments: Array.from({ length: 20 }, (_, index) => `NSE:SAMPLE${index}`),
    sessions: 120,
    bars: 900_000,
    elapsedMs: 6_240,
  };
});
if (count > 0) {
  const hour = Date.now() - 3_600_000;
  jobs.add({
    kind: 'import',
    title: 'Import 21 files',
    state: 'done',
    createdAt: hour,
    startedAt: hour,
    endedAt: hour + 12_400,
  });
  jobs.add({
    kind: 'backtest',
    title: 'AVWAP v11, 21 instruments, pessimistic',
    state: 'failed',
    createdAt: hour + 60_000,
    startedAt: hour + 60_000,
    endedAt: hour + 63_000,
    error: {
      code: 'NO_DATA',
      message: 'No bars between 2019-01-01 and 2019-02-01. Nothing was stored. Choose a range with data.',
    },
  });
}

const services = fakeServices({
  jobs,
  market,
  imports: fakeImports(jobs),
  sample: { start: (request) => jobs.enqueue('sample', 'Sample market', request) },
  system: {
    info: async () => ({
      version: '0.1.0',
      shell: 'browser',
      mode: 'practice',
      dataFolder: folder,
      databaseFile: join(folder, 'anchordesk.db'),
      databaseBytes: 48_234_496,
      databaseDriver: 'node:sqlite',
      nodeVersion: process.version,
      startedAt: Date.now(),
      readOnly: false,
      empty,
    }),
    clock: async () => ({
      now: Date.now(),
      exchange: 'NSE',
      state: 'closed',
      label: 'opens Mon 23 Nov 09:15',
      nextChange: Date.now() + 3_600_000,
    }),
    doctor: async () => ({
      version: '0.1.0',
      versions: { node: process.version, sqlite: '3.51.0' },
      driver: 'node:sqlite',
      paths: { 'data folder': folder },
      checks: [
        { name: 'Database', ok: true, detail: 'opens, integrity check passes' },
        {
          name: 'Free space',
          ok: false,
          detail: '1.2 GB left',
          advice: 'Imports of a year need about 2 GB: free some space.',
        },
      ],
    }),
    settings: async () => settings,
    updateSettings: async (patch) => {
      settings = { ...settings, ...patch };
      return settings;
    },
    logTail: async () => [
      '{"level":"info","message":"The desk is open"}',
      '{"level":"warn","message":"1.2 GB left"}',
    ],
  },
  backtests: {
    list: async () => [],
    presets: async () => [],
    catalogue: async () => ({ strategies: [], simulation: [] }),
  },
  datasets: { list: async () => (count > 0 ? FAKE_DATASETS : []), get: fakeDataset },
  ...(count > 0
    ? { training: fakeTraining(jobs) }
    : { training: { ...fakeTraining(jobs), list: async () => [], candidates: async () => [] } }),
});

const shell = await startBrowserShell(fakeHost(folder), async () => services, {
  port: Number(process.env.PORT ?? 0),
  pageFolder: process.env.PAGE_FOLDER ?? resolve(import.meta.dirname, '../../../out/renderer'),
});
console.log(shell.newWindowUrl());
process.on('SIGUSR2', () => console.log(shell.newWindowUrl()));
