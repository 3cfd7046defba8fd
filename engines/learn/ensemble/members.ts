// The families an ensemble can be made of, chosen by switches, and the few settings their trees share. Called by the ensembles.

import type { BooleanParameter, NumberParameter } from '../../parameters/parameters.ts';
import type { Estimator, EstimatorParameter, EstimatorParameters, Model } from '../contract.ts';
import { logistic } from '../linear/logistic.ts';
import { ridge } from '../linear/ridge.ts';
import { mlp } from '../neural/mlp.ts';
import { depthwise, extraTrees, leafwise, randomForest, symmetric } from '../trees/families/families.ts';
import { roundsOf, type TreeState } from '../trees/model/tree-state.ts';

export interface MemberFamily {
  /** Name of the switch. */
  readonly name: string;
  readonly label: string;
  /** Chosen by default. */
  readonly chosen: boolean;
  /** `classes`: 0 for a number. */
  readonly estimatorFor: (classes: number) => Estimator;
}

const always = (name: string, chosen: boolean, estimator: Estimator): MemberFamily => ({
  name,
  label: estimator.title,
  chosen,
  estimatorFor: () => estimator,
});

/** Boosted trees of three growth policies by default: the families the replaced systems voted with. */
export const MEMBER_FAMILIES: readonly MemberFamily[] = [
  always('leafwise', true, leafwise),
  always('depthwise', true, depthwise),
  always('symmetric', true, symmetric),
  always('randomForest', false, randomForest),
  always('extraTrees', false, extraTrees),
  {
    name: 'linear',
    label: 'Logistic or ridge regression',
    chosen: false,
    estimatorFor: (classes) => (classes > 0 ? logistic : ridge),
  },
  always('network', false, mlp),
];

export const memberSwitches = (families: readonly MemberFamily[]): readonly BooleanParameter[] =>
  families.map(({ name, label, chosen }) => ({
    name,
    label,
    group: 'Members',
    help: 'Takes part in the ensemble, with its own defaults beside the settings below.',
    type: 'boolean',
    default: chosen,
  }));

/** Under names of their own, so that nobody takes them for settings of every member. */
const SHARED: readonly (NumberParameter & { readonly sets: string })[] = [
  {
    name: 'treeRounds',
    sets: 'rounds',
    label: 'Rounds of trees',
    group: 'Trees',
    help: 'Trees of each member that is made of trees; early stopping may keep fewer.',
    type: 'integer',
    default: 200,
    min: 1,
    max: 10_000,
    logarithmic: true,
  },
  {
    name: 'treeLearningRate',
    sets: 'learningRate',
    label: 'Learning rate of trees',
    group: 'Trees',
    help: 'Share of each tree that boosted members add. Smaller needs more rounds.',
    type: 'number',
    default: 0.05,
    min: 0.001,
    max: 1,
    logarithmic: true,
  },
  {
    name: 'treeMinChildSamples',
    sets: 'minChildSamples',
    label: 'Least rows of a leaf',
    group: 'Trees',
    help: 'A cut of any tree that would leave fewer rows on a side is not made.',
    type: 'integer',
    default: 20,
    min: 1,
    max: 100_000,
    logarithmic: true,
  },
];
export const TREE_SETTINGS: readonly EstimatorParameter[] = SHARED.map(
  ({ sets: _, ...parameter }) => parameter,
);

/** What an ensemble's settings mean for one member: those it has a word for. */
export function memberParameters(estimator: Estimator, given: EstimatorParameters): EstimatorParameters {
  const declared = new Set(estimator.parameters.map(({ name }) => name));
  return Object.fromEntries(
    SHARED.flatMap(({ name, sets }) =>
      // Only trees say rounds; a network may have a learning rate of another kind.
      declared.has(sets) && declared.has('rounds') && given[name] !== undefined ? [[sets, given[name]]] : [],
    ),
  );
}

/** The switched-on families, in the order of the list; throws RangeError where there is none. */
export function chosenMembers(
  families: readonly MemberFamily[],
  given: EstimatorParameters,
): readonly MemberFamily[] {
  const chosen = families.filter(({ name }) => given[name] === true);
  if (chosen.length > 0) return chosen;
  throw new RangeError(
    `no member is chosen; switch on at least one of ${families.map(({ name }) => name).join(', ')}`,
  );
}

/**
 * Settings under which a member trains as long as `model` did, without a validation part: early stopping chose how long, and copies
 * of the member inside the training part must not look at that part again, nor train longer than the one they stand for.
 */
export function sameLength(
  estimator: Estimator,
  parameters: EstimatorParameters,
  model: Model,
): EstimatorParameters {
  const { state } = model;
  if (estimator.parameters.some(({ name }) => name === 'rounds'))
    return { ...parameters, rounds: Math.max(1, roundsOf(state as TreeState)) };
  const epochs = (state as { readonly epochs?: unknown }).epochs;
  if (estimator.parameters.some(({ name }) => name === 'epochs') && typeof epochs === 'number')
    return { ...parameters, epochs: Math.max(1, epochs) };
  return parameters;
}
