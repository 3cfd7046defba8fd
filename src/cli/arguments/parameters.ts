// Reads `--set name=value` and `--grid name=…` by the strategy's own parameter declarations. Unknown names pass through: the
// request's check names them together with every other problem, before anything runs.

import {
  type Parameter,
  type ParameterValue,
  parseParameterText,
} from '../../../engines/parameters/parameters.ts';
import { strategyCatalogue } from '../../services/backtests/index.ts';
import { badUsage } from '../failures.ts';

const MOST_VALUES = 2_000;
/** Decimal steps add up with binary dust; no parameter needs more digits. */
const DIGITS = 12;

export type Values = Record<string, ParameterValue>;

/** Parameters `--set` and `--grid` may name; empty for an unknown strategy, which the request's check reports. */
export function parametersOf(strategyId: string): readonly Parameter[] {
  const { strategies, simulation } = strategyCatalogue();
  const strategy = strategies.find(({ id }) => id === strategyId);
  return strategy ? [...strategy.parameters, ...simulation] : [];
}

export function readSettings(strategyId: string, texts: readonly string[]): Values {
  const schema = parametersOf(strategyId);
  const values: Values = {};
  for (const text of texts) {
    const [name, value] = splitAssignment('--set', text);
    if (Object.hasOwn(values, name))
      throw badUsage(`--set names ${name} twice. Nothing was run; leave one out.`);
    values[name] = readValue(schema, name, value);
  }
  return values;
}

/** `name=a,b,c` lists values; `name=start:end:step` counts from start to end, both included. */
export function readGrid(strategyId: string, texts: readonly string[]): Record<string, ParameterValue[]> {
  const schema = parametersOf(strategyId);
  const grid: Record<string, ParameterValue[]> = {};
  for (const text of texts) {
    const [name, value] = splitAssignment('--grid', text);
    if (Object.hasOwn(grid, name))
      throw badUsage(`--grid names ${name} twice. Nothing was run; leave one out.`);
    const parameter = schema.find((one) => one.name === name);
    const counted = parameter?.type === 'number' || parameter?.type === 'integer';
    grid[name] =
      counted && value.includes(':')
        ? countedValues(name, value)
        : value.split(',').map((one) => readValue(schema, name, one.trim()));
  }
  return grid;
}

function countedValues(name: string, text: string): number[] {
  const parts = text.split(':').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [start = Number.NaN, end = Number.NaN, step = Number.NaN] = parts;
  if (parts.length !== 3 || !parts.every(Number.isFinite) || step <= 0 || end < start)
    throw badUsage(
      `--grid ${name}=${text} is not start:end:step with a positive step, as in ${name}=5:20:5. Nothing was run.`,
    );
  const steps = Math.floor((end - start) / step + 1e-9) + 1;
  if (steps > MOST_VALUES)
    throw badUsage(`--grid ${name}=${text} makes ${steps} values; at most ${MOST_VALUES}. Nothing was run.`);
  return Array.from({ length: steps }, (_, i) => Number((start + i * step).toPrecision(DIGITS)));
}

export function splitAssignment(option: string, text: string): [string, string] {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(at, 0)).trim();
  // Also keeps `__proto__` from being anything but a wrong name.
  if (!/^[a-z]/i.test(name)) throw badUsage(`${option} takes name=value, not "${text}". Nothing was run.`);
  return [name, text.slice(at + 1).trim()];
}

function readValue(schema: readonly Parameter[], name: string, text: string): ParameterValue {
  const parameter = schema.find((one) => one.name === name);
  const value = parameter ? parseParameterText(parameter, text) : text;
  if (Number.isNaN(value)) throw badUsage(`${name} takes a number, not "${text}". Nothing was run.`);
  return value;
}
