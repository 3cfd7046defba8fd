// Trains a Gaussian hidden Markov model by expectation-maximisation (Baum & Welch): several seeded starts run a little way, the
// best of them to the end (Biernacki, Celeux & Govaert 2003). Sees whatever rows it is given: the caller gives the training part.

import { createRandom } from '../../numeric/random.ts';
import { inCanonicalOrder, type StateOrder } from './canonical-order.ts';
import { createWorkspace, expectation, type Workspace } from './expectation.ts';
import { maximisation } from './maximisation.ts';
import {
  type CovarianceKind,
  checkHmm,
  checkHmmColumns,
  checkHmmData,
  type GaussianHmm,
  type HmmData,
} from './model.ts';
import { startingModel } from './starting-model.ts';
import { fromUnits, inUnits, toUnits, unitsOf } from './units.ts';

export interface HmmOptions {
  readonly states: number;
  readonly covariance?: CovarianceKind;
  readonly seed: number;
  /** Starts tried; default 5. */
  readonly restarts?: number;
  /** Default 100. */
  readonly maxIterations?: number;
  /** Training ends when an iteration gains less log-likelihood per row; default 1e-7, 0 to use all iterations. */
  readonly tolerance?: number;
  /** Least variance of a state in any direction, as a share of the column's own; default 1e-4. */
  readonly covarianceFloor?: number;
  readonly orderBy?: StateOrder;
  /** Starts here and nowhere else. */
  readonly start?: GaussianHmm;
  /** Called after each iteration; false stops with the model so far. */
  readonly onIteration?: (iteration: number, logLikelihood: number) => boolean;
}

export interface HmmFit {
  /** In the data's own units, states in canonical order. */
  readonly model: GaussianHmm;
  /** Before each iteration of the chosen start, and at last of the model itself. Never falls. */
  readonly logLikelihoods: readonly number[];
  /** What each start reached before one was chosen. */
  readonly restarts: readonly number[];
  readonly stopped: 'converged' | 'iterations' | 'cancelled';
}

const RESTARTS = 5;
const MOST_ITERATIONS = 100;
const TOLERANCE = 1e-7;
const FLOOR = 1e-4;
const TRIAL_ITERATIONS = 10;
const MOST_STATES = 64;

/** Throws RangeError for data or options it cannot learn from, naming the reason. */
export function fitHmm(data: HmmData, options: HmmOptions): HmmFit {
  const rows = checkHmmData(data);
  const { states, covariance = 'diagonal', start } = options;
  checkOptions(data, options);
  const units = unitsOf(data);
  const own = inUnits(data, units);
  const floor = options.covarianceFloor ?? FLOOR;
  const space = createWorkspace(rows, states);
  // A density per standardised unit becomes one per the data's own.
  const shift = -knownCount(data) * units.scale.reduce((sum, scale) => sum + Math.log(scale), 0);
  const gain = (options.tolerance ?? TOLERANCE) * rows;
  let total = 0;
  const onIteration = (logLikelihood: number) =>
    options.onIteration?.(++total, logLikelihood + shift) ?? true;
  const climb = (from: GaussianHmm, iterations: number, before: readonly number[]) =>
    train({ from, data: own, floor, iterations, gain, space, onIteration, before });

  const most = options.maxIterations ?? MOST_ITERATIONS;
  let best: Climb;
  const reached: number[] = [];
  if (start !== undefined) best = climb(toUnits(start, units), most, []);
  else {
    const random = createRandom(options.seed);
    const restarts = options.restarts ?? RESTARTS;
    const trial = restarts === 1 ? most : Math.min(most, TRIAL_ITERATIONS);
    let chosen: Climb | undefined;
    for (let k = 0; k < restarts && chosen?.stopped !== 'cancelled'; k++) {
      const climbed = climb(
        startingModel(data.names, own.values, states, covariance, floor, random),
        trial,
        [],
      );
      const last = climbed.logLikelihoods.at(-1)!;
      reached.push(last + shift);
      if (chosen === undefined || last > chosen.logLikelihoods.at(-1)!) chosen = climbed;
      else if (climbed.stopped === 'cancelled') chosen = { ...chosen, stopped: 'cancelled' };
    }
    best = chosen!;
    if (best.stopped === 'iterations' && most > trial)
      best = climb(best.model, most - trial, best.logLikelihoods.slice(0, -1));
  }
  return {
    model: fromUnits(inCanonicalOrder(best.model, options.orderBy ?? 'variance'), units),
    logLikelihoods: best.logLikelihoods.map((value) => value + shift),
    restarts: reached,
    stopped: best.stopped,
  };
}

interface Climb {
  readonly model: GaussianHmm;
  readonly logLikelihoods: readonly number[];
  readonly stopped: HmmFit['stopped'];
}

function train(task: {
  readonly from: GaussianHmm;
  readonly data: HmmData;
  readonly floor: number;
  readonly iterations: number;
  readonly gain: number;
  readonly space: Workspace;
  readonly onIteration: (logLikelihood: number) => boolean;
  readonly before: readonly number[];
}): Climb {
  const { data, floor, iterations, gain, space, onIteration } = task;
  const logLikelihoods = [...task.before];
  let model = task.from;
  for (let iteration = 0; ; iteration++) {
    const counted = expectation(model, data, space);
    const last = logLikelihoods.at(-1);
    logLikelihoods.push(counted.logLikelihood);
    if (iteration > 0) {
      if (!onIteration(counted.logLikelihood)) return { model, logLikelihoods, stopped: 'cancelled' };
      if (last !== undefined && counted.logLikelihood - last < gain)
        return { model, logLikelihoods, stopped: 'converged' };
    }
    if (iteration === iterations) return { model, logLikelihoods, stopped: 'iterations' };
    model = maximisation(counted, model, floor);
  }
}

function checkOptions(data: HmmData, options: HmmOptions): void {
  const { states, start } = options;
  const known = knownCount(data);
  const whole = (name: string, value: number | undefined, least: number, most: number) => {
    if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most))
      throw new RangeError(`${name} must be a whole number from ${least} to ${most}, got ${value}`);
  };
  whole('states', states, 1, MOST_STATES);
  whole('restarts', options.restarts, 1, 1_000);
  whole('maxIterations', options.maxIterations, 1, 1_000_000);
  if (!((options.covarianceFloor ?? FLOOR) > 0 && (options.covarianceFloor ?? FLOOR) <= 1))
    throw new RangeError(`covarianceFloor must be above 0 and at most 1, got ${options.covarianceFloor}`);
  if (!((options.tolerance ?? TOLERANCE) >= 0))
    throw new RangeError(`tolerance must be at least 0, got ${options.tolerance}`);
  const needed = states * (data.names.length + 1);
  if (known < needed)
    throw new RangeError(`${states} states need at least ${needed} rows without gaps, there are ${known}`);
  if (start === undefined) return;
  checkHmm(start);
  checkHmmColumns(start, data);
  if (start.start.length !== states || start.covariance !== (options.covariance ?? 'diagonal'))
    throw new RangeError(
      `the start has ${start.start.length} states and ${start.covariance} covariance, asked for are ${states} and ${options.covariance ?? 'diagonal'}`,
    );
}

/** Rows without a gap. */
function knownCount({ names, values }: HmmData): number {
  const width = names.length;
  let count = 0;
  for (let at = 0; at < values.length; at += width) {
    let whole = 1;
    for (let d = 0; d < width; d++) if (Number.isNaN(values[at + d]!)) whole = 0;
    count += whole;
  }
  return count;
}
