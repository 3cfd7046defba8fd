// The job bodies of this domain: run a backtest, compute a waterfall, sweep a grid. They run in a worker process, or in the
// CLI's own; each validates its payload, reads the store, and writes one result in one transaction.

import { z } from 'zod';
import { computeWaterfall } from '../../../engines/backtest/attribution.ts';
import type { Waterfall } from '../../../engines/backtest/contract.ts';
import { simulate } from '../../../engines/backtest/simulate.ts';
import type { Strategy } from '../../../engines/strategies/contract.ts';
import { type BacktestRequest, backtestRequestSchema, runIdSchema } from '../../contracts/backtests.ts';
import { AppError, toErrorData } from '../../contracts/errors.ts';
import type { JobContext } from '../../contracts/jobs.ts';
import type { JobBody, JobDependencies } from '../jobs/body.ts';
import { createCandleStore, loadCalendar } from '../market/index.ts';
import type { SeriesSource } from './load-series.ts';
import { finishedRunOf } from './outcome.ts';
import { createRunStore, type FinishedRun } from './run-store.ts';
import { prepareSimulation } from './simulation-input.ts';

export const backtestPayloadSchema = z.object({ runId: z.string().min(1), request: backtestRequestSchema });

export function seriesSource(dependencies: Pick<JobDependencies, 'db'>): SeriesSource {
  return { store: createCandleStore(dependencies.db), calendar: loadCalendar() };
}

/**
 * Computes a run without storing it. Throws CANCELLED when the job's signal was given. `own`: a strategy made for this request, instead
 * of the catalogue's.
 */
export async function computeRun(
  request: BacktestRequest,
  context: Pick<JobContext, 'progress' | 'signal'>,
  dependencies: Pick<JobDependencies, 'db'>,
  own?: Strategy,
): Promise<FinishedRun> {
  const started = performance.now();
  const prepared = await prepareSimulation(seriesSource(dependencies), request, context, own);
  const result = simulate({
    ...prepared.input,
    options: { ...prepared.input.options, onProgress: progressInto(context, 'Simulating', 0.1, 0.95) },
  });
  if (result === undefined) throw cancelled();
  context.progress({ stage: 'Measuring', fraction: 0.96 });
  return finishedRunOf(prepared, request, result, performance.now() - started);
}

export const backtestBody: JobBody = async (payload, context, dependencies) => {
  const { runId, request } = backtestPayloadSchema.parse(payload);
  const runs = createRunStore(dependencies.db);
  try {
    const finished = await computeRun(request, context, dependencies);
    await runs.finish(runId, finished);
    return { runId, contentHash: finished.contentHash, elapsedMs: finished.elapsedMs, ...finished.headline };
  } catch (error) {
    await runs.fail(runId, context.signal.aborted ? 'cancelled' : 'failed', toErrorData(error));
    throw error;
  }
};

export const waterfallBody: JobBody = async (payload, context, dependencies) => {
  const { runId } = runIdSchema.parse(payload);
  const runs = createRunStore(dependencies.db);
  const { request } = await runs.get(runId);
  if (!request) throw cannotRunAgain();
  const waterfall = await computeWaterfallOf(request, context, dependencies);
  await runs.saveWaterfall(runId, waterfall);
  return waterfall;
};

/** Prices the assumptions of a request without storing anything. Throws CANCELLED when the job's signal was given. */
export async function computeWaterfallOf(
  request: BacktestRequest,
  context: JobContext,
  dependencies: JobDependencies,
): Promise<Waterfall> {
  const prepared = await prepareSimulation(seriesSource(dependencies), request, context);
  const waterfall = computeWaterfall(prepared.input, progressInto(context, 'Pricing assumptions', 0.1, 1));
  if (waterfall === undefined) throw cancelled();
  return waterfall;
}

/** Progress of an engine loop, from `start` to `end` of the whole job; answers false once the job is cancelled. */
export function progressInto(
  context: Pick<JobContext, 'progress' | 'signal'>,
  stage: string,
  start: number,
  end: number,
): (fraction: number) => boolean {
  return (fraction) => {
    context.progress({ stage, fraction: start + (end - start) * fraction });
    return !context.signal.aborted;
  };
}

export function cannotRunAgain(): AppError {
  return new AppError(
    'REFUSED',
    'This run was imported from a trade file, or trades the stored decisions of a trained model, so there are no signals to make again. Run a strategy of the catalogue here to see its waterfall.',
  );
}

export function cancelled(): AppError {
  return new AppError('CANCELLED', 'Cancelled. What had been stored before is kept.');
}
