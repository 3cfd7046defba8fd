// Makes an estimator of the contract from a family of trees: what it is called, what it offers, and how its parameters read in
// the engine's words. Called by families.ts; all behaviour that families share lives here.

import { checkForModel, checkLabelled, checkValidation, checkWarmStart } from '../../check-data.ts';
import type {
  Estimator,
  EstimatorParameter,
  EstimatorParameters,
  FitContext,
  LabelledData,
  LearningData,
  Model,
} from '../../contract.ts';
import { resolveParameters } from '../../resolve-parameters.ts';
import { type BinnedData, binColumns } from '../bins/binned-data.ts';
import { treeImportance } from '../model/importance.ts';
import { createTreeExplainer } from '../model/shap.ts';
import type { TreeState } from '../model/tree-state.ts';
import { predictionsOf, scoreRows } from '../model/walk.ts';
import type { Objective, TreeParameters } from '../parameters.ts';
import { trainTrees } from '../train.ts';
import { startingPoint } from './starting-point.ts';

export interface TreeFamily {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly parameters: readonly EstimatorParameter[];
  /** Parameters the family fixes; the others come from those declared, by name. */
  readonly fixed: Partial<TreeParameters> & Pick<TreeParameters, 'policy'>;
  /** Averages its trees instead of adding them up. */
  readonly forest: boolean;
}

/** Raised whenever training or prediction of any family changes. */
const VERSION = 1;

/** Bins belong to the data, not to a fit: a search that fits the same part again and again cuts it once. */
const binsOfData = new WeakMap<LearningData, Map<number, BinnedData>>();

export function treeEstimator(family: TreeFamily): Estimator {
  const { id, title, help, parameters } = family;
  return {
    id,
    version: VERSION,
    title,
    help,
    parameters,
    tasks: ['binary', 'multiclass', 'regression'],
    acceptsMissing: true,
    fit: (data, given, context) => train(family, data, given, context),
    predict(model, data) {
      checkForModel(model, data);
      const state = model.state as TreeState;
      return predictionsOf(state, scoreRows(state, data.columns, data.rows), data.rows, model.classes.length);
    },
    contributions(model, data) {
      checkForModel(model, data);
      return contributionsOf(model.state as TreeState, data);
    },
    importance: (model, kind) => treeImportance(model.state as TreeState, model.names.length, kind),
  };
}

function train(
  family: TreeFamily,
  data: LabelledData,
  given: EstimatorParameters,
  context: FitContext,
): Model {
  const parameters = resolveParameters(family.parameters, given);
  checkLabelled(data);
  if (data.classes.length > 255)
    throw new RangeError(`trees tell at most 255 classes apart, got ${data.classes.length}`);
  if (context.validation) checkValidation(context.validation, data);
  if (context.warmStart) checkWarmStart(context.warmStart, family.id, VERSION, data);
  const objective = objectiveOf(family, parameters, data.classes.length);
  const tree = treeParametersOf(family, parameters, objective, data.names, context);
  const start = startingPoint(
    data,
    context.validation,
    objective,
    parameters.classWeight === 'balanced',
    tree.quantile,
  );
  const earlier = (context.warmStart?.state as TreeState | undefined) ?? null;
  if (earlier !== null && earlier.objective !== objective)
    throw new RangeError(`cannot continue a model of ${earlier.objective} loss with ${objective} loss`);
  const modelOf = (state: TreeState): Model => ({
    estimator: family.id,
    version: VERSION,
    names: data.names,
    classes: data.classes,
    parameters,
    state,
  });
  const { checkpoint, onProgress } = context;
  const state = trainTrees({
    // A constant target leaves nothing to cut by: the model is its starting point.
    parameters: start.constant && objective !== 'mean' ? { ...tree, rounds: 0 } : tree,
    outputs: start.outputs,
    initial: earlier?.initial ?? start.initial,
    train: start.train,
    binned: binsOf(data, Number(parameters.bins)),
    validation: start.validation,
    warmStart: earlier,
    team: context.team ?? null,
    plain: false,
    measureTraining: onProgress !== undefined || start.validation !== null,
    onRound: (round, trainLoss, validationLoss, stateSoFar) => {
      if (checkpoint && round % checkpoint.everyRounds === 0) checkpoint.save(modelOf(stateSoFar()));
      return (
        onProgress?.({
          fraction: round / tree.rounds,
          round,
          ...(Number.isNaN(trainLoss) ? {} : { trainLoss }),
          ...(Number.isNaN(validationLoss) ? {} : { validationLoss }),
        }) ?? true
      );
    },
  });
  return modelOf(state);
}

function objectiveOf(family: TreeFamily, parameters: EstimatorParameters, classes: number): Objective {
  if (family.forest) return 'mean';
  if (classes > 2) return 'softmax';
  if (classes === 2) return 'logistic';
  return parameters.loss === 'quantile' ? 'quantile' : 'squared';
}

function treeParametersOf(
  { fixed }: TreeFamily,
  parameters: EstimatorParameters,
  objective: Objective,
  names: readonly string[],
  { seed, monotone }: FitContext,
): TreeParameters {
  const of = (name: string, otherwise: number) => Number(parameters[name] ?? otherwise);
  return {
    objective,
    rounds: of('rounds', 1),
    learningRate: of('learningRate', 1),
    maxLeaves: of('maxLeaves', 2),
    maxDepth: of('maxDepth', 0),
    minChildWeight: of('minChildWeight', 0),
    minChildSamples: of('minChildSamples', 1),
    minGain: of('minGain', 0),
    l1: of('l1', 0),
    l2: of('l2', 0),
    rowFraction: of('rowFraction', 1),
    withReplacement: false,
    columnFraction: of('columnFraction', 1),
    nodeColumnFraction: of('leafColumnFraction', 1),
    randomCuts: false,
    earlyStoppingRounds: of('earlyStoppingRounds', 0),
    quantile: of('quantile', 0.5),
    seed,
    monotone: directionsOf(monotone, names),
    ...fixed,
  };
}

function directionsOf(monotone: FitContext['monotone'], names: readonly string[]): Int8Array | null {
  const entries = Object.entries(monotone ?? {});
  if (entries.length === 0) return null;
  const directions = new Int8Array(names.length);
  for (const [name, direction] of entries) {
    const f = names.indexOf(name);
    if (f < 0) throw new RangeError(`a monotone constraint names ${name}, which is not a feature`);
    directions[f] = direction;
  }
  return directions;
}

function binsOf(data: LearningData, bins: number): BinnedData {
  const known = binsOfData.get(data) ?? new Map<number, BinnedData>();
  binsOfData.set(data, known);
  const binned = known.get(bins) ?? binColumns(data.columns, data.rows, bins);
  known.set(bins, binned);
  return binned;
}

function contributionsOf(state: TreeState, { rows, columns }: LearningData): Float64Array {
  const width = (columns.length + 1) * state.outputs;
  const explainer = createTreeExplainer(state, columns.length);
  const out = new Float64Array(rows * width);
  const row = new Float32Array(columns.length);
  for (let i = 0; i < rows; i++) {
    for (let f = 0; f < columns.length; f++) row[f] = columns[f]![i]!;
    out.set(explainer.explain(row), i * width);
  }
  return out;
}
