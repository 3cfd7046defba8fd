// The backtest service over a real database and a small sample market: runs are stored whole, equal runs have equal hashes,
// bad requests are refused with words and leave nothing behind.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trade } from '../../engines/backtest/contract.ts';
import type { BacktestRequest, BacktestService, Run } from '../../src/contracts/backtests.ts';
import type { JobService } from '../../src/contracts/jobs.ts';
import { createBacktestService } from '../../src/services/backtests/index.ts';
import { type Db, migrate, openDb } from '../../src/services/db/index.ts';
import { runJobInProcess } from '../../src/services/jobs/in-process.ts';
import { createCandleStore } from '../../src/services/market/store.ts';
import { migrations } from '../../src/services/migrations.ts';
import { createInProcessJobs } from '../fakes/in-process-jobs.ts';
import { describeWithData } from '../shared-data.ts';

const FROM = '2025-05-01';
const TO = '2025-06-30';
const root = mkdtempSync(join(tmpdir(), 'anchordesk-backtests-'));
let db: Db;
let jobs: JobService;
let service: BacktestService;
let instruments: string[];

beforeAll(async () => {
  db = await openDb({ file: join(root, 'anchordesk.db') });
  await migrate(db, migrations);
  const dependencies = { db, dataFolder: root, now: () => 1_760_000_000_000 };
  await runJobInProcess('sample', { symbols: 5, sessions: 30 }, dependencies);
  instruments = (await createCandleStore(db).instruments()).map((instrument) => instrument.id);
  jobs = createInProcessJobs(dependencies);
  service = createBacktestService({ db, jobs, now: dependencies.now });
}, 60_000);
afterAll(async () => {
  await db.close();
  rmSync(root, { recursive: true, force: true });
});

const request = (changes: Partial<BacktestRequest> = {}): BacktestRequest => ({
  strategyId: 'sma-cross',
  instruments: 'all',
  interval: '5m',
  from: FROM,
  to: TO,
  fillPolicy: 'pessimistic',
  parameters: {},
  ...changes,
});

async function finished(changes: Partial<BacktestRequest> = {}): Promise<Run> {
  const { runId, job } = await service.start(request(changes));
  const ended = await jobs.waitFor(job.id);
  expect(ended.error).toBeNull();
  return service.get(runId);
}

describe('a run', () => {
  it('is stored whole: metrics, trades, equity, assumptions, and the data it read', async () => {
    const run = await finished();
    const trades = await service.trades(run.id);
    expect(run).toMatchObject({
      state: 'done',
      origin: 'backtest',
      synthetic: true,
      instruments,
      fillPolicy: 'pessimistic',
    });
    expect(trades.length).toBe(run.headline!.trades);
    expect(trades.length).toBeGreaterThan(10);
    expect(trades.reduce((sum, trade) => sum + trade.netPnl, 0)).toBeCloseTo(run.metrics!.netPnl, 6);
    expect(run.equity.at(-1)!.equity).toBeCloseTo(run.initialCapital + run.metrics!.netPnl, 6);
    expect(run.assumptionNotes.every((note) => !note.flattering)).toBe(true);
    expect(run.dataHash).toMatch(/^[0-9a-f]{64}$/);
    expect(run.parameters.every((parameter) => !parameter.changed)).toBe(true);
    // Figures that are not finite survive storing.
    expect(trades[0]!.details).toHaveProperty('signal_close');
    const only = await service.trades(run.id, instruments[0]!);
    expect(only).toEqual(trades.filter((trade) => trade.instrumentId === instruments[0]));
    const summary = (await service.list()).find((one) => one.id === run.id);
    expect(summary).toMatchObject({ headline: run.headline, instruments });
  });

  it('run again gives identical bytes, in whatever order instruments are named', async () => {
    const first = await finished({ instruments });
    const second = await finished({ instruments: [...instruments].reverse() });
    expect(second.contentHash).toBe(first.contentHash);
    expect(await service.trades(second.id)).toEqual(await service.trades(first.id));
    expect((await finished({ parameters: { fast: 9 } })).contentHash).not.toBe(first.contentHash);
  });

  it('on fewer days has the same trades up to there', async () => {
    const whole = await service.trades((await finished()).id);
    const short = await service.trades((await finished({ to: '2025-06-12' })).id);
    const until = Date.parse('2025-06-12T18:30:00Z');
    expect(short).toEqual(whole.filter((trade) => trade.exitTime < until));
    expect(short.length).toBeGreaterThan(0);
    expect(short.length).toBeLessThan(whole.length);
  });

  it('warms its indicators up on earlier days, so a later start has the same trades from there on', async () => {
    const from = '2025-06-10';
    const start = Date.parse(`${from}T00:00:00+05:30`);
    const limits = { 'selection.top_n': 0 };
    const whole = await service.trades((await finished({ parameters: limits })).id);
    const late = await finished({ from, parameters: limits });
    const entries = (trades: readonly Trade[]) =>
      trades.map((trade) => [trade.instrumentId, trade.entryTime, trade.entryPrice, trade.exitPrice]);
    expect(entries(await service.trades(late.id))).toEqual(
      entries(whole.filter((trade) => trade.entryTime >= start)),
    );
    expect(late.equity[0]!.date).toBe(from);
  });

  it('as published names what flatters it', async () => {
    const run = await finished({ fillPolicy: 'as-published' });
    expect(run.assumptionNotes.every((note) => note.flattering)).toBe(true);
  });

  it('sees the same market at a coarser interval, with exits still on the finest bars', async () => {
    const run = await finished({ interval: '15m', strategyId: 'avwap-v11' });
    expect(run.runFlags.map((flag) => flag.id)).not.toContain('coarse-exits');
    const coarse = await finished({ interval: '1m', instruments: [instruments[0]!] });
    expect(coarse.runFlags.map((flag) => flag.id)).toContain('coarse-exits');
  });
});

