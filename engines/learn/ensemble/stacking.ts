// Stacking inside one training part: members predict later blocks of it from earlier ones, a meta-learner learns whom to believe from
// those predictions, and members fitted on all rows serve. An estimator of the contract that needs an order in time.

import { checkForModel } from '../check-data.ts';
import type {
  Estimator,
  EstimatorParameter,
  EstimatorParameters,
  FitContext,
  LabelledData,
  LearningData,
  Model,
} from '../contract.ts';
import { choice, number, whole } from '../declare.ts';
import { orderOf } from '../regimes/observations.ts';
import { regimePositions } from '../regimes/state.ts';
import { blendMean } from './blend.ts';
import { checkedFit, meanImportance, takeRows } from './checked.ts';
import { type InnerFold, innerFolds } from './inner-folds.ts';
import {
  chosenMembers,
  MEMBER_FAMILIES,
  type MemberFamily,
  memberParameters,
  memberSwitches,
  sameLength,
  TREE_SETTINGS,
} from './members.ts';
import type { MetaKind } from './meta-learner.ts';
import { createPartRunner, type PartRunner, partSeed } from './part-runner.ts';
import { memberById } from './soft-vote.ts';
import { fitStack, predictStack, type RegimeFeatures } from './stack.ts';
import type { Part, StackingState } from './state.ts';

const ID = 'stacking';
const VERSION = 1;
/** Fewer rows teach a member, or a meta-learner, next to nothing. */
const LEAST_ROWS = 50;
const MINUTE_MS = 60_000;

const META_TITLES: Readonly<Record<MetaKind, string>> = {
  logistic: 'Logistic or ridge regression',
  mlp: 'Neural network',
  leafwise: 'Boosted trees',
};

const OWN: readonly EstimatorParameter[] = [
  choice(
    'Stack',
    'meta',
    'Meta-learner',
    'Learns from the members’ out-of-fold predictions whom to believe. The linear one is hard to overfit.',
    META_TITLES,
  ),
  whole(
    'Stack',
    'folds',
    'Inner folds',
    'Blocks of time that are predicted from earlier ones. More gives the meta-learner more rows and takes longer.',
    [4, 2, 10],
  ),
  number(
    'Stack',
    'embargoMinutes',
    'Embargo',
    'Labels must have been known this long before a block begins to teach its members.',
    [30, 0, 1_440],
    { unit: 'minutes' },
  ),
  {
    name: 'regimeFeatures',
    label: 'Regimes beside the members',
    group: 'Stack',
    help: 'The meta-learner also sees columns named regime_0, regime_1, … where the data has them.',
    type: 'boolean',
    default: true,
  },
];

/** Stacking over these families. */
export function createStacking(families: readonly MemberFamily[]): Estimator {
  const declared = [...memberSwitches(families), ...OWN, ...TREE_SETTINGS];
  const byId = (id: string): Estimator => memberById(families, id);
  return {
    id: ID,
    version: VERSION,
    title: 'Stack of its own members',
    help: 'Trains several families itself inside each training part, and a meta-learner over them, taught by predictions of rows they had not seen. The run’s own stack learns over the chosen families instead, from earlier segments. Rows too few for inner folds are voted on instead.',
    parameters: declared,
    tasks: ['binary', 'multiclass', 'regression'],
    acceptsMissing: true,
    needsOrder: true,
    fit: (data, given, context) =>
      train(families, data, checkedFit(ID, VERSION, declared, data, given, context, true), context),
    predict(model: Model, data: LearningData): Float64Array {
      checkForModel(model, data);
      const state = model.state as StackingState;
      const members = membersOf(state);
      const predictions = members.map((part) => byId(part.model.estimator).predict(part.model, data));
      if (state.stack === null) return blendMean(predictions, data.rows, Math.max(1, model.classes.length));
      return predictStack(state.stack, predictions, regimesOf(data, state.regimeColumns));
    },
    importance: (model, kind) =>
      meanImportance(membersOf(model.state as StackingState), byId, model.names.length, kind),
  };
}

const membersOf = (state: StackingState): readonly Part[] =>
  state.parts.filter(({ key }) => key.startsWith('member/'));

interface Plan {
  readonly estimator: Estimator;
  readonly parameters: EstimatorParameters;
}

