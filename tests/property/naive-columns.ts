// Helpers of the indicator property suites: columns by output name, windows of complete rows, and a comparison with a
// definition written out plainly.

import { expect } from 'vitest';
import type {
  IndicatorDefinition,
  IndicatorInput,
  IndicatorParameters,
} from '../../engines/indicators/definition.ts';
import { type Bar, barAt } from '../../engines/market/bars.ts';

export function outputsOf(
  definition: IndicatorDefinition,
  input: IndicatorInput,
  parameters: IndicatorParameters,
): Record<string, Float64Array> {
  const columns = definition.batch(input, parameters);
  return Object.fromEntries(definition.outputs.map((name, k) => [name, columns[k]!]));
}

/** The row's bar, or undefined where an input of the definition is missing or the bar lies outside every session it reads. */
export function completeBars(definition: IndicatorDefinition, input: IndicatorInput): (Bar | undefined)[] {
  const names = definition.inputs.filter((name) => name !== 'session');
  const readsSession = definition.inputs.includes('session');
  return Array.from(input.session, (session, i) => {
    const bar = barAt(input.bars, i);
    if (readsSession && session < 0) return undefined;
    return names.every((name) => Number.isFinite(bar[name])) ? bar : undefined;
  });
}

/** The last `length` bars up to row `i`, or undefined where one of them is missing. */
export function windowAt(
  bars: readonly (Bar | undefined)[],
  i: number,
  length: number,
): readonly Bar[] | undefined {
  if (i + 1 < length) return undefined;
  const rows = bars.slice(i + 1 - length, i + 1);
  return rows.every((bar) => bar !== undefined) ? (rows as Bar[]) : undefined;
}

/** Equal within 1e-7 relative (running sums against sums from scratch), or both missing. */
export function expectClose(actual: number, expected: number, what: string): void {
  if (Number.isNaN(expected)) expect(actual, what).toBeNaN();
  else
    expect(Math.abs(actual - expected), `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(
      1e-7 * Math.max(1e-2, Math.abs(expected)),
    );
}

export const totalOf = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
export const meanOf = (values: readonly number[]) => totalOf(values) / values.length;
