import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { problemOf } from '../../parameters/parameters.ts';
import type { EstimatorParameter } from '../contract.ts';
import { TREE_FAMILIES } from '../trees/families/families.ts';
import { SEARCH_PRESETS } from './presets.ts';
import { drawAtRandom } from './random-sampler.ts';
import { checkValues, type ParameterValue } from './space.ts';
import { createStudy, suggestTrial } from './study.ts';

function fits(parameter: EstimatorParameter | undefined, value: ParameterValue): boolean {
  return parameter !== undefined && problemOf(parameter, value) === undefined;
}

describe.each(SEARCH_PRESETS.map((preset) => [preset.id, preset] as const))('preset %s', (_, preset) => {
  const family = TREE_FAMILIES.find(({ id }) => id === preset.family)!;

  it('draws only what its family accepts, ends of ranges included', () => {
    const declared = (name: string) => family.parameters.find((parameter) => parameter.name === name);
    const values = preset.space.flatMap((parameter) =>
      (parameter.kind === 'choice' ? parameter.choices : [parameter.low, parameter.high]).map(
        (value) => [parameter.name, value] as const,
      ),
    );
    const unfit = [...values, ...Object.entries(preset.fixed)].filter(
      ([name, value]) => !fits(declared(name), value),
    );
    expect(unfit).toEqual([]);
    expect(preset.space.some(({ name }) => preset.fixed[name] !== undefined)).toBe(false);
  });

  it('makes a study that begins with its defaults and goes on', () => {
    const study = createStudy({
      seed: 42,
      space: preset.space,
      direction: 'maximise',
      sampler: preset.sampler,
      pruner: { kind: 'none' },
      first: preset.first,
    });
    const begun = suggestTrial(study)!;
    if (preset.first.length > 0) expect(begun.trials[0]!.values).toEqual(preset.first[0]);
    checkValues(preset.space, suggestTrial(begun)!.trials[1]!.values);
    checkValues(preset.space, drawAtRandom(preset.space, createRandom(1)));
  });
});

it('presets have names of their own', () => {
  expect(new Set(SEARCH_PRESETS.map(({ id }) => id)).size).toBe(SEARCH_PRESETS.length);
});
