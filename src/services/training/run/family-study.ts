// The search of one family as a request asks for it: space, what is set beside it, what is tried first, and why a family cannot take
// part. Called by plans and runs. Follows from the request alone, so that a resumed run searches as it began.

import type { WindowGroup } from '../../../../engines/features/window-groups.ts';
import { estimatorOf } from '../../../../engines/learn/catalogue.ts';
import type { Estimator } from '../../../../engines/learn/contract.ts';
import { gridOf } from '../../../../engines/learn/search/grid-sampler.ts';
import { SEARCH_PRESETS } from '../../../../engines/learn/search/presets.ts';
import { MEDIAN_PRUNER, type Pruner } from '../../../../engines/learn/search/pruners.ts';
import {
  checkSpace,
  checkValues,
  type SearchParameter,
  type SearchSpace,
} from '../../../../engines/learn/search/space.ts';
import type { Sampler, StudySettings } from '../../../../engines/learn/search/study.ts';
import { TPE_DEFAULTS } from '../../../../engines/learn/search/tpe.ts';
import type { LearningTask } from '../../../../engines/learn/task.ts';
import { type ParameterValues, resolveParameters } from '../../../../engines/parameters/parameters.ts';
import type { FamilyChoice, TrainingRequest } from '../../../contracts/training.ts';
import { objectiveDirection } from '../steps/objective.ts';
import { declaredSpace, defaultsIn } from './declared-space.ts';
import { middleWindows, windowSpace } from './window-search.ts';

export interface FamilyStudy {
  readonly estimator: Estimator;
  readonly space: SearchSpace;
  /** Set beside what is searched. */
  readonly fixed: ParameterValues;
  readonly first: readonly ParameterValues[];
  /** How many there are; a grid may have fewer than were asked for. */
  readonly trials: number;
  settings(seed: number): StudySettings;
}

export type FamilyOutcome =
  | { readonly family: string; readonly study: FamilyStudy; readonly notes: readonly string[] }
  /** Left out, with the reason. */
  | { readonly family: string; readonly study: null; readonly notes: readonly string[] };

/** One per family asked for, each with a choice per group of `windows`; never throws for what a family cannot do. */
export function familyStudies(
  request: TrainingRequest,
  task: LearningTask,
  windows: readonly WindowGroup[] = [],
): readonly FamilyOutcome[] {
  const seen = new Set<string>();
  return request.families.map((choice): FamilyOutcome => {
    const family = choice.estimator;
    if (seen.has(family))
      return { family, study: null, notes: [`${family} was asked for twice; the first one counts.`] };
    seen.add(family);
    try {
      const estimator = estimatorOf(family);
      const kind =
        task.classes.length === 0 ? 'regression' : task.classes.length === 2 ? 'binary' : 'multiclass';
      if (!estimator.tasks.includes(kind))
        throw new RangeError(`it does not learn ${kind === 'regression' ? 'numbers' : `${kind} labels`}`);
      const { study, notes } = studyOf(estimator, choice, request, windows);
      return { family, study, notes };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { family, study: null, notes: [`${family} is left out: ${error.message}.`] };
    }
  });
}

/** Throws RangeError with the reason why the family cannot be searched like this. */
function studyOf(
  estimator: Estimator,
  choice: FamilyChoice,
  request: TrainingRequest,
  windows: readonly WindowGroup[],
): { study: FamilyStudy; notes: readonly string[] } {
  const preset = SEARCH_PRESETS.find((one) => one.id === choice.preset);
  if (choice.preset !== undefined && preset?.family !== estimator.id)
    throw new RangeError(`it has no search space called "${choice.preset}"`);
  const fixed = { ...preset?.fixed, ...choice.parameters };
  const { problems } = resolveParameters(estimator.parameters, fixed);
  if (problems.length > 0)
    throw new RangeError(problems.map(({ name, message }) => `${name} ${message}`).join('; '));
  const own = withoutFixed(preset?.space ?? declaredSpace(estimator.parameters), fixed);
  const space = [...own, ...windowSpace(windows)];
  checkSpace(space);
  const searched = new Set(own.map(({ name }) => name));
  const given = (preset?.first ?? []).map((values) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => searched.has(name))),
  );
  const first = (given.length > 0 ? given : [defaultsIn(own, estimator.parameters)]).map((values) => ({
    ...values,
    ...middleWindows(windows),
  }));
  for (const values of first) checkValues(space, values);
  const sampler = samplerOf(request, space);
  const most =
    sampler.kind === 'grid' ? first.length + gridOf(space, sampler.levels).length : Number.POSITIVE_INFINITY;
  const trials = Math.min(request.trials, space.length === 0 ? 1 : most);
  const notes =
    trials < request.trials
      ? [`${estimator.id}: ${trials} of ${request.trials} trials, since its space has no more.`]
      : [];
  const direction = objectiveDirection(request.objective);
  const pruner = prunerOf(request, estimator);
  return {
    study: {
      estimator,
      space,
      fixed,
      first,
      trials,
      settings: (seed) => ({ seed, space, direction, sampler, pruner, first }),
    },
    notes,
  };
}

/** What depends on a fixed choice is searched where that choice allows it and not at all where it does not. */
function withoutFixed(space: SearchSpace, fixed: ParameterValues): SearchSpace {
  return space.flatMap((parameter): SearchParameter[] => {
    if (Object.hasOwn(fixed, parameter.name)) return [];
    const { when, ...free } = parameter;
    if (when === undefined || !Object.hasOwn(fixed, when.parameter)) return [parameter];
    return when.values.includes(fixed[when.parameter]!) ? [free as SearchParameter] : [];
  });
}

function samplerOf({ sampler, trials }: TrainingRequest, space: SearchSpace): Sampler {
  switch (sampler) {
    case 'random':
      return { kind: 'random' };
    case 'grid':
      return { kind: 'grid', levels: gridLevels(space) };
    case 'tpe':
      // A search of ten trials that draws ten at random would never ask its model.
      return {
        kind: 'tpe',
        options: {
          ...TPE_DEFAULTS,
          startupTrials: Math.min(TPE_DEFAULTS.startupTrials, Math.max(2, Math.floor(trials / 3))),
        },
      };
  }
}

/** The finest of three, two or one values per range that still makes a grid; throws RangeError where none does. */
function gridLevels(space: SearchSpace): number {
  for (const levels of [3, 2])
    try {
      gridOf(space, levels);
      return levels;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  gridOf(space, 1);
  return 1;
}

/** Names under which estimators count their steps. */
const RESOURCES = ['rounds', 'epochs', 'iterations'];
const FACTOR = 3;

function prunerOf({ pruner }: TrainingRequest, { parameters }: Estimator): Pruner {
  if (pruner === 'none') return { kind: 'none' };
  if (pruner === 'median') return MEDIAN_PRUNER;
  const resource = parameters.find(({ name }) => RESOURCES.includes(name));
  const most = typeof resource?.default === 'number' ? Math.max(1, Math.round(resource.default)) : 1;
  const least = Math.max(1, Math.round(most / FACTOR ** 3));
  return pruner === 'hyperband'
    ? { kind: 'hyperband', least, most, factor: FACTOR }
    : { kind: 'successive-halving', least, factor: FACTOR };
}
