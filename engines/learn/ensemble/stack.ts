// Stacking (Wolpert 1992): a meta-learner over the predictions of several members. Its rows must be ones the members had not seen when
// they predicted them; whoever calls answers for that. Called by the stacking estimator and by blending of whole runs.

import type { LabelledData, LearningData, Model } from '../contract.ts';
import { checkMembers } from './blend.ts';
import { type MetaKind, metaLearner, metaParameters } from './meta-learner.ts';

/** Forward-filtered chances of regimes beside the members' predictions, row-major: rows × states. */
export interface RegimeFeatures {
  readonly chances: Float32Array;
  readonly states: number;
}

export interface StackTraining {
  /** One per member, row-major, rows × width: out-of-fold predictions. */
  readonly members: readonly Float64Array[];
  /** Names of the members, for importance; "member 1" and so on where absent. */
  readonly names?: readonly string[];
  /** Classes; 1 for a number. */
  readonly width: number;
  readonly regimes?: RegimeFeatures;
  /** Class indices, or numbers where `width` is 1. */
  readonly target: Float64Array;
  readonly weight?: Float64Array;
  readonly meta: MetaKind;
  readonly seed: number;
}

/** Plain data; the meta-learner's model keeps its typed arrays. */
export interface StackState {
  readonly kind: 'stack';
  readonly version: 1;
  readonly meta: MetaKind;
  readonly members: readonly string[];
  readonly width: number;
  /** Regimes expected beside the members; 0 for none. */
  readonly states: number;
  /** Rows it was fitted on. */
  readonly rows: number;
  readonly model: Model;
}

/** Probabilities this near to 0 or 1 count as here: log-odds stay finite. */
export const META_EDGE = 1e-6;

/** Throws RangeError where members, target and regimes do not fit together. */
export function fitStack(training: StackTraining): StackState {
  const data = stackTable(training);
  const { members, width, regimes, meta, seed } = training;
  const learner = metaLearner(meta, width);
  return {
    kind: 'stack',
    version: 1,
    meta,
    members: namesOf(training),
    width,
    states: regimes?.states ?? 0,
    rows: members[0]!.length / width,
    model: learner.fit(data, metaParameters(learner), { seed }),
  };
}

/** The labelled table the meta-learner is fitted on. */
export function stackTable(training: StackTraining): LabelledData {
  const { members, width, regimes, target, weight } = training;
  const table = metaTable(namesOf(training), members, width, regimes);
  return {
    ...table,
    classes: width > 1 ? Array.from({ length: width }, (_, k) => `class ${k}`) : [],
    target,
    ...(weight === undefined ? {} : { weight }),
  };
}

/** Row-major, rows × width. `members` and `regimes` as in training. */
export function predictStack(
  state: StackState,
  members: readonly Float64Array[],
  regimes?: RegimeFeatures,
): Float64Array {
  if (members.length !== state.members.length)
    throw new RangeError(
      `the stack was fitted over ${state.members.join(', ')}; ${members.length} members were given`,
    );
  if ((regimes?.states ?? 0) !== state.states)
    throw new RangeError(
      `the stack was fitted with ${state.states} regimes, ${regimes?.states ?? 0} were given; they must be equal`,
    );
  const table = metaTable(state.members, members, state.width, regimes);
  return metaLearner(state.meta, state.width).predict(state.model, table);
}

/**
 * How much of the stack each member carries, by the meta-learner's own importance, summing to 1 (0 each where it learned nothing);
 * regimes last. Null for a meta-learner that knows no importance.
 */
export function stackShares(
  state: StackState,
): readonly { readonly name: string; readonly share: number }[] | null {
  const own = metaLearner(state.meta, state.width).importance?.(state.model, 'gain');
  if (own === undefined) return null;
  const columns = columnsPer(state.width);
  const shareOf = (from: number, count: number) =>
    own.subarray(from, from + count).reduce((a, b) => a + b, 0);
  const members = state.members.map((name, m) => ({ name, share: shareOf(m * columns, columns) }));
  if (state.states === 0) return members;
  return [...members, { name: 'regimes', share: shareOf(state.members.length * columns, state.states) }];
}

const namesOf = ({ names, members }: StackTraining): readonly string[] =>
  names ?? members.map((_, m) => `member ${m + 1}`);

/** A number and two classes are one column, more classes one each. */
const columnsPer = (width: number): number => (width <= 2 ? 1 : width);

/**
 * [Note: meta features] Two classes: the log-odds of the second. More: each class's log-probability less their mean (centred log-ratio).
 * A linear meta-learner over these can pass a member through unchanged, which it cannot over bare probabilities. Numbers as they are.
 */
function metaTable(
  names: readonly string[],
  members: readonly Float64Array[],
  width: number,
  regimes: RegimeFeatures | undefined,
): LearningData {
  const rows = (members[0]?.length ?? 0) / width;
  checkMembers(members, rows, width);
  if (names.length !== members.length)
    throw new RangeError(`${names.length} names for ${members.length} members; they must be equal`);
  if (regimes !== undefined && regimes.chances.length !== rows * regimes.states)
    throw new RangeError(
      `${regimes.chances.length} regime chances for ${rows} rows of ${regimes.states} states; they must match`,
    );
  const count = columnsPer(width);
  const columns = members.flatMap((own) =>
    Array.from({ length: count }, (_, k) =>
      Float32Array.from({ length: rows }, (_, i) => metaValue(own, i, k, width)),
    ),
  );
  const states = Array.from({ length: regimes?.states ?? 0 }, (_, k) =>
    Float32Array.from({ length: rows }, (_, i) => regimes!.chances[i * regimes!.states + k]!),
  );
  return {
    rows,
    names: [
      ...names.flatMap((name) => Array.from({ length: count }, (_, k) => `${name} ${k}`)),
      ...states.map((_, k) => `regime_${k}`),
    ],
    columns: [...columns, ...states],
  };
}

function metaValue(predictions: Float64Array, row: number, column: number, width: number): number {
  const at = row * width;
  if (width === 1) return predictions[at]!;
  const log = (k: number) => Math.log(Math.min(1 - META_EDGE, Math.max(META_EDGE, predictions[at + k]!)));
  if (width === 2) return log(1) - log(0);
  let mean = 0;
  for (let k = 0; k < width; k++) mean += log(k) / width;
  return log(column) - mean;
}
