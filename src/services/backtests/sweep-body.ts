// The sweep job: every combination of a parameter grid. Takes the vectorised engine where the request lies in its subset, the
// event engine for everything else, and says which. The result lives in the job.

import { SIMULATION_PARAMETERS } from '../../../engines/backtest/parameters.ts';
import { simulate } from '../../../engines/backtest/simulate.ts';
import { type SweepPoint, sweepFigures, sweepSmaCross } from '../../../engines/backtest/sweep.ts';
import { intervalMs } from '../../../engines/market/interval.ts';
import type { ParameterValues } from '../../../engines/parameters/parameters.ts';
import { resolveParameters } from '../../../engines/parameters/parameters.ts';
import { smaCross } from '../../../engines/strategies/sma-cross/strategy.ts';
import {
  type SweepCell,
  type SweepRequest,
  type SweepResult,
  sweepRequestSchema,
} from '../../contracts/backtests.ts';
import { AppError } from '../../contracts/errors.ts';
import type { JobContext } from '../../contracts/jobs.ts';
import type { JobBody, JobDependencies } from '../jobs/body.ts';
import { cancelled, progressInto, seriesSource } from './bodies.ts';
import { contradictionsOf, resolveRequest } from './catalogue.ts';
import { type PreparedSimulation, prepareSimulation } from './simulation-input.ts';

const MAX_CELLS = 2_000;

/** Every combination of the grid's values, the last parameter varying fastest. Counted before any is made. */
export function gridCells(grid: SweepRequest['grid']): readonly ParameterValues[] {
  const count = Object.values(grid).reduce((product, values) => product * values.length, 1);
  if (count > MAX_CELLS)
    throw new AppError(
      'BAD_PARAMETER',
      `The grid has ${count} combinations; at most ${MAX_CELLS} are run at once. Nothing was run.`,
    );
  let cells: Record<string, number | boolean | string>[] = [{}];
  for (const [name, values] of Object.entries(grid))
    cells = cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value })));
  return cells;
}

/** The combinations that can run, each checked. Throws BAD_PARAMETER where one is wrong or none is left. */
export function checkedCells(request: SweepRequest): readonly ParameterValues[] {
  const requestOf = (cell: ParameterValues) => ({
    ...request,
    parameters: { ...request.parameters, ...cell },
  });
  const all = gridCells(request.grid);
  const cells = all.filter((cell) => contradictionsOf(requestOf(cell)).length === 0);
  // Where every one contradicts itself, the first says how.
  for (const cell of cells.length > 0 ? cells : all.slice(0, 1)) resolveRequest(requestOf(cell));
  return cells;
}

export async function runSweep(
  request: SweepRequest,
  context: JobContext,
  dependencies: JobDependencies,
): Promise<SweepResult> {
  const started = performance.now();
  const cells = checkedCells(request);
  const leftOut = gridCells(request.grid).length - cells.length;
  // With a combination that can run: the defaults behind the grid may contradict what was set.
  const parameters = { ...request.parameters, ...cells[0] };
  const prepared = await prepareSimulation(seriesSource(dependencies), { ...request, parameters }, context);
  const vectorised = vectorisedPoints(prepared, request, cells);
  const figures = vectorised
    ? runVectorisedCells(prepared, vectorised, context)
    : await runEventCells(request, cells, context, dependencies);
  return {
    engine: vectorised ? 'vectorised' : 'event',
    cells: cells.map((parameters, i) => ({ parameters, ...figures[i]! })),
    elapsedMs: performance.now() - started,
    warning: `The best of ${cells.length} tries is not evidence: chosen on the same data, it looks better than it is. Confirm it on data the sweep has not seen.${leftOut > 0 ? ` ${leftOut} combination${leftOut === 1 ? ' that contradicts itself was' : 's that contradict themselves were'} left out.` : ''}`,
  };
}

export const sweepBody: JobBody = (payload, context, dependencies) =>
  runSweep(sweepRequestSchema.parse(payload), context, dependencies);

/** The grid as points of the vectorised engine, or null where the request needs the event engine. */
function vectorisedPoints(
  prepared: PreparedSimulation,
  request: SweepRequest,
  cells: readonly ParameterValues[],
): readonly SweepPoint[] | null {
  const { series, input, resolved } = prepared;
  const { options } = input;
  const { limits } = options;
  const [only] = series;
  const own = new Set(smaCross.parameters.map((parameter) => parameter.name));
  const supported =
    resolved.strategy.id === smaCross.id &&
    series.length === 1 &&
    only!.executionInterval === only!.signalInterval &&
    options.assumptions.exitOrder === 'pessimistic' &&
    options.assumptions.entryPrice === 'next-open' &&
    options.topN === 0 &&
    options.participation === 0 &&
    limits.maxTradesPerDay === 0 &&
    limits.maxTradesPerInstrument === 0 &&
    limits.maxTradesPerSide === 0 &&
    limits.dailyLossStop === 0 &&
    Object.keys(request.grid).every((name) => own.has(name));
  if (!supported) return null;
  const points = cells.map((cell): SweepPoint | null => {
    const { values } = resolveParameters([...smaCross.parameters, ...SIMULATION_PARAMETERS], {
      ...request.parameters,
      ...cell,
    });
    if (values.sides === 'both') return null;
    return {
      fast: values.fast as number,
      slow: values.slow as number,
      side: values.sides === 'long' ? 1 : -1,
      stopFraction: values.stop_pct as number,
      targetFraction: values.target_pct as number,
    };
  });
  return points.every((point) => point !== null) ? points : null;
}

type Figures = Omit<SweepCell, 'parameters'>;

function runVectorisedCells(
  prepared: PreparedSimulation,
  points: readonly SweepPoint[],
  context: JobContext,
): readonly Figures[] {
  const { options } = prepared.input;
  const series = prepared.series[0]!;
  const figures = sweepSmaCross(
    {
      bars: series.execution,
      slices: series.executionSlices,
      tradeFrom: series.tradeFrom,
      lastEntry: series.lastEntry,
      flatBy: series.flatBy,
      intervalMs: intervalMs(series.executionInterval),
      intraday: options.intraday,
      capital: options.capital,
      sizing: { ...options.sizing, fractional: false },
      lotSize: series.lotSize,
      charges: options.charges(series.instrumentId),
      slippage: options.slippage(series.instrumentId),
    },
    points,
    progressInto(context, 'Sweeping', 0.1, 1),
  );
  if (figures === undefined) throw cancelled();
  return figures;
}

async function runEventCells(
  request: SweepRequest,
  cells: readonly ParameterValues[],
  context: JobContext,
  dependencies: JobDependencies,
): Promise<readonly Figures[]> {
  const figures: Figures[] = [];
  const quiet = { ...context, progress: () => {} };
  for (const [index, cell] of cells.entries()) {
    context.progress({
      stage: 'Sweeping',
      fraction: index / cells.length,
      done: index,
      total: cells.length,
      unit: 'combinations',
    });
    // Prepared per cell, because a cell may change what is loaded (flat-by time, sizes). Also lets a cancel be heard.
    const prepared = await prepareSimulation(
      seriesSource(dependencies),
      { ...request, parameters: { ...request.parameters, ...cell } },
      quiet,
    );
    const result = simulate({
      ...prepared.input,
      options: { ...prepared.input.options, onProgress: () => !context.signal.aborted },
    });
    if (result === undefined) throw cancelled();
    figures.push(
      sweepFigures(
        result.trades.map((trade) => trade.netPnl),
        result.equity.map((point) => point.equity),
        result.initialCapital,
      ),
    );
  }
  return figures;
}
