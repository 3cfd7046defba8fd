import { describe, expect, it } from 'vitest';
import { ESTIMATORS } from '../../../../engines/learn/catalogue.ts';
import { SEARCH_PRESETS } from '../../../../engines/learn/search/presets.ts';
import { checkSpace, checkValues } from '../../../../engines/learn/search/space.ts';
import { createStudy, suggestTrial } from '../../../../engines/learn/search/study.ts';
import type { LearningTask } from '../../../../engines/learn/task.ts';
import { resolveParameters } from '../../../../engines/parameters/parameters.ts';
import { trainingRequestSchema } from '../../../contracts/training.ts';
import { declaredSpace, defaultsIn } from './declared-space.ts';
import { familyStudies } from './family-study.ts';

const BINARY: LearningTask = { kind: 'one-sided', classes: ['lose', 'win'], positive: 1, side: 1 };
const NUMBER: LearningTask = { kind: 'number', classes: [] };
const THREE: LearningTask = { kind: 'two-sided', classes: ['down', 'flat', 'up'], short: 0, long: 2 };
const TASKS = { binary: BINARY, multiclass: THREE, regression: NUMBER };
const studyOf = (family: object, more: object = {}, task: LearningTask = BINARY) => {
  const request = trainingRequestSchema.parse({ datasetId: 'made-dataset', families: [family], ...more });
  return familyStudies(request, task)[0]!;
};

describe.each(ESTIMATORS.map((estimator) => [estimator.id, estimator] as const))('%s', (id, estimator) => {
  it('has a space of its own that holds its defaults and allows only what it declares', () => {
    const space = declaredSpace(estimator.parameters);
    checkSpace(space);
    checkValues(space, defaultsIn(space, estimator.parameters));
    const task = TASKS[estimator.tasks[0]!];
    const { study } = studyOf({ estimator: id }, { trials: 3, sampler: 'random' }, task);
    if (space.length === 0) return;
    let one = createStudy(study!.settings(5));
    for (let k = 0; k < 3; k++) one = suggestTrial(one)!;
    for (const trial of one.trials)
      expect(resolveParameters(estimator.parameters, { ...study!.fixed, ...trial.values }).problems).toEqual(
        [],
      );
  });
});

describe.each(SEARCH_PRESETS.map((preset) => [preset.id, preset] as const))('preset %s', (id, preset) => {
  it('is searched with its fixed values and begins with a point of its space', () => {
    const { study, notes } = studyOf({ estimator: preset.family, preset: id });
    expect(notes).toEqual([]);
    expect(study!.fixed).toEqual(preset.fixed);
    for (const values of study!.first) checkValues(preset.space, values);
  });
});

it('does not search what is set, nor what depends on a choice that was set otherwise', () => {
  const { study } = studyOf({
    estimator: 'leafwise',
    preset: 'segments-leafwise',
    parameters: { rounds: 50 },
  });
  expect(study!.space.map(({ name }) => name)).not.toContain('rounds');
  expect(study!.fixed).toMatchObject({ rounds: 50, maxDepth: 0 });
  expect(Object.keys(study!.first[0]!)).not.toContain('rounds');
});

it('says why a family is left out', () => {
  const words = (family: object, task: LearningTask = BINARY) => {
    const { study, notes } = studyOf(family, {}, task);
    expect(study).toBeNull();
    return notes[0];
  };
  expect(words({ estimator: 'logistic' }, NUMBER)).toBe('logistic is left out: it does not learn numbers.');
  expect(words({ estimator: 'leafwise', preset: 'segments-symmetric' })).toContain('no search space called');
  expect(words({ estimator: 'leafwise', parameters: { rounds: -1 } })).toContain('rounds must lie between');
  expect(words({ estimator: 'leafwise', parameters: { round: 5 } })).toContain('round is not a parameter');
});

it('makes a grid only as long as it has points, and says so', () => {
  const { study, notes } = studyOf({ estimator: 'logistic' }, { sampler: 'grid', trials: 500 });
  expect(study!.trials).toBeLessThan(500);
  expect(notes[0]).toContain('since its space has no more');
  let one = createStudy(study!.settings(1));
  for (let k = 0; k < study!.trials; k++) one = suggestTrial(one)!;
  expect(suggestTrial(one)).toBeNull();
});

it('prunes by what the family counts', () => {
  const pruner = (name: string) =>
    studyOf({ estimator: 'leafwise' }, { pruner: name }).study!.settings(1).pruner;
  expect(pruner('none')).toEqual({ kind: 'none' });
  expect(pruner('hyperband')).toEqual({ kind: 'hyperband', least: 7, most: 200, factor: 3 });
  expect(pruner('successive-halving')).toEqual({ kind: 'successive-halving', least: 7, factor: 3 });
});
