// Which columns a trial or a fit sees where windows are searched: its parameters taken apart into the estimator's own and the choices of
// windows. Called by the planner of searches, trials and fits. Pure.

import type { WindowGroup } from '../../../../engines/features/window-groups.ts';
import type { EstimatorParameters } from '../../../../engines/learn/contract.ts';
import { WINDOW_PARAMETER } from '../../../contracts/training.ts';
import type { Preparation } from './contract.ts';

/** Parameter that chooses the column of a group. No estimator's own has a full stop in its name. */
export const windowParameter = ({ name }: Pick<WindowGroup, 'name'>): string => `${WINDOW_PARAMETER}${name}`;
const isWindowParameter = (name: string): boolean => name.startsWith(WINDOW_PARAMETER);

export interface ParametersApart {
  readonly own: EstimatorParameters;
  readonly windows: EstimatorParameters;
}

export function apart(parameters: EstimatorParameters): ParametersApart {
  const entries = Object.entries(parameters);
  return {
    own: Object.fromEntries(entries.filter(([name]) => !isWindowParameter(name))),
    windows: Object.fromEntries(entries.filter(([name]) => isWindowParameter(name))),
  };
}

/**
 * The names that are seen, in their order: all but the columns of groups that were not chosen. Throws RangeError where a group has no
 * choice or a choice is no column of its group.
 */
export function seenNames(
  names: readonly string[],
  groups: NonNullable<Preparation['windows']>,
  choices: EstimatorParameters,
): readonly string[] {
  const unseen = new Set<string>();
  for (const group of groups) {
    const choice = choices[windowParameter(group)];
    if (!group.members.some((member) => member === choice))
      throw new RangeError(`the window of ${group.name} is ${String(choice)}, which is none of its columns`);
    for (const member of group.members) if (member !== choice) unseen.add(member);
  }
  return names.filter((name) => !unseen.has(name));
}

/** Columns that a model sees at once. */
export function seenCount(columns: number, groups: Preparation['windows']): number {
  return (groups ?? []).reduce((left, { members }) => left - members.length + 1, columns);
}
