// One model per regime: a hidden Markov model says, looking back only, which regime a row is in; the model learned from that regime's
// rows answers, and one learned from all rows where a regime has too few. An estimator of the contract that needs an order in time.
// Training and serving take the same path: the states are forward-filtered in both, never decoded with hindsight.

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
import { choice, LOGARITHMIC, whole } from '../declare.ts';
import type { CovarianceKind } from '../hmm/model.ts';
import { likeliestStates, regimeChances } from '../regimes/append-regimes.ts';
import { fitRegimes } from '../regimes/fit-regimes.ts';
import { orderOf, sequenceLengths } from '../regimes/observations.ts';
import { type RegimeState, regimePositions } from '../regimes/state.ts';
import { checkedFit, meanImportance, takeRows } from './checked.ts';
import { MEMBER_FAMILIES, type MemberFamily, memberParameters, TREE_SETTINGS } from './members.ts';
import { observedFeatures } from './observed-features.ts';
import { createPartRunner, type PartRunner, partSeed } from './part-runner.ts';
import { memberById } from './soft-vote.ts';
import { type Part, modelOf as partModel, type RegimeSwitchedState } from './state.ts';

const ID = 'regime-switched';
const VERSION = 1;

const ownParameters = (families: readonly MemberFamily[]): readonly EstimatorParameter[] => [
  choice(
    'Members',
    'family',
    'Family',
    'What each regime’s model and the fallback are.',
    Object.fromEntries(families.map(({ name, label }) => [name, label])),
  ),
  choice(
    'Regimes',
    'mixing',
    'Answer',
    'Likeliest: the model of the likeliest regime answers alone. Mixed: every regime’s model by the chance of its regime.',
    { likeliest: 'Likeliest regime', mixed: 'Mixed by chances' },
  ),
  whole(
    'Regimes',
    'minRegimeRows',
    'Least rows of a regime',
    'A regime with fewer training rows has no model of its own; the fallback answers. 50 as published.',
    [50, 10, 100_000],
    LOGARITHMIC,
  ),
  whole(
    'Regimes',
    'states',
    'Regimes',
    'States of the hidden Markov model. Data that has columns regime_0, regime_1, … is taken at its word instead.',
    [4, 2, 8],
  ),
  choice(
    'Regimes',
    'covariance',
    'Covariance',
    'Full lets observed features move together inside a regime; diagonal needs fewer rows.',
    { full: 'Full', diagonal: 'Diagonal' },
  ),
  whole(
    'Regimes',
    'observed',
    'Observed features',
    'How many features the hidden Markov model looks at: those named after volatility and trend in turn, else the most persistent.',
    [3, 1, 8],
  ),
];

/** Regime-switched models over these families. */
export function createRegimeSwitched(families: readonly MemberFamily[]): Estimator {
  const declared = [...ownParameters(families), ...TREE_SETTINGS];
  const byId = (id: string): Estimator => memberById(families, id);
  return {
    id: ID,
    version: VERSION,
    title: 'Regime-switched',
    help: 'One model per market regime and one for all of them, chosen row by row from what was known by then.',
    parameters: declared,
    tasks: ['binary', 'multiclass', 'regression'],
    acceptsMissing: true,
    needsOrder: true,
    fit(data, given, context) {
      const parameters = checkedFit(ID, VERSION, declared, data, given, context, true);
      const family = families.find(({ name }) => name === parameters.family)!;
      return train(family.estimatorFor(data.classes.length), data, parameters, context);
    },
    predict(model: Model, data: LearningData): Float64Array {
      checkForModel(model, data);
      return switched(model, data, byId);
    },
    importance: (model, kind) =>
      meanImportance((model.state as RegimeSwitchedState).parts, byId, model.names.length, kind),
  };
}

function train(
  estimator: Estimator,
  data: LabelledData,
  parameters: EstimatorParameters,
  context: FitContext,
): Model {
  orderOf(data);
  sequenceLengths(data);
  const member = memberParameters(estimator, parameters);
  const regimeColumns = regimePositions(data.names);
  let regimes: RegimeState | null = null;
  let withoutRegimes: string | null = null;
  let states: RegimeSwitchedState['states'] = [];
  const modelOf = (parts: readonly Part[], stopped: RegimeSwitchedState['stopped']): Model => ({
    estimator: ID,
    version: VERSION,
    names: data.names,
    classes: data.classes,
    parameters,
    state: {
      kind: 'regime-switched',
      seed: context.seed,
      parts,
      stopped,
      regimes,
      regimeColumns,
      withoutRegimes,
      states,
    } satisfies RegimeSwitchedState,
  });
  // The fallback, the regimes themselves, and at most one model each.
  const count = 2 + (regimeColumns.length || Number(parameters.states));
  const runner = createPartRunner(context, parameters, count, (parts) => modelOf(parts, 'running'));
  return runner.run(
    () => {
      const { validation } = context;
      const learn = (key: string, rows: LabelledData, later: LabelledData | undefined) =>
        runner.fit({
          key,
          estimator,
          parameters: member,
          data: rows,
          ...(later === undefined ? {} : { validation: later }),
        });
      learn('fallback', data, validation);
      if (regimeColumns.length === 0) {
        const own = ownRegimes(data, parameters, context, runner);
        if (own === 'stopped') return modelOf(runner.parts(), 'cancelled');
        if (typeof own === 'string') withoutRegimes = own;
        else regimes = own;
      }
      runner.skip();
      const least = Number(parameters.minRegimeRows);
      const partsOf = (rows: LabelledData) =>
        regimeParts(rows, chancesOf(rows, regimes, regimeColumns), least);
      const parts = partsOf(data);
      const laterParts = validation === undefined ? [] : partsOf(validation);
      states = parts.map(({ rows, why }, k) => ({
        rows: rows.length,
        words: regimes?.words[k] ?? `regime ${k}`,
        why,
      }));
      parts.forEach(({ rows, why }, k) => {
        if (why !== null) return;
        // Stopped early by later rows of the same regime, or by all of them where those are too few to tell.
        const later = laterParts[k]?.why === null ? takeRows(validation!, laterParts[k].rows) : validation;
        learn(`state/${k}`, takeRows(data, rows), later);
      });
      return modelOf(runner.parts(), 'finished');
    },
    (parts) => modelOf(parts, 'cancelled'),
  );
}