function train(
  families: readonly MemberFamily[],
  data: LabelledData,
  parameters: EstimatorParameters,
  context: FitContext,
): Model {
  const order = orderOf(data);
  const members = chosenMembers(families, parameters).map((family) =>
    family.estimatorFor(data.classes.length),
  );
  const folds = innerFolds(order, Number(parameters.folds), Number(parameters.embargoMinutes) * MINUTE_MS);
  const teaching = folds.filter((fold) => teaches(data, fold));
  const rows = teaching.reduce((sum, { predicted }) => sum + predicted.length, 0);
  const withoutStack =
    rows >= LEAST_ROWS
      ? null
      : `${rows} rows could be predicted out of fold, a meta-learner needs ${LEAST_ROWS}: the members are averaged`;
  const used = withoutStack === null ? teaching : [];
  const regimeColumns = parameters.regimeFeatures === true ? regimePositions(data.names) : [];
  const modelOf = (changes: Pick<StackingState, 'parts' | 'stack' | 'stopped'>): Model => ({
    estimator: ID,
    version: VERSION,
    names: data.names,
    classes: data.classes,
    parameters,
    state: {
      kind: 'stacking',
      seed: context.seed,
      withoutStack:
        changes.stack === null ? (withoutStack ?? 'training was stopped before the meta-learner') : null,
      regimeColumns,
      folds: used.map(({ train, predicted, purged }) => ({
        train: train.length,
        predicted: predicted.length,
        purged,
      })),
      ...changes,
    } satisfies StackingState,
  });
  const runner = createPartRunner(context, parameters, members.length * (1 + used.length), (parts) =>
    modelOf({ parts, stack: null, stopped: 'running' }),
  );
  return runner.run(
    () => {
      const plans = members.map((estimator) => fitMember(runner, estimator, parameters, data, context));
      const parts = runner.parts();
      if (withoutStack !== null) return modelOf({ parts, stack: null, stopped: 'finished' });
      const predictions = outOfFold(runner, plans, data, used);
      const taught = takeRows(data, Uint32Array.from(used.flatMap(({ predicted }) => [...predicted])));
      const regimes = regimesOf(taught, regimeColumns);
      const stack = fitStack({
        members: predictions,
        names: members.map(({ id }) => id),
        width: Math.max(1, data.classes.length),
        ...(regimes === undefined ? {} : { regimes }),
        target: taught.target,
        ...(taught.weight === undefined ? {} : { weight: taught.weight }),
        meta: parameters.meta as MetaKind,
        seed: partSeed(context.seed, 'meta'),
      });
      return modelOf({ parts, stack, stopped: 'finished' });
    },
    (parts) => modelOf({ parts, stack: null, stopped: 'cancelled' }),
  );
}

/** The member that will serve, and how its copies inside the training part are to be set. */
function fitMember(
  runner: PartRunner,
  estimator: Estimator,
  given: EstimatorParameters,
  data: LabelledData,
  { validation }: FitContext,
): Plan {
  const parameters = memberParameters(estimator, given);
  const model = runner.fit({
    key: `member/${estimator.id}`,
    estimator,
    parameters,
    data,
    ...(validation === undefined ? {} : { validation }),
  });
  return {
    estimator,
    parameters: validation === undefined ? parameters : sameLength(estimator, parameters, model),
  };
}

/** Per member, row-major: predictions of the folds' rows, fold after fold, by models of earlier rows. */
function outOfFold(
  runner: PartRunner,
  plans: readonly Plan[],
  data: LabelledData,
  folds: readonly InnerFold[],
): Float64Array[] {
  const own: Float64Array[][] = plans.map(() => []);
  folds.forEach(({ train, predicted }, k) => {
    const [taught, later] = [takeRows(data, train), takeRows(data, predicted)];
    plans.forEach(({ estimator, parameters }, m) => {
      const model = runner.fit({ key: `fold/${k}/${estimator.id}`, estimator, parameters, data: taught });
      own[m]!.push(estimator.predict(model, later));
    });
  });
  return own.map((blocks) => Float64Array.from(blocks.flatMap((block) => [...block])));
}

/** A fold takes part where its members can learn what those on all rows can: rows enough, and every class among them. */
function teaches(data: LabelledData, { train, predicted }: InnerFold): boolean {
  if (train.length < LEAST_ROWS || predicted.length === 0) return false;
  if (data.classes.length === 0) return true;
  const seen = new Set(data.target);
  return seen.size > 1 && new Set(Array.from(train, (i) => data.target[i])).size === seen.size;
}

function regimesOf(data: LearningData, positions: readonly number[]): RegimeFeatures | undefined {
  const states = positions.length;
  if (states === 0) return undefined;
  const chances = new Float32Array(data.rows * states);
  positions.forEach((f, k) => {
    for (let i = 0; i < data.rows; i++) chances[i * states + k] = data.columns[f]![i]!;
  });
  return { chances, states };
}

export const stacking: Estimator = createStacking(MEMBER_FAMILIES);
