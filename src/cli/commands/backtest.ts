// `backtest <strategy>`: one run over stored candles, stored like a run of the desk. With --dry-run it is computed and dropped.

import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { BacktestRequest } from '../../contracts/backtests.ts';
import { toErrorData } from '../../contracts/errors.ts';
import {
  createRunStore,
  defaultRunName,
  type FinishedRun,
  newRunOf,
  resolveRequest,
} from '../../services/backtests/index.ts';
import { addRunOptions, type RunOptions, runRequestOf } from '../arguments/run-request.ts';
import type { Context } from '../context.ts';
import { type Desk, withDesk } from '../desk.ts';
import { seconds, shortId } from '../text/format.ts';
import { metricsDocument } from '../text/metrics-document.ts';
import { flagLines, metricLines } from '../text/run-text.ts';
import { rehearseWork, runWork } from '../work/run-work.ts';

export function define(command: Command, context: Context): void {
  addRunOptions(command)
    .option('--name <name>', 'name of the run')
    .option('--dry-run', 'compute and print, store nothing')
    .action((strategyId: string, options: RunOptions) => run(strategyId, options, context));
}

function run(strategyId: string, options: RunOptions, context: Context): Promise<void> {
  const dryRun = options.dryRun ?? false;
  return withDesk(context, dryRun ? 'rehearse' : 'write', async (desk) => {
    const request = await runRequestOf(strategyId, options, desk.market);
    const { strategy } = resolveRequest(request);
    const name = request.name?.trim() || defaultRunName(strategy.title, request);
    const shown = dryRun
      ? await rehearsed(desk, request, context)
      : await stored(desk, request, name, strategy.version, context);
    print(shown, name, context);
  });
}

type Shown = Pick<FinishedRun, 'contentHash' | 'dataHash' | 'elapsedMs' | 'synthetic'> &
  Pick<FinishedRun['detail'], 'signals' | 'denials'> & {
    readonly runId: string | null;
    readonly metrics: NonNullable<FinishedRun['detail']['metrics']>;
    readonly flags: FinishedRun['detail']['runFlags'];
  };

async function rehearsed(desk: Desk, request: BacktestRequest, context: Context): Promise<Shown> {
  const finished = (await rehearseWork(desk, { kind: 'backtest', payload: request }, context)) as FinishedRun;
  return {
    runId: null,
    metrics: finished.detail.metrics!,
    flags: finished.detail.runFlags,
    signals: finished.detail.signals,
    denials: finished.detail.denials,
    contentHash: finished.contentHash,
    dataHash: finished.dataHash,
    elapsedMs: finished.elapsedMs,
    synthetic: finished.synthetic,
  };
}

async function stored(
  desk: Desk,
  request: BacktestRequest,
  name: string,
  version: string,
  context: Context,
): Promise<Shown> {
  const runs = createRunStore(desk.db);
  const runId = randomUUID();
  try {
    await runWork(desk, { kind: 'backtest', title: name, payload: { runId, request } }, context, {
      onJob: (job) => runs.begin(newRunOf(runId, name, request, version, job.id, desk.now())),
    });
  } catch (error) {
    // The body says so itself; only a thread that died could not. Does nothing to a run that has ended.
    await runs.fail(runId, context.signal.aborted ? 'cancelled' : 'failed', toErrorData(error));
    throw error;
  }
  const finished = await runs.get(runId);
  return {
    runId,
    metrics: finished.metrics!,
    flags: finished.runFlags,
    signals: finished.signals,
    denials: finished.denials,
    contentHash: finished.contentHash!,
    dataHash: finished.dataHash!,
    elapsedMs: finished.elapsedMs!,
    synthetic: finished.synthetic,
  };
}

function print(shown: Shown, name: string, { output }: Context): void {
  const { runId, metrics, flags, contentHash, dataHash, elapsedMs, synthetic, signals, denials } = shown;
  output.result(
    {
      runId,
      name,
      dryRun: runId === null,
      trades: metrics.trades,
      metrics: metricsDocument(metrics),
      signals,
      denials,
      flags,
      synthetic,
      contentHash,
      dataHash,
      elapsedMs,
    },
    () => [
      `${name}${synthetic ? '  [synthetic data]' : ''}`,
      ...metricLines(metrics, shown),
      ...flagLines(flags),
      runId === null
        ? `Dry run: nothing was stored. Computed in ${seconds(elapsedMs)}.`
        : `Run ${shortId(runId)} stored in ${seconds(elapsedMs)}. Next: compare ${shortId(runId)} --waterfall`,
    ],
  );
}
