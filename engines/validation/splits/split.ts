// A split as plain data: how it was made, of which dataset, and its folds. Made once, stored as canonical text, reused by name;
// services hash the text. Called by training, search and reports. `apply-split.ts` decides which rows take part.

import type { Session } from '../../market/session.ts';
import { type CombinatorialFolds, combinatorialFolds } from './combinatorial.ts';
import type { Fold, TimeSpan } from './fold.ts';
import { gapKFolds } from './gap-k-fold.ts';
import { foldsOf, range, type SessionFold } from './session-blocks.ts';
import { walkForwardSessions } from './walk-forward.ts';
import { windowStepFolds } from './window-step.ts';

/** Embargo in milliseconds on both sides of every test block, on top of purging by t1. */
export type SplitMethod =
  | {
      readonly kind: 'walk-forward';
      readonly trainSessions: number;
      readonly testSessions: number;
      readonly expanding: boolean;
      readonly embargoMs: number;
    }
  | {
      readonly kind: 'window-step';
      readonly windowDays: number;
      readonly stepDays: number;
      readonly embargoMs: number;
    }
  | {
      readonly kind: 'gap-k-fold';
      readonly folds: number;
      readonly horizonSessions: number;
      readonly embargoSessions: number;
      readonly embargoMs: number;
    }
  | {
      readonly kind: 'combinatorial';
      readonly groups: number;
      readonly testGroups: number;
      readonly embargoMs: number;
    }
  /** One fold: the last `share` of the sessions tests. Inner parts for early stopping, calibration and thresholds. */
  | { readonly kind: 'tail'; readonly share: number; readonly embargoMs: number };
export type SplitKind = SplitMethod['kind'];

export interface Split {
  readonly version: 1;
  readonly datasetHash: string;
  readonly method: SplitMethod;
  /** First and last session the split was made of, so that a stored split can be read without its calendar. */
  readonly sessions: { readonly count: number; readonly first: string; readonly last: string };
  readonly folds: readonly Fold[];
  /** The groups of a combinatorial split, ascending; else empty. */
  readonly groups: readonly TimeSpan[];
  /** `paths[p][g]`: fold testing group g on path p; only of combinatorial splits, else empty. */
  readonly paths: readonly (readonly number[])[];
}

const HALF_HOUR_MS = 30 * 60_000;

/** The published systems' own splits, with the gaps they lacked. */
export const SPLIT_PRESETS = {
  'walk-forward-60-10': {
    kind: 'walk-forward',
    trainSessions: 60,
    testSessions: 10,
    expanding: false,
    embargoMs: HALF_HOUR_MS,
  },
  'expanding-60-10': {
    kind: 'walk-forward',
    trainSessions: 60,
    testSessions: 10,
    expanding: true,
    embargoMs: HALF_HOUR_MS,
  },
  'window-45-15': { kind: 'window-step', windowDays: 45, stepDays: 15, embargoMs: HALF_HOUR_MS },
  'gap-5-fold': { kind: 'gap-k-fold', folds: 5, horizonSessions: 20, embargoSessions: 0, embargoMs: 0 },
  'combinatorial-6-2': { kind: 'combinatorial', groups: 6, testGroups: 2, embargoMs: HALF_HOUR_MS },
} as const satisfies Record<string, SplitMethod>;
export type SplitPreset = keyof typeof SPLIT_PRESETS;

/** Throws RangeError where the options make no sense or the calendar is too short for a single fold. */
export function makeSplit(datasetHash: string, sessions: readonly Session[], method: SplitMethod): Split {
  if (datasetHash === '') throw new RangeError('a split belongs to a dataset; its hash is missing');
  const made = sessionFoldsOf(sessions, method);
  if (made.folds.length === 0)
    throw new RangeError(
      `${sessions.length} sessions are too few for one fold of ${describeMethod(method)}; shorten its parts or take more sessions`,
    );
  return {
    version: 1,
    datasetHash,
    method,
    sessions: {
      count: sessions.length,
      first: sessions[0]!.date,
      last: sessions[sessions.length - 1]!.date,
    },
    folds: foldsOf(sessions, made.folds, method.embargoMs),
    groups: made.groupStart
      .slice(1)
      .map((end, group) => ({ from: sessions[made.groupStart[group]!]!.open, to: sessions[end - 1]!.close })),
    paths: made.paths,
  };
}

interface MadeFolds extends Omit<CombinatorialFolds, 'tested'> {}

/** The folds a method makes of these sessions, by their places among them. */
export function sessionFoldsOf(sessions: readonly Session[], method: SplitMethod): MadeFolds {
  const single = (folds: readonly SessionFold[]): MadeFolds => ({ folds, groupStart: [], paths: [] });
  switch (method.kind) {
    case 'walk-forward':
      return single(walkForwardSessions(sessions.length, method));
    case 'window-step':
      return single(windowStepFolds(sessions, method));
    case 'gap-k-fold':
      return single(gapKFolds(sessions.length, method));
    case 'combinatorial':
      return combinatorialFolds(sessions.length, method);
    case 'tail':
      return single(tailFold(sessions.length, method.share));
  }
}

/** At least one session on each side; none where there are not two. */
export function tailFold(count: number, share: number): SessionFold[] {
  if (!(share > 0 && share < 1)) throw new RangeError(`a tail's share lies between 0 and 1, got ${share}`);
  if (count < 2) return [];
  const border = Math.min(count - 1, Math.max(1, count - Math.round(count * share)));
  return [{ train: range(0, border), test: range(border, count) }];
}

export function describeMethod(method: SplitMethod): string {
  switch (method.kind) {
    case 'walk-forward':
      return `walk-forward ${method.trainSessions}/${method.testSessions} sessions${method.expanding ? ', expanding' : ''}`;
    case 'window-step':
      return `window ${method.windowDays} days, step ${method.stepDays} days`;
    case 'gap-k-fold':
      return `${method.folds} folds with ${method.horizonSessions + method.embargoSessions} sessions of gap`;
    case 'combinatorial':
      return `${method.groups} groups, ${method.testGroups} of them testing`;
    case 'tail':
      return `last ${Math.round(method.share * 100)} % of the sessions`;
  }
}
