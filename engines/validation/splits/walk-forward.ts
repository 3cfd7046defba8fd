// Folds that train on sessions past and test on the ones that follow. Called by training and the leak checks.
// Makes borders only; `applyFold` decides which rows may be used.

import { MINUTE_MS } from '../../market/interval.ts';
import type { Session } from '../../market/session.ts';
import type { Fold } from './fold.ts';

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
  const { trainSessions, testSessions, embargoMs, expanding } = options;
  if (!(Number.isInteger(trainSessions) && trainSessions >= 1))
    throw new RangeError(`a fold trains on whole sessions, at least one; got ${trainSessions}`);
  if (!(Number.isInteger(testSessions) && testSessions >= 1))
    throw new RangeError(`a fold tests on whole sessions, at least one; got ${testSessions}`);
  if (!(embargoMs >= 0)) throw new RangeError(`an embargo is zero or longer, got ${embargoMs} ms`);
  const folds: Fold[] = [];
  for (let start = trainSessions; start + testSessions <= sessions.length; start += testSessions) {
    const first = sessions[expanding ? 0 : start - trainSessions]!;
    folds.push({
      index: folds.length,
      train: [{ from: first.open, to: sessions[start - 1]!.close }],
      test: [{ from: sessions[start]!.open, to: sessions[start + testSessions - 1]!.close }],
      embargoMs,
    });
  }
  return folds;
}
