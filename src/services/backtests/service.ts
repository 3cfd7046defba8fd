// The backtest service: what the API, the page and the CLI may ask of stored runs. Heavy work goes to jobs; this only reads,
// names and queues.

import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { PUBLISHED_PARAMETERS } from '../../../engines/strategies/avwap-v11/parameters.ts';
import { avwapV11 } from '../../../engines/strategies/avwap-v11/strategy.ts';
import {
  type BacktestRequest,
  type BacktestService,
  backtestRequestSchema,
  type Preset,
  presetSchema,
  type SweepRequest,
} from '../../contracts/backtests.ts';
import { AppError } from '../../contracts/errors.ts';
import type { Job, JobService } from '../../contracts/jobs.ts';
import type { Db } from '../db/port.ts';
import { cannotRunAgain, seriesSource } from './bodies.ts';
import { resolveRequest, strategyCatalogue } from './catalogue.ts';
import { compareRuns, differTrades } from './compare.ts';
import { exportFileName, runAsJson, tradesAsCsv } from './export.ts';
import { legacyRunOf } from './legacy-import.ts';
import { instrumentsOf, loadSeries } from './load-series.ts';
import { createRunStore, type NewRun } from './run-store.ts';
import { checkedCells } from './sweep-body.ts';

export interface BacktestServiceParts {
  readonly db: Db;
  readonly jobs: JobService;
  readonly now: () => number;
}

