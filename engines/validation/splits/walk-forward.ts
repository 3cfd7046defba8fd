// Folds that train on sessions past and test on the ones that follow. Called by training and the leak checks.
// Makes borders only; `applyFold` decides which rows may be used.

import { MINUTE_MS } from '../../market/interval.ts';
import type { Session } from '../../market/session.ts';
import type { Fold } from './fold.ts';
import { checkWhole, foldsOf, range, type SessionFold } from './session-blocks.ts';

export interface WalkForwardOptions {
  /** Sessions a fold trains on; with `expanding` the fewest it starts with. */
  readonly trainSessions: number;
  readonly testSessions: number;
  readonly embargoMs: number;
  /** Every fold trains from the first session on, instead of on a window that moves along. */
  readonly expanding: boolean;
}

export const WALK_FORWARD_DEFAULTS: WalkForwardOptions = {
  trainSessions: 60,
  testSessions: 10,
  embargoMs: 30 * MINUTE_MS,
  expanding: false,
};

/** Tests follow one another without gap or overlap; a last one shorter than `testSessions` is left out. */
export function walkForwardFolds(
  sessions: readonly Session[],
  options: WalkForwardOptions = WALK_FORWARD_DEFAULTS,
): Fold[] {
  return foldsOf(sessions, walkForwardSessions(sessions.length, options), options.embargoMs);
}

/** The same by places in a calendar of `count` sessions. */
export function walkForwardSessions(
  count: number,
  options: Omit<WalkForwardOptions, 'embargoMs'>,
): SessionFold[] {
  const { trainSessions, testSessions, expanding } = options;
  checkWhole('trainSessions', trainSessions, 1);
  checkWhole('testSessions', testSessions, 1);
  const folds: SessionFold[] = [];
  for (let start = trainSessions; start + testSessions <= count; start += testSessions)
    folds.push({
      train: range(expanding ? 0 : start - trainSessions, start),
      test: range(start, start + testSessions),
    });
  return folds;
}
