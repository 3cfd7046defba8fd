// A search space as plain data: which parameters are searched, over which ranges, and which of them exist only under a choice of
// another. Called by samplers, studies and the run wizard. Drawing and modelling are elsewhere; here are ranges and scales.

export type ParameterValue = number | string | boolean;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** The parameter exists only where `parameter` (declared before it) has one of `values`. */
export interface Condition {
  readonly parameter: string;
  readonly values: readonly ParameterValue[];
}

interface Named {
  readonly name: string;
  readonly when?: Condition;
}
export interface NumberRange extends Named {
  readonly kind: 'float' | 'integer';
  readonly low: number;
  readonly high: number;
  /** Searched on a logarithmic scale: `low` above zero, and no `step`. */
  readonly logarithmic?: boolean;
  /** Distance of the values allowed, from `low` on; integers have 1. */
  readonly step?: number;
}
export interface ChoiceRange extends Named {
  readonly kind: 'choice';
  readonly choices: readonly ParameterValue[];
}
export type SearchParameter = NumberRange | ChoiceRange;
export type SearchSpace = readonly SearchParameter[];

/** Throws RangeError, naming the parameter and what is wrong with it. */
export function checkSpace(space: SearchSpace): void {
  const before = new Map<string, SearchParameter>();
  for (const parameter of space) {
    const { name, when } = parameter;
    if (before.has(name)) throw new RangeError(`${name} is searched twice`);
    if (parameter.kind === 'choice') {
      if (parameter.choices.length === 0) throw new RangeError(`${name} has no choices`);
      if (new Set(parameter.choices).size < parameter.choices.length)
        throw new RangeError(`${name} offers a choice twice`);
    } else checkNumbers(parameter);
    if (when !== undefined) {
      const parent = before.get(when.parameter);
      if (parent === undefined)
        throw new RangeError(`${name} depends on ${when.parameter}, which must be declared before it`);
      if (!when.values.some((value) => allows(parent, value)))
        throw new RangeError(`${name} asks for a value that ${when.parameter} never takes`);
    }
    before.set(name, parameter);
  }
}

function checkNumbers(range: NumberRange): void {
  const { name, kind, low, high, step, logarithmic } = range;
  if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high))
    throw new RangeError(`${name} must run from a lower to a higher number, got ${low} to ${high}`);
  if (kind === 'integer' && !(Number.isInteger(low) && Number.isInteger(high) && Number.isInteger(step ?? 1)))
    throw new RangeError(`${name} is an integer; its range and step must be whole`);
  if (step !== undefined && !(step > 0))
    throw new RangeError(`${name} has the step ${step}; it must be above zero`);
  if (logarithmic && (!(low > 0) || step !== undefined))
    throw new RangeError(`${name} is logarithmic: its range must lie above zero, and it takes no step`);
}

function allows(parameter: SearchParameter, value: ParameterValue): boolean {
  if (parameter.kind === 'choice') return parameter.choices.includes(value);
  return typeof value === 'number' && value >= parameter.low && value <= parameter.high;
}

export function isActive(parameter: SearchParameter, values: ParameterValues): boolean {
  const { when } = parameter;
  if (when === undefined) return true;
  // A parent that is itself inactive has no value and switches its children off.
  const value = values[when.parameter];
  return value !== undefined && when.values.includes(value);
}

/** Throws unless exactly the active parameters have values, each one allowed. */
export function checkValues(space: SearchSpace, values: ParameterValues): void {
  const known = new Set<string>();
  for (const parameter of space) {
    const { name } = parameter;
    const value = values[name];
    if (!isActive(parameter, values)) {
      if (value !== undefined) throw new RangeError(`${name} has no place beside the other values`);
      continue;
    }
    known.add(name);
    if (value === undefined) throw new RangeError(`${name} has no value`);
    if (!allows(parameter, value) || !onGrid(parameter, value))
      throw new RangeError(`${name} cannot be ${String(value)}`);
  }
  for (const name of Object.keys(values))
    if (!known.has(name)) throw new RangeError(`${name} is not searched`);
}

function onGrid(parameter: SearchParameter, value: ParameterValue): boolean {
  if (parameter.kind === 'choice' || gridSize(parameter) === null) return true;
  return fromUnit(parameter, toUnit(parameter, value as number)) === value;
}

/** Number of values on the range's grid; null for a continuous one. */
export function gridSize(range: NumberRange): number | null {
  const step = range.step ?? (range.kind === 'integer' ? 1 : undefined);
  // The small addition keeps 0.95 in 0.6 … 0.95 by 0.05.
  return step === undefined ? null : Math.floor((range.high - range.low) / step + 1e-9) + 1;
}

/**
 * [Note: unit scale] Numbers are searched in [0, 1]: linear or logarithmic in the value. A range with K grid values gives each
 * of them an equal share of the scale (its half step on both sides), so that the ends are drawn as often as the others. On a
 * logarithmic scale the share of n is that of [n − ½, n + ½].
 */
export function toUnit(range: NumberRange, value: number): number {
  const { from, to, scale } = bounds(range);
  return to === from ? 0.5 : (scale(value) - from) / (to - from);
}

export function fromUnit(range: NumberRange, unit: number): number {
  const { from, to } = bounds(range);
  const place = from + Math.min(Math.max(unit, 0), 1) * (to - from);
  if (range.logarithmic) {
    const value =
      range.kind === 'integer' ? Math.round(Math.exp(place)) : Number(Math.exp(place).toPrecision(12));
    return Math.min(Math.max(value, range.low), range.high);
  }
  const size = gridSize(range);
  if (size === null) return Math.min(Math.max(Number(place.toPrecision(12)), range.low), range.high);
  const step = range.step ?? 1;
  const k = Math.min(Math.max(Math.round((place - range.low) / step), 0), size - 1);
  return Number((range.low + k * step).toPrecision(12));
}

function bounds(range: NumberRange): { from: number; to: number; scale: (value: number) => number } {
  const { low, high } = range;
  if (range.logarithmic) {
    const half = range.kind === 'integer' ? 0.5 : 0;
    return { from: Math.log(low - half), to: Math.log(high + half), scale: Math.log };
  }
  const size = gridSize(range);
  const step = range.step ?? 1;
  if (size === null) return { from: low, to: high, scale: (value) => value };
  return { from: low - step / 2, to: low + (size - 1) * step + step / 2, scale: (value) => value };
}

/** Width of the cell that rounds to this value, on the unit scale; null for continuous values. */
export function cellOf(range: NumberRange, value: number): { from: number; to: number } | null {
  if (gridSize(range) === null) return null;
  const half = (range.step ?? 1) / 2;
  return { from: toUnit(range, value - half), to: toUnit(range, value + half) };
}
