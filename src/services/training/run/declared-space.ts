// A search space made of an estimator's own declaration, for families without a preset. Called by family-study.ts. Pure.

import type { EstimatorParameter } from '../../../../engines/learn/contract.ts';
import {
  fromUnit,
  gridSize,
  isActive,
  type ParameterValue,
  type SearchParameter,
  type SearchSpace,
  toUnit,
} from '../../../../engines/learn/search/space.ts';

const DECADE = 10;
const WIDE = 20;

/**
 * [Note: searchable width] Declared ranges say what is allowed, from useless to absurd: an L1 of 1,000 predicts nothing. Searched is
 * a decade on both sides of the default on logarithmic scales, and on others the whole range up to a width of 20, else from its lower
 * end to twice the default's distance (at least 10). How training ends and what it counts as loss is no matter of search.
 */
export function declaredSpace(parameters: readonly EstimatorParameter[]): SearchSpace {
  return parameters.flatMap((parameter): SearchParameter[] => {
    if (parameter.group === 'Training') return [];
    const { name } = parameter;
    const when =
      parameter.when === undefined
        ? {}
        : { when: { parameter: parameter.when.name, values: parameter.when.is } };
    if (parameter.type === 'boolean') return [{ name, kind: 'choice', choices: [false, true], ...when }];
    if (parameter.type === 'choice')
      return [{ name, kind: 'choice', choices: parameter.choices.map(({ value }) => value), ...when }];
    const { min, max, default: start, logarithmic } = parameter;
    const whole = parameter.type === 'integer';
    const log = logarithmic === true && min > 0 && start > 0;
    const round = whole ? Math.round : (value: number) => value;
    const low = log ? Math.max(min, round(start / DECADE)) : min;
    const high = log
      ? Math.min(max, round(start * DECADE))
      : max - min <= WIDE
        ? max
        : Math.min(max, min + Math.max(DECADE, 2 * (start - min)));
    return [
      { name, kind: whole ? 'integer' : 'float', low, high, ...(log && { logarithmic: true }), ...when },
    ];
  });
}

/** The declared defaults brought into a space: clamped, and put on its grid. */
export function defaultsIn(
  space: SearchSpace,
  parameters: readonly EstimatorParameter[],
): Record<string, ParameterValue> {
  const values: Record<string, ParameterValue> = {};
  for (const range of space) {
    if (!isActive(range, values)) continue;
    const start = parameters.find(({ name }) => name === range.name)?.default;
    if (range.kind === 'choice')
      values[range.name] = start !== undefined && range.choices.includes(start) ? start : range.choices[0]!;
    else {
      const clamped = Math.min(
        range.high,
        Math.max(range.low, typeof start === 'number' ? start : range.low),
      );
      values[range.name] = gridSize(range) === null ? clamped : fromUnit(range, toUnit(range, clamped));
    }
  }
  return values;
}
