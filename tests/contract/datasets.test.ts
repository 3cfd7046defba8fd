// Datasets through their services: what is planned is built, equal requests are one dataset, a rebuilt one has the same bytes,
// verification finds a changed byte, a stopped build goes on. What may be asked at all is in dataset-requests.test.ts.

import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../engines/market/interval.ts';
import type { DatasetRequest, DatasetVerification } from '../../src/contracts/datasets.ts';
import type { JobContext } from '../../src/contracts/jobs.ts';
import { beginOwnJob } from '../../src/services/jobs/own-job.ts';
import { createCandleStore, loadCalendar } from '../../src/services/market/index.ts';
import {
  createDatasetStore,
  datasetBody,
  markInterruptedDatasets,
  newDataset,
  prepareDataset,
} from '../../src/services/research/index.ts';
import { crossingTrades } from '../fixtures/crossing-trades.ts';
import {
  built,
  datasetRequest,
  FROM,
  fillWithSample,
  NOW,
  openResearchDesk,
  type ResearchDesk,
  researchOver,
} from '../fixtures/research.ts';
import { type DriverBench, describeDrivers } from './db-drivers.ts';

const SYMBOLS = 3;

// Over the driver every machine has; builds over the other one run in compose.test.ts.
const suite = (bench: DriverBench) => {
  let desk: ResearchDesk;
  let ids: readonly string[];
  beforeEach(async () => {
    desk = await openResearchDesk(bench.folder(), bench.driver);
    ids = await fillWithSample(desk, { symbols: SYMBOLS, sessions: 40 });
    return () => desk.db.close();
  }, 60_000);
  const sides = (): Partial<DatasetRequest> => ({ sides: { market: ids[0]! } });
  const folderOf = (datasetId: string) => join(bench.folder(), 'datasets', datasetId.slice(0, 12));
  const verified = async (datasetId: string) => {
    const job = await desk.datasets.startVerify(datasetId);
    const ended = await desk.jobs.waitFor(job.id);
    expect(ended.error).toBeNull();
    return ended.result as DatasetVerification;
  };

  it('builds what was planned, proves it, and traces every number to closed bars', async () => {
    const plan = await desk.datasets.plan(datasetRequest(sides()));
    expect(plan).toMatchObject({ existing: null, features: 4, estimateBasis: 'reference' });
    expect(plan.problems).toEqual([expect.stringContaining('the market series too')]);
    const { datasetId, job } = await built(desk, sides());
    expect(job.error).toBeNull();
    const dataset = await desk.datasets.get(datasetId);
    expect(dataset).toMatchObject({
      id: datasetId,
      state: 'done',
      origin: 'built',
      proof: 'passed',
      synthetic: true,
      instruments: SYMBOLS,
      classes: ['lose', 'win'],
      featureNames: ['ret_1', 'mom_15m', 'mom_day', 'market_ret'],
      error: null,
      gaps: 0,
    });
    // Every planned decision became a row or was dropped for a counted reason.
    expect(dataset.rows + dataset.droppedRows).toBe(plan.rows);
    expect(dataset.rows).toBeGreaterThan(1000);
    expect(dataset.balance.reduce((a, b) => a + b)).toBe(dataset.rows);
    expect(dataset.labelSummary!.breakEven!.withoutCharges).toBeCloseTo(0.4, 12);
    expect(dataset.labelSummary!.breakEven!.withCharges).toBeGreaterThan(0.45);
    expect(dataset.perInstrument.map((one) => [one.instrumentId, one.sessions])).toEqual(
      plan.instruments.map((one) => [one.instrumentId, one.sessions]),
    );
    expect((await desk.datasets.plan(datasetRequest(sides()))).existing).toBe(datasetId);
    const proof = (await desk.datasets.proof(datasetId))!;
    expect(proof.passed).toBe(true);
    expect(proof.checks.map((check) => check.verdict)).not.toContain('skipped');

    const { rows, total, features } = await desk.datasets.rows({
      datasetId,
      limit: 500,
      instrumentId: ids[1]!,
    });
    expect(total).toBe(dataset.perInstrument[1]!.rows);
    expect(features).toEqual(dataset.featureNames);
    expect(rows.every((row) => row.t1 > row.time && row.weight > 0 && row.weight <= 1)).toBe(true);
    const trace = await desk.datasets.trace({ datasetId, instrumentId: ids[1]!, time: rows[100]!.time });
    expect(trace.features.map((one) => one.same)).toEqual([true, true, true, true]);
    expect(trace.features.map((one) => one.stored)).toEqual([...rows[100]!.values]);
    expect(trace.features.map((one) => one.bars.map((bar) => `${bar.instrumentId} ${bar.interval}`))).toEqual(
      [[`${ids[1]} 5m`], [`${ids[1]} 15m`], [`${ids[1]} 1d`], [`${ids[0]} 5m`]],
    );
    for (const { bars } of trace.features)
      for (const bar of bars) expect(bar.closeTime).toBeLessThanOrEqual(trace.time);

    const profile = (await desk.datasets.profile(datasetId))!;
    expect(profile.features.map((one) => one.name)).toEqual(dataset.featureNames);
    expect(profile.features[0]).toMatchObject({ rows: dataset.rows, missing: 0 });
    expect(profile.correlation[0]![0]).toBe(1);
  }, 60_000);

  it('is the same dataset for the same request, however it is written, and another for other numbers', async () => {
    const { datasetId } = await built(desk, sides());
    const again = async (changes: Partial<DatasetRequest>) =>
      desk.datasets.build(datasetRequest({ ...sides(), ...changes }));
    expect(await again({})).toEqual({ datasetId, job: null });
    expect(await again({ instruments: [...ids].reverse(), name: 'Other words', seed: 9 })).toEqual({
      datasetId,
      job: null,
    });
    // A version with equal columns under another id is the same set.
    await desk.features.save({
      ...(await desk.features.set({ id: 'small-mix' })),
      entries: (await desk.features.set({ id: 'small-mix' })).entries.map(
        ({ allParameters: _a, template: _t, warmup: _w, ...entry }) => entry,
      ),
      id: 'same-columns',
    });
    expect(await again({ featureSet: { id: 'same-columns' } })).toEqual({ datasetId, job: null });
    const plans = await Promise.all(
      [
        { to: '2025-06-27' },
        { lastDecision: '14:30' },
        { sides: {} },
        { label: { kind: 'next-return' } },
      ].map(
        async (changes) => (await desk.datasets.plan(datasetRequest({ ...sides(), ...changes }))).existing,
      ),
    );
    expect(plans).toEqual([null, null, null, null]);
    expect(await desk.datasets.list()).toHaveLength(1);
  }, 60_000);

  it('removed and built again has the same bytes', async () => {
    const { datasetId } = await built(desk);
    const before = await desk.datasets.get(datasetId);
    await desk.datasets.remove(datasetId);
    expect(existsSync(folderOf(datasetId))).toBe(false);
    await expect(desk.datasets.get(datasetId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await built(desk)).datasetId).toBe(datasetId);
    const after = await desk.datasets.get(datasetId);
    expect(after.contentHash).toBe(before.contentHash);
    expect(after.perInstrument).toEqual(before.perInstrument);
    // Without its market series a feature is missing, and the dataset says so.
    expect(after.datasetFlags.map((flag) => flag.id)).toContain('missing-side');
    const { rows } = await desk.datasets.rows({ datasetId, limit: 5 });
    expect(rows.every((row) => Number.isNaN(row.values[3]!) && !Number.isNaN(row.values[0]!))).toBe(true);
  }, 60_000);

  it('is verified byte by byte, and a changed byte or candle is named', async () => {
    const { datasetId } = await built(desk, sides());
    expect(await verified(datasetId)).toMatchObject({ same: true, differences: [] });
    expect((await desk.datasets.get(datasetId)).lastVerification).toMatchObject({ same: true, at: NOW });

    const file = join(folderOf(datasetId), 'part-0002.bin');
    const whole = readFileSync(file);
    const bytes = Buffer.from(whole);
    bytes[bytes.length - 100] = bytes[bytes.length - 100]! ^ 1;
    writeFileSync(file, bytes);
    const damaged = await verified(datasetId);
    expect(damaged.same).toBe(false);
    expect(damaged.words).toMatch(new RegExp(`${ids[1]}: .*part-0002.bin`));
    await expect(desk.datasets.rows({ datasetId, instrumentId: ids[1]!, limit: 1 })).rejects.toMatchObject({
      code: 'BAD_DATA',
    });
    writeFileSync(file, whole);

    // One close price of one stored day changes: only what read it differs, and it is named.
    const store = createCandleStore(desk.db);
    const day = (await store.readDay(ids[2]!, '1m', '2025-06-20'))!;
    // The last minute of a decision bar.
    day.bars.close[104] = day.bars.close[104]! * 1.001;
    await store.replaceDay(day, null);
    const changed = await verified(datasetId);
    expect(changed.same).toBe(false);
    expect(new Set(changed.differences.map((one) => one.instrumentId))).toEqual(new Set([ids[2]]));
    const calendar = loadCalendar();
    expect(changed.differences.every((one) => calendar.dateOf('nse-equity', one.time) >= '2025-06-20')).toBe(
      true,
    );
    // The same request now means another dataset; the old one stays.
    expect((await desk.datasets.plan(datasetRequest(sides()))).existing).toBeNull();
    expect((await desk.datasets.get(datasetId)).state).toBe('done');
  }, 60_000);

  it('keeps only decisions in the asked hours, and counts the others', async () => {
    const hours = { ...sides(), firstDecision: '10:00', lastDecision: '12:00' };
    const plan = await desk.datasets.plan(datasetRequest(hours));
    const { datasetId } = await built(desk, hours);
    const dataset = await desk.datasets.get(datasetId);
    const calendar = loadCalendar();
    const { rows } = await desk.datasets.rows({ datasetId, limit: 2000 });
    const clocks = rows.map((row) => calendar.clockOf('nse-equity', row.time));
    expect(clocks.every((clock) => clock >= '10:00' && clock <= '12:00')).toBe(true);
    expect(new Set(clocks)).toContain('10:00');
    expect(new Set(clocks)).toContain('12:00');
    expect(Math.abs(plan.rows / dataset.rows - 1)).toBeLessThan(0.01);
    expect(dataset.perInstrument[0]!.dropped['outside-hours']).toBeGreaterThan(
      dataset.perInstrument[0]!.rows,
    );
    expect(rows.every((row) => calendar.dateOf('nse-equity', row.time) >= FROM)).toBe(true);
  }, 60_000);

  it('goes on where a cancelled build stopped', async () => {
    const request = datasetRequest(sides());
    const source = { store: createCandleStore(desk.db), calendar: loadCalendar() };
    const prepared = await prepareDataset(desk.db, source, request);
    const datasets = createDatasetStore(desk.db);
    await datasets.begin(newDataset(prepared, request, NOW));
    const stop = new AbortController();
    const context: JobContext = {
      jobId: 'cancelled one',
      signal: stop.signal,
      log() {},
      progress(progress) {
        if (progress.stage.includes(ids[2]!)) stop.abort();
      },
    };
    const dependencies = { db: desk.db, dataFolder: bench.folder(), now: () => NOW };
    await expect(
      datasetBody({ datasetId: prepared.id, request }, context, dependencies),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await desk.datasets.get(prepared.id)).state).toBe('cancelled');
    const parts = () => readdirSync(folderOf(prepared.id)).filter((name) => name.startsWith('part-'));
    const left = parts();
    expect(left.length).toBeGreaterThan(0);
    const stamps = left.map((name) => statSync(join(folderOf(prepared.id), name)).mtimeMs);

    const { datasetId, job } = await built(desk, sides());
    expect(datasetId).toBe(prepared.id);
    expect(job.state).toBe('done');
    expect(left.map((name) => statSync(join(folderOf(datasetId), name)).mtimeMs)).toEqual(stamps);
    expect(parts()).toHaveLength(SYMBOLS);
    const { contentHash } = await desk.datasets.get(datasetId);
    await desk.datasets.remove(datasetId);
    await built(desk, sides());
    expect((await desk.datasets.get(datasetId)).contentHash).toBe(contentHash);
  }, 60_000);

  it('left behind by a process that is gone is interrupted, and is built again without its files too', async () => {
    const { datasetId } = await built(desk);
    const { contentHash } = await desk.datasets.get(datasetId);
    await desk.db.run(`UPDATE dataset SET state = 'building', job_id = 'gone' WHERE id = ?`, [datasetId]);
    expect(await markInterruptedDatasets(desk.db)).toBe(1);
    expect((await desk.datasets.get(datasetId)).state).toBe('interrupted');
    rmSync(folderOf(datasetId), { recursive: true });
    expect((await built(desk)).datasetId).toBe(datasetId);
    expect(await desk.datasets.get(datasetId)).toMatchObject({ state: 'done', contentHash });
    // A copied database without its folders knows of the dataset, not its rows.
    rmSync(folderOf(datasetId), { recursive: true });
    await expect(desk.datasets.rows({ datasetId, limit: 1 })).rejects.toMatchObject({ code: 'BAD_DATA' });
    expect((await desk.datasets.build(datasetRequest())).job).not.toBeNull();
  }, 60_000);

  it('is built by one job at a time: a second one leaves it alone', async () => {
    const request = datasetRequest();
    const source = { store: createCandleStore(desk.db), calendar: loadCalendar() };
    const prepared = await prepareDataset(desk.db, source, request);
    const datasets = createDatasetStore(desk.db);
    await datasets.begin(newDataset(prepared, request, NOW));
    const payload = { datasetId: prepared.id, request };
    const first = await beginOwnJob(desk.db, { kind: 'dataset', title: 'First', payload }, () => NOW);
    await datasets.attachJob(prepared.id, first.job.id);
    const dependencies = { db: desk.db, dataFolder: bench.folder(), now: () => NOW };
    const other = { jobId: 'other', signal: new AbortController().signal, log() {}, progress() {} };
    await expect(datasetBody(payload, other, dependencies)).rejects.toMatchObject({ code: 'CONFLICT' });
    await datasets.fail(prepared.id, 'failed', { code: 'CONFLICT', message: 'of the other' }, 'other');
    expect((await desk.datasets.get(prepared.id)).state).toBe('building');
    await first.end({ state: 'failed', error: { code: 'INTERNAL', message: 'gone' } });
    expect(await datasetBody(payload, other, dependencies)).toMatchObject({ datasetId: prepared.id });
  }, 60_000);

  it('is renamed without touching its bytes', async () => {
    const { datasetId } = await built(desk);
    const { contentHash } = await desk.datasets.get(datasetId);
    expect(await desk.datasets.rename(datasetId, 'First try', 'To see')).toMatchObject({
      name: 'First try',
      justification: 'To see',
      contentHash,
    });
    expect(await desk.datasets.rename(datasetId, 'Second')).toMatchObject({ justification: 'To see' });
    await expect(desk.datasets.rename('0123456789', 'Nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }, 60_000);

  describe('a request', () => {
    it('that needs finer bars than are stored says which', async () => {
      await desk.db.run(`UPDATE candle_day SET interval = '15m'`);
      await expect(desk.datasets.plan(datasetRequest())).rejects.toMatchObject({
        code: 'NO_DATA',
        message: expect.stringMatching(/ 5m bars of .* cannot be built from what is stored \(15m\)/),
      });
    });

    it('that no decision can answer fails with words and keeps no rows', async () => {
      const label = { kind: 'triple-barrier', horizon: { unit: 'bars', length: 500 } };
      const { datasetId, job } = await built(desk, { label });
      expect(job).toMatchObject({ state: 'failed', error: { code: 'NO_DATA' } });
      expect(await desk.datasets.get(datasetId)).toMatchObject({ state: 'failed', rows: 0 });
      expect((await desk.datasets.get(datasetId)).error).toMatch(/Shorten the label's window/);
    });
  });

  it('on the trades of a run has a row per trade, labelled by what the trade earned', async () => {
    const { backtests, runId, trades } = await crossingTrades(desk, { parameters: { 'selection.top_n': 0 } });
    expect(trades.length).toBeGreaterThan(20);
    const request = { label: { kind: 'strategy-exits' }, runId, featureSet: { id: 'small-mix' } };
    const { datasetId, job: build } = await built(desk, request);
    expect(build.error).toBeNull();
    const dataset = await desk.datasets.get(datasetId);
    expect(dataset.rows).toBe(trades.length);
    expect(dataset.balance[1]).toBe(trades.filter((trade) => trade.netPnl > 0).length);
    const { rows } = await desk.datasets.rows({ datasetId, limit: 2000 });
    const decided = trades.map((trade) => `${trade.instrumentId} ${trade.decisionTime}`).sort();
    expect(rows.map((row) => `${row.instrumentId} ${row.time}`).sort()).toEqual(decided);
    // Folds over days without trades would prove nothing: every training part holds rows.
    const purge = (await desk.datasets.proof(datasetId))!.checks.find((check) => check.id === 'purge')!;
    expect(purge.verdict).toBe('passed');
    const days = new Set(trades.map((trade) => Math.floor(trade.decisionTime / DAY_MS))).size;
    expect(purge.figures.trainSessions! + purge.figures.testSessions!).toBeLessThanOrEqual(days);
    expect(purge.figures.trainRows).toBeGreaterThan(0);
    expect(await verified(datasetId)).toMatchObject({ same: true });
    await backtests.remove(runId);
    const { id } = await desk.datasets.startVerify(datasetId);
    expect((await desk.jobs.waitFor(id)).error).toMatchObject({ code: 'REFUSED' });
  }, 60_000);

  it('survives a new start over the same folder', async () => {
    const { datasetId } = await built(desk);
    const again = researchOver(desk.db, bench.folder());
    expect((await again.datasets.list()).map((one) => one.id)).toEqual([datasetId]);
    expect((await again.datasets.rows({ datasetId, limit: 3 })).rows).toHaveLength(3);
  }, 60_000);
};

describeDrivers('datasets', suite, ['node:sqlite']);
