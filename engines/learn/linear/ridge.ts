// Linear regression of a number with ridge, lasso or elastic-net penalty. An estimator of the contract.
// Minimises ½·Σ w·(y − b₀ − x·b)² + alpha·[(1−r)/2·‖b‖² + r·‖b‖₁] over standardised columns, the intercept free; alpha 0 is least
// squares, where columns that say the same share their coefficient.

import { checkForModel } from '../check-data.ts';
import type { Estimator, EstimatorParameter, FitContext, LabelledData, Model } from '../contract.ts';
import { checkedParameters, firstIterationOf, L1_RATIO, MAX_ITERATIONS, TOLERANCE } from './declared.ts';
import { designMatrix, learnColumns } from './design-columns.ts';
import { addGram, columnSums } from './gram.ts';
import {
  type LinearState,
  linearContributions,
  linearImportance,
  linearScores,
  startFrom,
} from './linear-state.ts';
import { minimise, type SmoothLoss } from './proximal-newton.ts';

const ID = 'ridge';
const VERSION = 1;

const PARAMETERS: readonly EstimatorParameter[] = [
  {
    name: 'alpha',
    label: 'Alpha',
    group: 'Penalty',
    help: 'Strength of the penalty, as in scikit-learn: larger shrinks more, 0 is least squares.',
    type: 'number',
    default: 1,
    min: 0,
    max: 1e9,
  },
  L1_RATIO,
  MAX_ITERATIONS,
  TOLERANCE,
];

export const ridge: Estimator = {
  id: ID,
  version: VERSION,
  title: 'Ridge regression',
  help: 'A straight line through standardised features to a number, its coefficients shrunk. Missing values count as the mean, with a column that says so.',
  parameters: PARAMETERS,
  tasks: ['regression'],
  acceptsMissing: true,
  fit: train,
  predict: (model, data) => {
    checkForModel(model, data);
    return linearScores(model.state as LinearState, data)[0]!;
  },
  contributions: (model, data) => {
    checkForModel(model, data);
    return linearContributions(model.state as LinearState, data);
  },
  importance: (model, kind) => linearImportance(model.state as LinearState, model.names.length, kind),
};

function train(data: LabelledData, given: Model['parameters'], context: FitContext): Model {
  const parameters = checkedParameters(
    { id: ID, version: VERSION, parameters: PARAMETERS },
    data,
    given,
    context,
  );
  if (data.classes.length > 0)
    throw new RangeError('ridge predicts a number and the data names classes; use logistic for classes');
  const weight = data.weight ?? new Float64Array(data.rows).fill(1);
  const total = weight.reduce((a, b) => a + b, 0);
  const { mean, spread } = targetScale(data.target, weight, total);
  const design = learnColumns(data, weight);
  const columns = designMatrix(design, data);
  const { onProgress } = context;
  const kept = onProgress?.({ fraction: 0.2, round: 0 }) ?? true;
  const loss = squaredLoss(columns, data.target, weight, mean);
  const going = kept && (onProgress?.({ fraction: 0.6, round: 0 }) ?? true);
  const ratio = Number(parameters.l1Ratio);
  const penalties = (share: number) =>
    Float64Array.from({ length: loss.size }, (_, j) => (j === 0 ? 0 : share * Number(parameters.alpha)));
  const earlier = context.warmStart?.state as LinearState | undefined;
  const start = earlier ? startFrom(earlier, design, 1) : new Float64Array(loss.size);
  if (earlier) start[0]! -= mean;
  const result = minimise({
    loss,
    l1: penalties(ratio),
    l2: penalties(1 - ratio),
    start,
    firstIteration: firstIterationOf(context.warmStart),
    maxIterations: Number(parameters.maxIterations),
    tolerance: Number(parameters.tolerance) * total * spread,
    onIteration: () => going,
  });
  const finished =
    result.stopped !== 'cancelled' && (onProgress?.({ fraction: 1, round: result.iterations }) ?? true);
  const coefficients = result.at;
  coefficients[0]! += mean;
  return {
    estimator: ID,
    version: VERSION,
    names: data.names,
    classes: data.classes,
    parameters,
    state: {
      design,
      outputs: 1,
      coefficients,
      seen: new Int32Array(0),
      iterations: result.iterations,
      stopped: finished ? result.stopped : 'cancelled',
      slope: result.slope / total,
    } satisfies LinearState,
  };
}

/** Weighted mean and spread; a target that does not vary counts its spread as 1. */
function targetScale(target: Float64Array, weight: Float64Array, total: number) {
  let mean = 0;
  for (let i = 0; i < target.length; i++) mean += (weight[i]! / total) * target[i]!;
  let squares = 0;
  for (let i = 0; i < target.length; i++) squares += (weight[i]! / total) * (target[i]! - mean) ** 2;
  return { mean, spread: squares > 0 ? Math.sqrt(squares) : 1 };
}

/** The rows are summed up once; after that the loss is a quadratic in the coefficients. */
function squaredLoss(
  columns: readonly Float64Array[],
  target: Float64Array,
  weight: Float64Array,
  mean: number,
): SmoothLoss {
  const size = columns.length;
  const gram = new Float64Array(size * size);
  addGram(columns, weight, gram, size);
  const pull = new Float64Array(size);
  columnSums(
    columns,
    target.map((y, i) => weight[i]! * (y - mean)),
    pull,
  );
  let squares = 0;
  for (let i = 0; i < target.length; i++) squares += weight[i]! * (target[i]! - mean) ** 2;
  return {
    size,
    value(at, gradient, hessian) {
      let total = squares / 2;
      for (let j = 0; j < size; j++) {
        let product = 0;
        for (let k = 0; k < size; k++) product += gram[j * size + k]! * at[k]!;
        total += at[j]! * (product / 2 - pull[j]!);
        if (gradient) gradient[j] = product - pull[j]!;
      }
      hessian?.set(gram);
      return total;
    },
  };
}
