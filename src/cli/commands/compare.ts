// `compare <runId…>`: runs side by side, with differences, parameters and trades; --waterfall prices every flattering assumption
// of their configuration. Given one run, only its waterfall is printed.

import type { Command } from 'commander';
import {
  type Comparison,
  compareSchema,
  type Run,
  type TradeDifferences,
} from '../../contracts/backtests.ts';
import { findRun } from '../arguments/run-id.ts';
import type { Context } from '../context.ts';
import { type Desk, withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { comparisonLines, measures } from '../text/compare-text.ts';
import { metricsDocument } from '../text/metrics-document.ts';
import { waterfallLines } from '../text/waterfall-text.ts';
import { type RunWaterfall, waterfallsOf } from '../work/waterfalls.ts';

interface CompareOptions {
  readonly waterfall?: boolean;
  readonly dryRun?: boolean;
}

export function define(command: Command, context: Context): void {
  command
    .argument('<runIds...>', '2 to 6 runs; one is enough with --waterfall')
    .option('--waterfall', 'price the assumptions, from as published to honest (kept with the run)')
    .option('--dry-run', 'compute the waterfall without keeping it')
    .action((ids: string[], options: CompareOptions) => run(ids, options, context));
}

function run(ids: readonly string[], options: CompareOptions, context: Context): Promise<void> {
  const dryRun = options.dryRun ?? false;
  const wantsWaterfall = options.waterfall ?? false;
  if (ids.length === 1 && !wantsWaterfall)
    throw badUsage('Name at least two runs to compare, or add --waterfall for one. Nothing was done.');
  return withDesk(context, dryRun || !wantsWaterfall ? 'rehearse' : 'write', async (desk) => {
    const stored = await desk.backtests.list();
    const runIds = [...new Set(ids.map((id) => findRun(stored, id).id))];
    if (runIds.length === 1 && !wantsWaterfall)
      throw badUsage('That is the same run twice. Name another one, or add --waterfall. Nothing was done.');
    const compared = await compareAll(desk, runIds);
    const waterfalls = wantsWaterfall ? await waterfallsOf(desk, compared.runs, context, dryRun) : [];
    print(compared, waterfalls, dryRun, context);
  });
}

interface Compared extends Comparison {
  /** The first run held against each other one. */
  readonly tradeDifferences: readonly TradeDifferences[];
}

async function compareAll({ backtests }: Desk, runIds: readonly string[]): Promise<Compared> {
  if (runIds.length === 1)
    return { runs: [await backtests.get(runIds[0]!)], parameterDifferences: [], tradeDifferences: [] };
  const comparison = await backtests.compare(compareSchema.parse({ runIds }).runIds);
  const tradeDifferences: TradeDifferences[] = [];
  for (const other of runIds.slice(1))
    tradeDifferences.push(await backtests.tradeDifferences(runIds[0]!, other));
  return { ...comparison, tradeDifferences };
}

function print(
  { runs, parameterDifferences, tradeDifferences }: Compared,
  waterfalls: readonly RunWaterfall[],
  dryRun: boolean,
  { output }: Context,
): void {
  output.result(
    {
      runs: runs.map(runDocument),
      metrics: measures(runs).map(({ name, values }) => ({
        name,
        values,
        differences: values.map((value) => value - values[0]!),
      })),
      parameterDifferences,
      tradeDifferences: tradeDifferences.map(({ rows: _, ...totals }) => totals),
      ...(waterfalls.length > 0 ? { waterfall: waterfalls[0], waterfalls, dryRun } : {}),
    },
    () => [
      ...(runs.length > 1 ? comparisonLines(runs, parameterDifferences, tradeDifferences) : []),
      ...waterfalls.flatMap((one, i) => [...(i > 0 || runs.length > 1 ? [''] : []), ...waterfallLines(one)]),
    ],
  );
}

function runDocument(run: Run): unknown {
  const { id, name, state, origin, strategyId, strategyVersion, fillPolicy, interval, from, to } = run;
  return {
    runId: id,
    name,
    state,
    origin,
    strategyId,
    strategyVersion,
    fillPolicy,
    interval,
    from,
    to,
    instruments: run.instruments,
    synthetic: run.synthetic,
    trades: run.metrics?.trades ?? 0,
    metrics: run.metrics && metricsDocument(run.metrics),
    flags: run.runFlags,
    contentHash: run.contentHash,
  };
}
