// What is kept of fitted regimes: a hidden Markov model with the facts of the rows it was fitted on and words per state. Plain data,
// JSON as it stands. Written by fit-regimes.ts; read by append-regimes.ts, regime-stream.ts, bundles and screens.

import { type CovarianceKind, checkHmm, type GaussianHmm } from '../hmm/model.ts';

export interface RegimeSettings {
  readonly states: number;
  readonly covariance: CovarianceKind;
  /** Features to look at, by name. */
  readonly observed: readonly string[];
  readonly seed: number;
  /** Starts tried; default 5. */
  readonly restarts?: number;
  /** Default 100. */
  readonly maxIterations?: number;
}

/** One observed feature over the training rows, where it is known. */
export interface ObservedFacts {
  readonly name: string;
  readonly mean: number;
  /** Standard deviation, divided by n; above 0. */
  readonly spread: number;
  /** Share of training rows without a value. */
  readonly missingShare: number;
}

/**
 * [Note: missing observations] Nothing is filled in: a row that lacks any observed value says nothing of the state, and only moves
 * time on. Training, tests and serving treat it alike.
 */
export interface RegimeState {
  readonly kind: 'regimes';
  readonly version: 1;
  readonly settings: RegimeSettings;
  /** In the features' own units; states ascending by variance, so that numbers mean the same from one training to the next. */
  readonly hmm: GaussianHmm;
  /** As `hmm.names`. */
  readonly observed: readonly ObservedFacts[];
  /** Asked for and not used, with the reason. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
  /** Per state, such as "low volatility, falling"; no two are the same. */
  readonly words: readonly string[];
  /** Mean forward-filtered chance of each state over the training rows. */
  readonly share: readonly number[];
  /** Rows a stay in each state lasts on average: 1 / (1 − chance to stay); null for a state that is never left. */
  readonly meanStay: readonly (number | null)[];
  readonly rows: number;
  readonly sequences: number;
  /** Of the training rows, under the model. */
  readonly logLikelihood: number;
  readonly stopped: 'converged' | 'iterations' | 'cancelled';
}

/** Names of the appended columns, state by state. */
export const regimeNames = (states: number): readonly string[] =>
  Array.from({ length: states }, (_, k) => `regime_${k}`);

/** Positions of regime columns among feature names; empty where there are none. */
export function regimePositions(names: readonly string[]): readonly number[] {
  return names.flatMap((name, f) => (/^regime_\d+$/.test(name) ? [f] : []));
}

/** Reads a state back from stored JSON; throws RangeError where it is none. */
export function asRegimeState(value: unknown): RegimeState {
  const state = value as RegimeState;
  if (typeof value !== 'object' || value === null || state.kind !== 'regimes' || state.version !== 1)
    throw new RangeError('the stored regimes are not of version 1; train again');
  checkHmm(state.hmm);
  if (state.words.length !== state.hmm.start.length)
    throw new RangeError(`${state.words.length} descriptions for ${state.hmm.start.length} regimes`);
  return state;
}
