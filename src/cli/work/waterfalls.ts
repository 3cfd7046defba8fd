// The waterfalls a comparison needs: one per configuration, since runs that differ in their fill policy only share one. One that
// is kept with a run already is used again.

import type { Waterfall } from '../../../engines/backtest/contract.ts';
import type { BacktestRequest, Run } from '../../contracts/backtests.ts';
import { AppError } from '../../contracts/errors.ts';
import type { Context } from '../context.ts';
import type { Desk } from '../desk.ts';
import { rehearseWork, runWork } from './run-work.ts';

export interface RunWaterfall extends Waterfall {
  readonly runId: string;
  readonly name: string;
  /** Every run of the comparison it holds for. */
  readonly runIds: readonly string[];
}

/** Throws REFUSED where none of the runs can be run again. */
export async function waterfallsOf(
  desk: Desk,
  runs: readonly Run[],
  context: Context,
  dryRun: boolean,
): Promise<readonly RunWaterfall[]> {
  const rerunnable = runs.filter((run): run is Rerunnable => run.request !== null);
  if (rerunnable.length === 0)
    throw new AppError(
      'REFUSED',
      'These runs were imported from trade files, so there are no signals to run again. Nothing was computed; run the same strategy here to see its waterfall.',
    );
  const groups = Map.groupBy(rerunnable, configurationOf);
  const waterfalls: RunWaterfall[] = [];
  for (const group of groups.values()) {
    const run = group[0]!;
    const waterfall =
      (await storedOf(desk, group)) ??
      ((await (dryRun
        ? rehearseWork(desk, { kind: 'waterfall', payload: run.request }, context)
        : runWork(
            desk,
            { kind: 'waterfall', title: `Waterfall of ${run.name}`, payload: { runId: run.id } },
            context,
          ))) as Waterfall);
    waterfalls.push({ runId: run.id, name: run.name, runIds: group.map(({ id }) => id), ...waterfall });
  }
  return waterfalls;
}

type Rerunnable = Run & { readonly request: BacktestRequest };

async function storedOf(desk: Desk, group: readonly Rerunnable[]): Promise<Waterfall | null> {
  for (const { id } of group) {
    const stored = await desk.backtests.waterfall(id);
    if (stored) return stored;
  }
  return null;
}

/** Everything the waterfall depends on: the fill policy is what it varies, the name is only a name. */
function configurationOf({ request, strategyVersion, dataHash }: Rerunnable): string {
  const { fillPolicy: _, name: __, parameters, ...others } = request;
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([others, sorted, strategyVersion, dataHash]);
}
