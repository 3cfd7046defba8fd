// Every combination of a grid, in a fixed order: the first parameter changes slowest. Conditional parameters appear only where
// they are active, so no combination is tried twice. Called by studies and by the run wizard, which shows the size first.

import {
  fromUnit,
  gridSize,
  isActive,
  type ParameterValue,
  type ParameterValues,
  type SearchParameter,
  type SearchSpace,
} from './space.ts';

/** Larger than any grid worth running on one machine. */
export const MOST_GRID_POINTS = 100_000;

/** `levels`: values taken of a continuous range or of one with more values than that. Throws RangeError beyond MOST_GRID_POINTS. */
export function gridOf(space: SearchSpace, levels: number): ParameterValues[] {
  if (!(Number.isInteger(levels) && levels >= 1))
    throw new RangeError(`a grid takes at least one value of each range, got ${levels}`);
  let points: ParameterValues[] = [{}];
  for (const parameter of space) {
    const values = levelsOf(parameter, levels);
    points = points.flatMap((point) =>
      isActive(parameter, point) ? values.map((value) => ({ ...point, [parameter.name]: value })) : [point],
    );
    if (points.length > MOST_GRID_POINTS)
      throw new RangeError(
        `the grid has more than ${MOST_GRID_POINTS} points; take fewer levels or parameters, or search at random`,
      );
  }
  return points;
}

/** The whole grid of a range where it is small enough; else even steps on its scale, both ends included. */
function levelsOf(parameter: SearchParameter, levels: number): readonly ParameterValue[] {
  if (parameter.kind === 'choice') return parameter.choices;
  const size = gridSize(parameter);
  if (size !== null && size <= levels)
    return Array.from({ length: size }, (_, k) =>
      Number((parameter.low + k * (parameter.step ?? 1)).toPrecision(12)),
    );
  if (levels === 1) return [fromUnit(parameter, 0.5)];
  const values = Array.from({ length: levels }, (_, k) => fromUnit(parameter, k / (levels - 1)));
  return [...new Set(values)];
}
