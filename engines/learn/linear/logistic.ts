// Logistic regression of two or more classes with ridge, lasso or elastic-net penalty. An estimator of the contract.
// Minimises Σ w·log-loss + (1/C)·[(1−r)/2·‖b‖² + r·‖b‖₁] over standardised columns, the intercept free: scikit-learn's objective.

import { checkForModel } from '../check-data.ts';
import { CLASS_WEIGHT } from '../class-weight.ts';
import type {
  Estimator,
  EstimatorParameter,
  FitContext,
  LabelledData,
  LearningData,
  Model,
} from '../contract.ts';
import { LOGARITHMIC, number } from '../declare.ts';
import {
  checkedParameters,
  firstIterationOf,
  fractionAfter,
  L1_RATIO,
  MAX_ITERATIONS,
  TOLERANCE,
} from './declared.ts';
import { designMatrix, learnColumns } from './design-columns.ts';
import {
  type LinearState,
  linearContributions,
  linearImportance,
  linearScores,
  startFrom,
} from './linear-state.ts';
import { binaryLoss, softmaxLoss } from './logistic-loss.ts';
import { minimise, type Stopped } from './proximal-newton.ts';

const ID = 'logistic';
const VERSION = 1;
/** What a class without a training row is given: not seen is not impossible. */
export const UNSEEN = 1e-6;
const MOST_CLASSES = 255;

const PARAMETERS: readonly EstimatorParameter[] = [
  number(
    'Penalty',
    'c',
    'C',
    'Inverse strength of the penalty, as in scikit-learn: smaller shrinks more.',
    [1, 1e-6, 1e6],
    LOGARITHMIC,
  ),
  L1_RATIO,
  CLASS_WEIGHT,
  MAX_ITERATIONS,
  TOLERANCE,
];

export const logistic: Estimator = {
  id: ID,
  version: VERSION,
  title: 'Logistic regression',
  help: 'A straight line through the log-odds of standardised features: quick, steady, easy to read. Missing values count as the mean, with a column that says so.',
  parameters: PARAMETERS,
  tasks: ['binary', 'multiclass'],
  acceptsMissing: true,
  fit: train,
  predict,
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
  const { names, classes } = data;
  if (classes.length === 0)
    throw new RangeError(
      'logistic regression tells classes apart and the data names none; use ridge for a number',
    );
  if (classes.length > MOST_CLASSES)
    throw new RangeError(`logistic regression takes at most ${MOST_CLASSES} classes, got ${classes.length}`);
  const seen = Int32Array.from(new Set(data.target)).sort();
  const weight = weightsOf(data, seen, parameters.classWeight === 'balanced');
  const total = weight.reduce((a, b) => a + b, 0);
  const design = learnColumns(data, weight);
  const outputs = seen.length <= 2 ? 1 : seen.length;
  const modelOf = (
    coefficients: Float64Array,
    iterations: number,
    stopped: Stopped | null,
    slope: number,
  ): Model => ({
    estimator: ID,
    version: VERSION,
    names,
    classes,
    parameters,
    state: { design, outputs, coefficients, seen, iterations, stopped, slope } satisfies LinearState,
  });
  const width = design.feature.length + 1;
  // One class: it is always predicted, and nothing can be learned from the features.
  if (seen.length === 1) return modelOf(new Float64Array(width), 0, 'converged', 0);

  const columns = designMatrix(design, data);
  const label = Uint8Array.from(data.target, (y) => seen.indexOf(y));
  const loss =
    outputs === 1 ? binaryLoss(columns, label, weight) : softmaxLoss(columns, label, outputs, weight);
  const ratio = Number(parameters.l1Ratio);
  const strength = 1 / Number(parameters.c);
  const penalties = (share: number) =>
    Float64Array.from({ length: loss.size }, (_, j) => (j % width === 0 ? 0 : share * strength));
  const earlier = context.warmStart?.state as LinearState | undefined;
  const result = minimise({
    loss,
    l1: penalties(ratio),
    l2: penalties(1 - ratio),
    start: earlier ? startFrom(earlier, design, outputs) : new Float64Array(loss.size),
    firstIteration: firstIterationOf(context.warmStart),
    maxIterations: Number(parameters.maxIterations),
    tolerance: Number(parameters.tolerance) * total,
    onIteration(iteration, at, objective) {
      const { checkpoint, onProgress } = context;
      if (checkpoint && iteration > 0 && iteration % checkpoint.everyRounds === 0)
        checkpoint.save(modelOf(at.slice(), iteration, null, Number.NaN));
      const progress = { fraction: fractionAfter(iteration), round: iteration, trainLoss: objective / total };
      return onProgress?.(progress) ?? true;
    },
  });
  return modelOf(result.at, result.iterations, result.stopped, result.slope / total);
}

/** Rows' weights; balanced: total / (classes × the class's own), as scikit-learn does, over the classes that have rows. */
function weightsOf(
  { rows, target, weight }: LabelledData,
  seen: Int32Array,
  balanced: boolean,
): Float64Array {
  const weights = weight?.slice() ?? new Float64Array(rows).fill(1);
  if (!balanced) return weights;
  const sums = new Map<number, number>();
  target.forEach((y, i) => {
    sums.set(y, (sums.get(y) ?? 0) + weights[i]!);
  });
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((w, i) => (w * total) / (seen.length * sums.get(target[i]!)!));
}

function predict(model: Model, data: LearningData): Float64Array {
  checkForModel(model, data);
  const state = model.state as LinearState;
  const classes = model.classes.length;
  const { seen, outputs } = state;
  const out = new Float64Array(data.rows * classes).fill(UNSEEN);
  const known = 1 - UNSEEN * (classes - seen.length);
  if (seen.length === 1) {
    for (let i = 0; i < data.rows; i++) out[i * classes + seen[0]!] = known;
    return out;
  }
  const scores = linearScores(state, data);
  for (let i = 0; i < data.rows; i++) {
    if (outputs === 1) {
      const score = scores[0]![i]!;
      const small = Math.exp(-Math.abs(score));
      const likelier = 1 / (1 + small);
      out[i * classes + seen[score >= 0 ? 1 : 0]!] = known * likelier;
      out[i * classes + seen[score >= 0 ? 0 : 1]!] = known * small * likelier;
      continue;
    }
    let most = Number.NEGATIVE_INFINITY;
    for (const score of scores) most = Math.max(most, score[i]!);
    let sum = 0;
    for (const score of scores) sum += Math.exp(score[i]! - most);
    for (let k = 0; k < outputs; k++)
      out[i * classes + seen[k]!] = (known * Math.exp(scores[k]![i]! - most)) / sum;
  }
  return out;
}