describe('a bad request', () => {
  it.each<[string, Partial<BacktestRequest>, string, RegExp]>([
    ['an unknown strategy', { strategyId: 'astrology' }, 'NOT_FOUND', /no strategy "astrology"/],
    ['a parameter outside its range', { parameters: { fast: 0 } }, 'BAD_PARAMETER', /fast must lie between/],
    ['a misspelt parameter', { parameters: { fats: 5 } }, 'BAD_PARAMETER', /fats is not a parameter here/],
    ['a range that ends before it begins', { from: TO, to: FROM }, 'BAD_REQUEST', /ends before it begins/],
  ])('%s is refused before anything is queued', async (_name, changes, code, message) => {
    const before = (await service.list()).length;
    await expect(service.start(request(changes))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    expect(await service.list()).toHaveLength(before);
  });

  it.each<[string, Partial<BacktestRequest>, RegExp]>([
    ['a range without data', { from: '2019-01-01', to: '2019-02-01' }, /No stored bars.*import candles/],
    ['an instrument that is not stored', { instruments: ['NSE:NOWHERE'] }, /No bars of NSE:NOWHERE/],
  ])('%s fails the run with words, and keeps nothing', async (_name, changes, message) => {
    const { runId, job } = await service.start(request(changes));
    const ended = await jobs.waitFor(job.id);
    expect(ended.state).toBe('failed');
    const run = await service.get(runId);
    expect(run).toMatchObject({ state: 'failed', headline: null });
    expect(run.error).toMatch(message);
    expect(await service.trades(runId)).toEqual([]);
  });
});

describe('comparison', () => {
  it('shows only what differs, and trade effects add up to the difference of net profit', async () => {
    const first = await finished();
    const second = await finished({ fillPolicy: 'as-published', parameters: { stop_pct: 0.005 } });
    const { parameterDifferences } = await service.compare([first.id, second.id]);
    const names = parameterDifferences.map((row) => row.name);
    expect(names).toContain('stop_pct');
    expect(names).toContain('assumption.exitOrder');
    expect(names).not.toContain('target_pct');
    const { rows, counts, effects } = await service.tradeDifferences(first.id, second.id);
    expect(Object.values(counts).reduce((a, b) => a + b)).toBe(rows.length);
    const total = Object.values(effects).reduce((a, b) => a + b);
    expect(total).toBeCloseTo(second.metrics!.netPnl - first.metrics!.netPnl, 4);
  });

  it('computes, stores and explains the waterfall', async () => {
    const run = await finished();
    expect(await service.waterfall(run.id)).toBeNull();
    const job = await service.startWaterfall(run.id);
    expect((await jobs.waitFor(job.id)).state).toBe('done');
    const waterfall = (await service.waterfall(run.id))!;
    expect(waterfall.honestNetPnl).toBe(Math.round(run.metrics!.netPnl * 100) / 100);
    expect(waterfall.steps).toHaveLength(8);
  });
});

describe('a sweep', () => {
  const grid = { fast: [5, 10], slow: [20, 30, 40] };
  const unlimited = {
    'selection.top_n': 0,
    'costs.participation': 0,
    'risk.max_trades_per_day': 0,
    'risk.max_trades_per_instrument': 0,
    'risk.max_trades_per_side': 0,
    'risk.daily_loss_stop': 0,
  };

  it('agrees between the two engines, cell by cell', async () => {
    const one = { instruments: [instruments[0]!], interval: '1m' as const };
    const result = async (parameters: BacktestRequest['parameters']) => {
      const job = await service.startSweep({ ...request({ ...one, parameters }), grid });
      return (await jobs.waitFor(job.id)).result as {
        engine: string;
        cells: { parameters: object; trades: number; netPnl: number }[];
      };
    };
    const fast = await result(unlimited);
    // A limit that never binds sends the same grid through the event engine.
    const slow = await result({ ...unlimited, 'risk.max_trades_per_day': 10_000 });
    expect([fast.engine, slow.engine]).toEqual(['vectorised', 'event']);
    expect(fast.cells).toHaveLength(6);
    fast.cells.forEach((cell, i) => {
      expect(cell.parameters).toEqual(slow.cells[i]!.parameters);
      expect(cell.trades).toBe(slow.cells[i]!.trades);
      expect(cell.netPnl).toBeCloseTo(slow.cells[i]!.netPnl, 4);
    });
    expect(fast.cells.some((cell) => cell.trades > 0)).toBe(true);
  });

  it('refuses a grid with a bad value, before any cell runs', async () => {
    await expect(service.startSweep({ ...request(), grid: { fast: [5, 0] } })).rejects.toMatchObject({
      code: 'BAD_PARAMETER',
    });
  });
});

describe('names, presets, export, deletion', () => {
  it('renames, notes, exports and deletes a run', async () => {
    const run = await finished({ name: '=danger, "quoted"' });
    expect((await service.rename(run.id, 'Plain', 'A note')).notes).toBe('A note');
    expect((await service.rename(run.id, 'Plainer')).notes).toBe('A note');
    const csv = await service.exportRun(run.id, 'csv');
    const lines = csv.content.trimEnd().split('\n');
    expect(lines).toHaveLength(run.headline!.trades + 1);
    expect(lines[0]).toContain('entry_time,entry_price');
    const json = JSON.parse((await service.exportRun(run.id, 'json')).content);
    expect(json.trades).toHaveLength(run.headline!.trades);
    await service.remove(run.id);
    await expect(service.get(run.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await db.get('SELECT count(*) AS n FROM backtest_trade WHERE run_id = ?', [run.id])).toEqual({
      n: 0,
    });
  });

  it('keeps presets by name and guards the built-in ones', async () => {
    const preset = {
      name: 'Mine',
      strategyId: 'sma-cross',
      parameters: { fast: 7 },
      fillPolicy: 'pessimistic' as const,
    };
    await service.savePreset(preset);
    await service.savePreset({ ...preset, parameters: { fast: 8 } });
    expect(await service.presets()).toContainEqual({ ...preset, parameters: { fast: 8 } });
    await expect(service.savePreset({ ...preset, parameters: { fast: -1 } })).rejects.toMatchObject({
      code: 'BAD_PARAMETER',
    });
    await service.deletePreset('sma-cross', 'Mine');
    await expect(service.deletePreset('sma-cross', 'Mine')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const builtIn = (await service.presets()).find((one) => one.strategyId === 'avwap-v11')!;
    await expect(service.deletePreset(builtIn.strategyId, builtIn.name)).rejects.toMatchObject({
      code: 'REFUSED',
    });
    await expect(service.savePreset(builtIn)).rejects.toMatchObject({ code: 'REFUSED' });
  });
});

describe('a legacy trade file', () => {
  it('that is none is refused with the reason', async () => {
    const path = join(root, 'not-trades.csv');
    writeFileSync(path, 'a,b\n1,2\n');
    await expect(service.importLegacy(path)).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('Nothing was imported'),
    });
    await expect(service.importLegacy(join(root, 'missing.csv'))).rejects.toMatchObject({ code: 'BAD_DATA' });
  });
});

describeWithData('the published trade file as a run', (folder) => {
  it('keeps the published figures and raises the three flags', async () => {
    const { runId, flags } = await service.importLegacy(
      join(folder, 'seed_outputs/eqidv2/trades_big_20260223_133856.csv'),
    );
    expect(Object.fromEntries(flags.map((flag) => [flag.id, flag.count]))).toMatchObject({
      'better-than-target': 105,
      'exit-above-4-percent': 10,
      'long-quality-above-50': 4,
    });
    const run = await service.get(runId);
    expect(run).toMatchObject({
      origin: 'legacy-import',
      fillPolicy: 'as-published',
      state: 'done',
      request: null,
    });
    expect(run.headline!.trades).toBe(1019);
    expect(run.metrics!.netPnl).toBeCloseTo(1_389_051.88, 2);
    await expect(service.startWaterfall(runId)).rejects.toMatchObject({ code: 'REFUSED' });
  });
});
