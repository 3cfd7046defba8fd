// Draws parameters at random, each value of a range as likely as the others on its scale. Called by studies: the random sampler
// itself and TPE's first trials.

import type { Random } from '../../numeric/random.ts';
import { fromUnit, isActive, type ParameterValue, type SearchParameter, type SearchSpace } from './space.ts';

export function drawAtRandom(space: SearchSpace, random: Random): Record<string, ParameterValue> {
  const values: Record<string, ParameterValue> = {};
  for (const parameter of space)
    if (isActive(parameter, values)) values[parameter.name] = drawParameter(parameter, random);
  return values;
}

export function drawParameter(parameter: SearchParameter, random: Random): ParameterValue {
  return parameter.kind === 'choice'
    ? parameter.choices[random.integer(parameter.choices.length)]!
    : fromUnit(parameter, random.next());
}