/** The regimes, or why there are none: too few rows is no reason to refuse a training whose fallback stands. */
function ownRegimes(
  data: LabelledData,
  parameters: EstimatorParameters,
  { seed }: FitContext,
  runner: PartRunner,
): RegimeState | string {
  const observed = observedFeatures(data, Number(parameters.observed));
  const states = Number(parameters.states);
  // Full covariances need more rows than features by far; as many per state as a model of its own would need.
  const least = states * Number(parameters.minRegimeRows);
  if (data.rows < least) return `${data.rows} rows; ${states} regimes need ${least}`;
  if (observed.length === 0) return 'no feature varies over the training rows';
  try {
    const fitted = fitRegimes(
      data,
      {
        states,
        covariance: parameters.covariance as CovarianceKind,
        observed,
        seed: partSeed(seed, 'regimes'),
      },
      // Rises with every iteration without knowing how many there will be.
      (iteration) => runner.step(iteration / (iteration + 20)),
    );
    return fitted.stopped === 'cancelled' ? 'stopped' : fitted;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

interface RegimePart {
  readonly rows: Uint32Array;
  readonly why: string | null;
}

function regimeParts(
  data: LabelledData,
  chances: { readonly values: Float32Array; readonly states: number } | null,
  least: number,
): readonly RegimePart[] {
  if (chances === null) return [];
  const likeliest = likeliestStates(chances.values, chances.states);
  return Array.from({ length: chances.states }, (_, k) => {
    const rows = Uint32Array.from([...likeliest.keys()].filter((i) => likeliest[i] === k));
    const one = data.classes.length > 0 && rows.every((i) => data.target[i] === data.target[rows[0]!]);
    const why =
      rows.length < least
        ? `${rows.length} training rows; ${least} are needed`
        : one
          ? 'all its training rows are of one class'
          : null;
    return { rows, why };
  });
}

function chancesOf(
  data: LearningData,
  regimes: RegimeState | null,
  columns: readonly number[],
): { readonly values: Float32Array; readonly states: number } | null {
  if (regimes !== null) return { values: regimeChances(regimes, data), states: regimes.hmm.start.length };
  if (columns.length === 0) return null;
  const values = new Float32Array(data.rows * columns.length);
  columns.forEach((f, k) => {
    for (let i = 0; i < data.rows; i++) {
      const p = data.columns[f]![i]!;
      // A regime nobody knows is no regime: the first state would otherwise win by default.
      if (Number.isNaN(p)) throw new RangeError(`${data.names[f]}, row ${i}: regime chances must be known`);
      values[i * columns.length + k] = p;
    }
  });
  return { values, states: columns.length };
}

function switched(model: Model, data: LearningData, byId: (id: string) => Estimator): Float64Array {
  const state = model.state as RegimeSwitchedState;
  const width = Math.max(1, model.classes.length);
  const predictionOf = (own: Model) => byId(own.estimator).predict(own, data);
  const fallback = partModel(state, 'fallback');
  if (fallback === undefined) throw new RangeError('the model was stopped before anything was learned');
  const general = predictionOf(fallback);
  const chances = chancesOf(data, state.regimes, state.regimeColumns);
  if (chances === null) return general;
  const own = Array.from({ length: chances.states }, (_, k) => {
    const part = partModel(state, `state/${k}`);
    return part === undefined ? general : predictionOf(part);
  });
  const likeliest = likeliestStates(chances.values, chances.states);
  const mixed = model.parameters.mixing === 'mixed';
  const out = new Float64Array(data.rows * width);
  for (let i = 0; i < data.rows; i++) {
    const at = i * width;
    if (!mixed) {
      for (let c = 0; c < width; c++) out[at + c] = own[likeliest[i]!]![at + c]!;
      continue;
    }
    // Chances are of single precision and regime columns anybody's: shares must sum to 1 exactly.
    let total = 0;
    for (let k = 0; k < chances.states; k++) total += chances.values[i * chances.states + k]!;
    for (let k = 0; k < chances.states; k++) {
      const share = chances.values[i * chances.states + k]! / total;
      for (let c = 0; c < width; c++) out[at + c]! += share * own[k]![at + c]!;
    }
  }
  return out;
}

export const regimeSwitched: Estimator = createRegimeSwitched(MEMBER_FAMILIES);
