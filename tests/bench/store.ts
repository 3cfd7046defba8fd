// Benches of store, importer and whole runs: the sample market always, the real candles where they are at hand.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BacktestRequest } from '../../src/contracts/backtests.ts';
import type { JobContext } from '../../src/contracts/jobs.ts';
import { computeRun, computeWaterfallOf } from '../../src/services/backtests/index.ts';
import { migrate, openDb } from '../../src/services/db/index.ts';
import { runJobInProcess } from '../../src/services/jobs/in-process.ts';
import { createCandleStore } from '../../src/services/market/store.ts';
import { migrations } from '../../src/services/migrations.ts';
import { dataFolder } from '../data-folder.ts';
import { type Figure, measure } from './measure.ts';

const QUIET: JobContext = { jobId: 'bench', progress() {}, log() {}, signal: new AbortController().signal };

export async function benchStore(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'anchordesk-bench-'));
  const figures: Figure[] = [];
  try {
    figures.push(...(await benchSample(join(folder, 'sample'))));
    const data = dataFolder();
    if (data) figures.push(...(await benchRealCandles(join(folder, 'real'), join(data, 'market'))));
    else
      console.error('No market data at hand (ANCHORDESK_DATA): the import and AVWAP benches are left out.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

async function open(folder: string) {
  const db = await openDb({ file: join(folder, 'anchordesk.db') });
  await migrate(db, migrations);
  return { db, dependencies: { db, dataFolder: folder, now: Date.now } };
}

async function benchSample(folder: string): Promise<Figure[]> {
  let round = 0;
  const generate = await measure(
    'sample market, 20 symbols × 120 sessions of 1-minute bars, into an empty store',
    2,
    async () => {
      const { db, dependencies } = await open(join(folder, String(round++)));
      await runJobInProcess('sample', {}, dependencies);
      await db.close();
    },
    (ms) => `${(ms / 1000).toFixed(2)} s`,
    { text: '≤ 10 s', met: (ms) => ms <= 10_000 },
  );
  const { db } = await open(join(folder, '0'));
  const store = createCandleStore(db);
  const instruments = await store.instruments();
  let bars = 0;
  const read = await measure(
    'read 300,000 bars from the store',
    5,
    async () => {
      bars = 0;
      for (const { id } of instruments) {
        if (bars >= 300_000) break;
        bars += (await store.readBars(id, '1m')).bars.length;
      }
    },
    (ms) =>
      `${((ms * 300_000) / bars).toFixed(1)} ms per 300,000 (${bars.toLocaleString('en-IN')} read, ${db.driver})`,
    { text: '≤ 100 ms', met: (ms) => (ms * 300_000) / bars <= 100 },
  );
  await db.close();
  return [generate, read];
}

async function benchRealCandles(folder: string, market: string): Promise<Figure[]> {
  const files = readdirSync(market)
    .filter((name) => /^NSE_.*_5minute\.csv\.gz$/.test(name))
    .map((name) => ({ path: join(market, name) }));
  let round = 0;
  let bars = 0;
  const load = await measure(
    `import of ${files.length} NSE 5-minute files`,
    3,
    async () => {
      const { db, dependencies } = await open(join(folder, String(round++)));
      bars = ((await runJobInProcess('import', { files }, dependencies)) as { bars: number }).bars;
      await db.close();
    },
    (ms) => `${(ms / 1000).toFixed(2)} s for ${bars.toLocaleString('en-IN')} bars`,
    { text: '≤ 15 s', met: (ms) => ms <= 15_000 },
  );
  const { db, dependencies } = await open(join(folder, '0'));
  const request = (fillPolicy: BacktestRequest['fillPolicy']): BacktestRequest => ({
    strategyId: 'avwap-v11',
    instruments: 'all',
    interval: '15m',
    from: '2023-07-03',
    to: '2024-03-28',
    fillPolicy,
    parameters: {},
  });
  const figures = [load];
  for (const policy of ['pessimistic', 'as-published'] as const) {
    let trades = 0;
    figures.push(
      await measure(
        `AVWAP v11 over ${files.length} symbols, 15 m signals, 5 m exits, ${policy}`,
        5,
        async () => {
          trades = (await computeRun(request(policy), QUIET, dependencies)).trades.length;
        },
        (ms) => `${(ms / 1000).toFixed(2)} s, ${trades} trades`,
        { text: '≤ 5 s', met: (ms) => ms <= 5000 },
      ),
    );
  }
  figures.push(
    await measure(
      'honesty waterfall over the same',
      3,
      () => computeWaterfallOf(request('pessimistic'), QUIET, dependencies),
      (ms) => `${(ms / 1000).toFixed(2)} s`,
      { text: '—', met: () => null },
    ),
  );
  await db.close();
  return figures;
}
