// What every ensemble has learned: whole models of its members, each of which predicts on its own, and what joins them. Written by the
// estimators here; read by them, by bundles and by reports.

import type { Model } from '../contract.ts';
import type { RegimeState } from '../regimes/state.ts';
import type { StackState } from './stack.ts';

/** One fitted model inside an ensemble. `done` false only while training goes on, and where it was stopped. */
export interface Part {
  /** `member/leafwise`, `fold/2/leafwise`, `fallback`, `state/1`. */
  readonly key: string;
  readonly model: Model;
  readonly done: boolean;
}

export interface EnsembleState {
  /** In the order they were fitted. Of a finished ensemble only those it predicts with. */
  readonly parts: readonly Part[];
  /** Seed of the training: what is continued must follow from the same one. */
  readonly seed: number;
  /** A checkpoint says 'running'. */
  readonly stopped: 'finished' | 'cancelled' | 'running';
}

/** Parts `member/<estimator>`: the mean of their predictions, equal weights. */
export interface SoftVoteState extends EnsembleState {
  readonly kind: 'soft-vote';
}

/** Parts `member/<estimator>`, in the order of `stack.members`; without a stack, their mean. */
export interface StackingState extends EnsembleState {
  readonly kind: 'stacking';
  readonly stack: StackState | null;
  /** Why the members are averaged instead; null where there is a stack. */
  readonly withoutStack: string | null;
  /** Positions of the regime columns the meta-learner reads beside the members. */
  readonly regimeColumns: readonly number[];
  /** The inner folds: rows that taught and rows that were predicted. */
  readonly folds: readonly { readonly train: number; readonly predicted: number; readonly purged: number }[];
}

/** Parts `fallback` (all rows) and `state/<k>` for the states that earned one. */
export interface RegimeSwitchedState extends EnsembleState {
  readonly kind: 'regime-switched';
  /** Its own regimes; null where the data brings regime columns, or where none could be learned. */
  readonly regimes: RegimeState | null;
  /** Positions of the data's own regime columns, where it has them. */
  readonly regimeColumns: readonly number[];
  /** Why there is only the fallback; null where there are regimes. */
  readonly withoutRegimes: string | null;
  /** Per state: training rows it was likeliest for, and why it has no model of its own (null: it has one). */
  readonly states: readonly { readonly rows: number; readonly words: string; readonly why: string | null }[];
}

/** Parts `neutral` (a `logistic` of classes side, flat) and `side` (classes short, long; absent where no side came true). */
export interface NeutralThenSideState extends EnsembleState {
  readonly kind: 'neutral-then-side';
  /** Places of the three classes. */
  readonly short: number;
  readonly long: number;
  readonly flat: number;
  /** Share of the training rows, by weight, that were flat: turns the balanced chance back into a true one. */
  readonly flatShare: number;
}

export function modelOf(state: EnsembleState, key: string): Model | undefined {
  return state.parts.find((part) => part.key === key)?.model;
}
