// What can be run and with which parameters; reading a request's values against it. Called by the service, the CLI and bodies.

import {
  SIMULATION_PARAMETERS,
  type SimulationSettings,
  simulationSettings,
} from '../../../engines/backtest/parameters.ts';
import {
  defaultsOf,
  type ParameterProblem,
  type ParameterValues,
  resolveParameters,
} from '../../../engines/parameters/parameters.ts';
import type { Strategy } from '../../../engines/strategies/contract.ts';
import { findStrategy, STRATEGIES } from '../../../engines/strategies/index.ts';
import type { BacktestRequest, Run, StrategyCatalogue } from '../../contracts/backtests.ts';
import { AppError } from '../../contracts/errors.ts';

export function strategyCatalogue(): StrategyCatalogue {
  return {
    strategies: STRATEGIES.map(({ id, version, title, summary, defaultInterval, parameters }) => ({
      id,
      version,
      title,
      summary,
      defaultInterval,
      parameters,
    })),
    simulation: SIMULATION_PARAMETERS,
  };
}

export interface ResolvedRequest {
  readonly strategy: Strategy;
  /** The strategy's own parameters. */
  readonly strategyValues: ParameterValues;
  readonly settings: SimulationSettings;
  /** Every value by name, with defaults filled in. */
  readonly parameters: Run['parameters'];
}

/** Values of a request that are each in range but contradict one another; a sweep leaves such combinations out. */
export function contradictionsOf(
  request: Pick<BacktestRequest, 'strategyId' | 'parameters'>,
): readonly ParameterProblem[] {
  const strategy = findStrategy(request.strategyId);
  if (!strategy?.contradictions) return [];
  const { values, problems } = resolveParameters(
    [...strategy.parameters, ...SIMULATION_PARAMETERS],
    request.parameters,
  );
  return problems.length > 0 ? [] : strategy.contradictions(values);
}

/**
 * Checks a request's strategy, parameters and dates. Throws NOT_FOUND, BAD_PARAMETER or BAD_REQUEST naming every problem.
 * `own`: a strategy that is made for this request and not in the catalogue, such as one that trades a model's decisions.
 */
export function resolveRequest(
  request: Pick<BacktestRequest, 'strategyId' | 'parameters' | 'from' | 'to'>,
  own?: Strategy,
): ResolvedRequest {
  const strategy = own ?? findStrategy(request.strategyId);
  if (!strategy)
    throw new AppError(
      'NOT_FOUND',
      `There is no strategy "${request.strategyId}". Choose one of ${STRATEGIES.map((one) => one.id).join(', ')}.`,
    );
  if (request.from > request.to)
    throw new AppError(
      'BAD_REQUEST',
      `The range ${request.from} to ${request.to} ends before it begins. Nothing was run.`,
    );
  const schema = [...strategy.parameters, ...SIMULATION_PARAMETERS];
  const { values, problems: wrong } = resolveParameters(schema, request.parameters);
  const problems = wrong.length > 0 ? wrong : (strategy.contradictions?.(values) ?? []);
  if (problems.length > 0)
    throw new AppError(
      'BAD_PARAMETER',
      `${problems.map(({ name, message }) => `${name} ${message}`).join('; ')}. Nothing was run; correct the parameters.`,
      problems,
    );
  const defaults = defaultsOf(schema);
  const names = new Set(strategy.parameters.map((parameter) => parameter.name));
  return {
    strategy,
    strategyValues: Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name))),
    settings: simulationSettings(values),
    parameters: schema.map(({ name }) => ({
      name,
      value: values[name]!,
      changed: values[name] !== defaults[name],
    })),
  };
}
