// Windows as part of a search: per group of columns one choice beside the estimator's parameters, the middle window first. Called by
// plans and by the studies of families. Pure.

import type { WindowGroup } from '../../../../engines/features/window-groups.ts';
import type { ParameterValues, SearchSpace } from '../../../../engines/learn/search/space.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import { windowParameter } from '../steps/window-choice.ts';

type Asked = Pick<TrainingRequest, 'windows' | 'trials'>;

/** The groups whose window is chosen; none where the request wants all columns. */
export function searchedWindows(
  { windows }: Pick<Asked, 'windows'>,
  groups: readonly WindowGroup[],
): readonly WindowGroup[] {
  return windows === 'searched' ? groups : [];
}

export function windowSpace(groups: readonly WindowGroup[]): SearchSpace {
  return groups.map((group) => ({ name: windowParameter(group), kind: 'choice', choices: group.members }));
}

export function middleWindows(groups: readonly WindowGroup[]): ParameterValues {
  return Object.fromEntries(groups.map((group) => [windowParameter(group), group.base]));
}

/** What to know of a search of windows before it starts; `groups`: those that are searched. */
export function windowNotes({ windows, trials }: Asked, groups: readonly WindowGroup[]): readonly string[] {
  if (windows !== 'searched') return [];
  if (groups.length === 0)
    return [
      'Windows are not searched: no feature of this dataset stands in it at several windows, so the model sees all columns. To search them, edit its feature set, choose "Vary windows", save it and build a dataset with it.',
    ];
  if (trials === 1)
    return [
      `Windows are not searched with one trial: the middle one of ${groups.length === 1 ? 'the group' : `each of ${groups.length} groups`} is taken.`,
    ];
  return [];
}
