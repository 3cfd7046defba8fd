// Several strategies made for one purpose on one set of bars: loaded once, run as often as there are strategies. Called by training for the
// money of its candidates. Stores nothing.

import { simulate } from '../../../engines/backtest/simulate.ts';
import type { Strategy } from '../../../engines/strategies/contract.ts';
import type { BacktestRequest } from '../../contracts/backtests.ts';
import type { JobContext } from '../../contracts/jobs.ts';
import type { JobDependencies } from '../jobs/body.ts';
import { cancelled, progressInto, seriesSource } from './bodies.ts';
import { finishedRunOf } from './outcome.ts';
import type { FinishedRun } from './run-store.ts';
import { type PreparedSimulation, prepareSimulation } from './simulation-input.ts';

export interface OwnStrategyRunner {
  /** Throws CANCELLED when the signal was given. The strategy has the parameters of the first one and needs no more warm-up. */
  run(strategy: Strategy): FinishedRun;
}

/** Loads and checks everything once, as for any backtest. Throws NO_DATA, NOT_FOUND or BAD_PARAMETER. */
export async function createOwnStrategyRunner(
  request: BacktestRequest,
  first: Strategy,
  context: Pick<JobContext, 'progress' | 'signal'>,
  dependencies: Pick<JobDependencies, 'db'>,
): Promise<OwnStrategyRunner> {
  const prepared = await prepareSimulation(seriesSource(dependencies), request, context, first);
  return {
    run(strategy) {
      const started = performance.now();
      const own: PreparedSimulation = {
        ...prepared,
        resolved: { ...prepared.resolved, strategy },
        input: { ...prepared.input, strategy },
      };
      const onProgress = progressInto(context, 'Simulating', 0, 1);
      const result = simulate({ ...own.input, options: { ...own.input.options, onProgress } });
      if (result === undefined) throw cancelled();
      return finishedRunOf(own, request, result, performance.now() - started);
    },
  };
}
