// Benches of dataset builds, proof included: the size of the real data set, and memory on 200 instruments of 1-minute bars, measured in
// a process of its own. The market is random bars on the real calendar: cheap to make, and every feature has something to compute.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBars } from '../../engines/market/bars.ts';
import type { Instrument } from '../../engines/market/instrument.ts';
import { type Interval, intervalMs } from '../../engines/market/interval.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import { datasetRequestSchema } from '../../src/contracts/datasets.ts';
import { type Db, migrate, openDb } from '../../src/services/db/index.ts';
import { createCandleStore, loadCalendar } from '../../src/services/market/index.ts';
import { migrations } from '../../src/services/migrations.ts';
import { buildDataset, prepareDataset } from '../../src/services/research/index.ts';
import type { Figure } from './measure.ts';

interface Size {
  readonly symbols: number;
  readonly sessions: number;
  readonly stored: Interval;
  readonly decision: Interval;
  readonly featureSet: string;
}

export interface BuildFigure {
  readonly elapsedMs: number;
  readonly rows: number;
  readonly peakBytes: number;
  readonly proof: string;
}

const REAL: Size = { symbols: 21, sessions: 184, stored: '5m', decision: '5m', featureSet: 'intraday-mtf' };
const LARGE: Size = { symbols: 200, sessions: 250, stored: '1m', decision: '15m', featureSet: 'scalper-52' };
const LAST_DATE = '2025-12-31';
const MEMORY_LIMIT = 1.5e9;

export async function benchDatasets(): Promise<Figure[]> {
  const real = await buildInChild(REAL);
  const large = await buildInChild(LARGE);
  return [
    figure(
      `dataset of ${words(REAL)}, triple barrier, with its proof`,
      real,
      `${(real.elapsedMs / 1000).toFixed(1)} s for ${real.rows.toLocaleString('en-IN')} rows, ${megabytes(real)} resident`,
      '≤ 60 s',
      real.elapsedMs <= 60_000,
    ),
    figure(
      `dataset of ${words(LARGE)}: memory`,
      large,
      `${megabytes(large)} resident at most, ${(large.elapsedMs / 1000).toFixed(0)} s for ${large.rows.toLocaleString('en-IN')} rows`,
      '≤ 1,500 MB',
      large.peakBytes <= MEMORY_LIMIT,
    ),
  ];
}

function figure(
  name: string,
  { elapsedMs }: BuildFigure,
  text: string,
  target: string,
  met: boolean,
): Figure {
  return { name, medianMs: elapsedMs, bestMs: elapsedMs, repetitions: 1, figure: text, target, met };
}

function words({ symbols, sessions, stored, decision, featureSet }: Size): string {
  return `${symbols} symbols × ${sessions} sessions of ${stored} bars, ${featureSet} at ${decision}`;
}

function megabytes({ peakBytes }: BuildFigure): string {
  return `${Math.round(peakBytes / 1e6).toLocaleString('en-IN')} MB`;
}

/** The market is made in this process and the dataset built in another, whose memory is the build's alone. */
async function buildInChild(size: Size): Promise<BuildFigure> {
  const folder = mkdtempSync(join(tmpdir(), 'anchordesk-bench-dataset-'));
  try {
    const from = await makeMarket(folder, size);
    const child = spawn(
      process.execPath,
      [fileURLToPath(import.meta.url), folder, from, JSON.stringify(size)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`the build ended with ${code}`);
    return JSON.parse(text) as BuildFigure;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openStore(folder: string): Promise<Db> {
  const db = await openDb({ file: join(folder, 'anchordesk.db') });
  await migrate(db, migrations);
  return db;
}

/** Gives the first date. */
async function makeMarket(folder: string, { symbols, sessions, stored }: Size): Promise<string> {
  const db = await openStore(folder);
  const store = createCandleStore(db);
  const days = loadCalendar().sessions('nse-equity', '2024-06-01', LAST_DATE).slice(-sessions);
  for (let k = 0; k < symbols; k++) {
    const symbol = `BENCH${String(k).padStart(3, '0')}`;
    const instrument: Instrument = {
      id: `NSE:${symbol}`,
      exchange: 'NSE',
      symbol,
      kind: 'equity',
      lotSize: 1,
      tickSize: 0.05,
      closingAuction: false,
      synthetic: true,
    };
    await store.upsertInstruments([instrument]);
    const random = createRandom(1000 + k);
    let price = 500;
    const step = intervalMs(stored);
    const writes = days.map((session) => {
      const bars = createBars(Math.floor((session.close - session.open) / step));
      for (let i = 0; i < bars.length; i++) {
        const open = price;
        price = Math.max(50, price * (1 + 0.001 * random.normal()));
        bars.openTime[i] = session.open + i * step;
        bars.open[i] = open;
        bars.close[i] = price;
        bars.high[i] = Math.max(open, price) * (1 + 0.0004 * random.next());
        bars.low[i] = Math.min(open, price) * (1 - 0.0004 * random.next());
        bars.volume[i] = 100 + random.integer(5000);
      }
      return {
        instrumentId: instrument.id,
        interval: stored,
        sessionDate: session.date,
        bars,
        source: 'bench',
        final: true,
        quality: [],
      };
    });
    await store.writeDays(writes, { onChanged: 'replace', batchId: null });
  }
  await db.close();
  return days[0]!.date;
}

async function build(folder: string, from: string, size: Size): Promise<BuildFigure> {
  const db = await openStore(folder);
  const request = datasetRequestSchema.parse({
    instruments: 'all',
    from,
    to: LAST_DATE,
    interval: size.decision,
    featureSet: { id: size.featureSet },
    label: { kind: 'triple-barrier' },
  });
  const started = performance.now();
  const prepared = await prepareDataset(
    db,
    { store: createCandleStore(db), calendar: loadCalendar() },
    request,
  );
  const quiet = { progress() {}, log() {}, signal: new AbortController().signal };
  const dependencies = { db, dataFolder: folder, now: Date.now };
  const finished = await buildDataset(prepared, request.seed, quiet, dependencies);
  const elapsedMs = performance.now() - started;
  await db.close();
  return {
    elapsedMs,
    rows: finished.parts.reduce((sum, part) => sum + part.rows, 0),
    // Kilobytes, the largest there ever was.
    peakBytes: process.resourceUsage().maxRSS * 1024,
    proof: finished.proof,
  };
}

const [folder, from, size] = process.argv.slice(2);
if (process.argv[1] === fileURLToPath(import.meta.url) && folder && from && size)
  console.log(JSON.stringify(await build(folder, from, JSON.parse(size) as Size)));
