// Combinatorial purged cross-validation: sessions in groups, every choice of some of them tests once, and the tests join into
// whole paths through the calendar. Called by `makeSplit` and by reports, which give a distribution instead of one path.
// López de Prado, Advances in Financial Machine Learning (2018), §12.3–12.4.

import { checkWhole, range, type SessionFold } from './session-blocks.ts';

export interface CombinatorialOptions {
  readonly groups: number;
  readonly testGroups: number;
}

/** More fits than this is a mistake in the options, not a plan. */
export const MOST_COMBINATIONS = 1_000;

export interface CombinatorialFolds {
  readonly folds: readonly SessionFold[];
  /** First session of each group and, last, the number of sessions. */
  readonly groupStart: readonly number[];
  /** Per fold the groups it tests, ascending; its k-th test span or spans are theirs. */
  readonly tested: readonly (readonly number[])[];
  /** `paths[p][g]`: the fold whose test of group g belongs to path p. Each (fold, tested group) is in exactly one path. */
  readonly paths: readonly (readonly number[])[];
}

/** Groups differ by at most one session; the longer ones come first. */
export function combinatorialFolds(
  sessionCount: number,
  { groups, testGroups }: CombinatorialOptions,
): CombinatorialFolds {
  checkWhole('groups', groups, 2);
  checkWhole('testGroups', testGroups, 1);
  if (testGroups >= groups)
    throw new RangeError(`of ${groups} groups at most ${groups - 1} can test, got ${testGroups}`);
  if (sessionCount < groups) throw new RangeError(`${sessionCount} sessions do not make ${groups} groups`);
  if (binomial(groups, testGroups) > MOST_COMBINATIONS)
    throw new RangeError(
      `${groups} groups by ${testGroups} make more than ${MOST_COMBINATIONS} combinations; take fewer groups`,
    );
  const size = Math.floor(sessionCount / groups);
  const longer = sessionCount % groups;
  const groupStart = range(0, groups + 1).map((group) => group * size + Math.min(group, longer));
  const membersOf = (chosen: readonly number[]): number[] =>
    chosen.flatMap((group) => range(groupStart[group]!, groupStart[group + 1]!));
  const tested = combinations(groups, testGroups);
  const folds = tested.map((chosen) => ({
    train: membersOf(range(0, groups).filter((group) => !chosen.includes(group))),
    test: membersOf(chosen),
  }));
  const paths: number[][] = range(0, binomial(groups - 1, testGroups - 1)).map(() => []);
  for (let group = 0; group < groups; group++) {
    let path = 0;
    tested.forEach((chosen, fold) => {
      if (chosen.includes(group)) paths[path++]![group] = fold;
    });
  }
  return { folds, groupStart, tested, paths };
}

/** Ascending choices of `size` out of 0 … count − 1, in lexicographic order. */
export function combinations(count: number, size: number): number[][] {
  const found: number[][] = [];
  const chosen: number[] = [];
  const choose = (from: number): void => {
    if (chosen.length === size) {
      found.push([...chosen]);
      return;
    }
    for (let next = from; next <= count - (size - chosen.length); next++) {
      chosen.push(next);
      choose(next + 1);
      chosen.pop();
    }
  };
  choose(0);
  return found;
}

export function binomial(count: number, size: number): number {
  let value = 1;
  for (let k = 1; k <= size; k++) value = (value * (count - size + k)) / k;
  return Math.round(value);
}