export function createBacktestService({ db, jobs, now }: BacktestServiceParts): BacktestService {
  const runs = createRunStore(db);

  // A job that was killed, cancelled or that crashed could not tell its run: the queue does.
  jobs.watch((job) => {
    if (job.kind !== 'backtest' || (job.state !== 'failed' && job.state !== 'cancelled')) return;
    const { runId } = job.payload as { runId?: string };
    if (runId === undefined) return;
    const error = job.error ?? {
      code: 'CANCELLED' as const,
      message: 'The run was cancelled before it ended.',
    };
    void runs.fail(runId, job.state, error).catch(() => {});
  });

  async function begin(request: BacktestRequest): Promise<{ runId: string; job: Job }> {
    const { strategy } = resolveRequest(request);
    const runId = randomUUID();
    const name = request.name?.trim() || defaultRunName(strategy.title, request);
    // The row first: a job that found no row to fill would drop its result.
    await runs.begin(newRunOf(runId, name, request, strategy.version, null, now()));
    let job: Job;
    try {
      job = await jobs.enqueue('backtest', name, { runId, request });
    } catch (error) {
      await runs.remove(runId);
      throw error;
    }
    await runs.attachJob(runId, job.id);
    return { runId, job };
  }

  return {
    catalogue: async () => strategyCatalogue(),
    start: (request) => begin(backtestRequestSchema.parse(request)),
    list: () => runs.list(),
    get: (runId) => runs.get(runId),
    trades: (runId, instrumentId) => runs.trades(runId, instrumentId),
    compare: (runIds) => compareRuns(runs, runIds),
    tradeDifferences: (first, second) => differTrades(runs, first, second),
    waterfall: (runId) => runs.waterfall(runId),

    async startWaterfall(runId) {
      const run = await runs.get(runId);
      if (!run.request) throw cannotRunAgain();
      return jobs.enqueue('waterfall', `Waterfall of ${run.name}`, { runId });
    },

    async startSweep(request: SweepRequest) {
      const cells = checkedCells(request);
      return jobs.enqueue('sweep', `Sweep of ${request.strategyId}, ${cells.length} combinations`, request);
    },

    async plots(runId, instrumentId) {
      const { request } = await runs.get(runId);
      if (!request) return { plots: [], openTime: new Float64Array(0) };
      const { strategy, strategyValues, settings } = resolveRequest(request);
      const source = seriesSource({ db });
      const [instrument] = await instrumentsOf(source, { ...request, instruments: [instrumentId] });
      const series = await loadSeries(source, instrument!, request, settings, strategy.warmupBars);
      if (!series) return { plots: [], openTime: new Float64Array(0) };
      const prepared = strategy.prepare(
        { instrumentId, interval: series.signalInterval, bars: series.signal, slices: series.signalSlices },
        strategyValues,
      );
      return { plots: prepared.plots(), openTime: series.signal.openTime };
    },

    async rename(runId, name, notes) {
      await runs.rename(runId, name, notes);
      return runs.get(runId);
    },

    async remove(runId) {
      const run = await runs.get(runId);
      if (run.state === 'running' && run.jobId !== null) await jobs.cancel(run.jobId);
      await runs.remove(runId);
    },

    async presets() {
      const rows = await db.all<{ preset: string }>(
        'SELECT preset FROM backtest_preset ORDER BY strategy_id, name',
      );
      return [...BUILT_IN_PRESETS, ...rows.map((row) => presetSchema.parse(JSON.parse(row.preset)))];
    },

    async savePreset(preset: Preset) {
      refuseBuiltIn(preset.strategyId, preset.name);
      resolveRequest({ strategyId: preset.strategyId, parameters: preset.parameters, from: '', to: '' });
      await db.run(
        `INSERT INTO backtest_preset (strategy_id, name, preset, recorded_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET preset = excluded.preset, recorded_at = excluded.recorded_at`,
        [preset.strategyId, preset.name, JSON.stringify(preset), now()],
      );
    },

    async deletePreset(strategyId, name) {
      refuseBuiltIn(strategyId, name);
      const outcome = await db.run('DELETE FROM backtest_preset WHERE strategy_id = ? AND name = ?', [
        strategyId,
        name,
      ]);
      if (outcome.changes === 0)
        throw new AppError('NOT_FOUND', `There is no preset "${name}" for ${strategyId}.`);
    },

    async importLegacy(path, name) {
      const finished = await legacyRunOf(path);
      const runId = randomUUID();
      await runs.begin({
        id: runId,
        name: name?.trim() || `${basename(path)} · as published`,
        origin: 'legacy-import',
        jobId: null,
        strategyId: 'avwap-v11',
        strategyVersion: 'eqidv2',
        fillPolicy: 'as-published',
        interval: '15m',
        from: finished.from,
        to: finished.to,
        request: null,
        at: now(),
      });
      await runs.finish(runId, finished);
      return { runId, flags: finished.detail.runFlags };
    },

    async exportRun(runId, format) {
      const run = await runs.get(runId);
      const trades = await runs.trades(runId);
      return {
        fileName: exportFileName(run, format),
        content: format === 'csv' ? tradesAsCsv(trades) : runAsJson(run, trades),
      };
    },
  };
}

/** Ships with the program and cannot be changed: the parameters the published results were made with. */
const BUILT_IN_PRESETS: readonly Preset[] = [
  {
    name: 'Published parameters',
    strategyId: avwapV11.id,
    parameters: PUBLISHED_PARAMETERS,
    fillPolicy: 'as-published',
  },
];

function refuseBuiltIn(strategyId: string, name: string): void {
  if (BUILT_IN_PRESETS.some((preset) => preset.strategyId === strategyId && preset.name === name))
    throw new AppError(
      'REFUSED',
      `"${name}" comes with AnchorDesk and stays as it is. Save yours under another name.`,
    );
}

export function defaultRunName(
  title: string,
  request: Pick<BacktestRequest, 'fillPolicy' | 'interval' | 'from' | 'to'>,
): string {
  return `${title} · ${request.fillPolicy} · ${request.interval}`;
}

export function newRunOf(
  id: string,
  name: string,
  request: BacktestRequest,
  strategyVersion: string,
  jobId: string | null,
  at: number,
): NewRun {
  return {
    id,
    name,
    origin: 'backtest',
    jobId,
    strategyId: request.strategyId,
    strategyVersion,
    fillPolicy: request.fillPolicy,
    interval: request.interval,
    from: request.from,
    to: request.to,
    request,
    at,
  };
}
