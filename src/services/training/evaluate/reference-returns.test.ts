import { expect, test } from 'vitest';
import { referenceReturns } from './reference-returns.ts';

/** Rows of [segment, session, confidence, worth]; each costs 0.001. */
function rowsOf(rows: readonly (readonly [number, number, number, number])[]) {
  return {
    count: rows.length,
    segment: Int32Array.from(rows, ([segment]) => segment),
    session: Int32Array.from(rows, ([, session]) => session),
    confidence: Float64Array.from(rows, ([, , confidence]) => confidence),
    worth: Float64Array.from(rows, ([, , , worth]) => worth),
    cost: new Float64Array(rows.length).fill(0.001),
  };
}
const day = (segment: number, session: number, confidences: readonly number[], worth = 0.01) =>
  confidences.map((confidence) => [segment, session, confidence, worth] as const);
const ten = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

test('counts the rows at least as sure as the upper tenth of the segment’s earlier days', () => {
  // Earlier days: 0.1 … 1; their upper tenth begins at 1.
  const found = referenceReturns(rowsOf([...day(0, 3, ten), ...day(0, 4, [0.99, 1, 2, Number.NaN])]));
  expect([...found]).toEqual([0, 2 * (0.01 - 0.001)]);
});

test('the first day of every segment has nothing to compare with', () => {
  const found = referenceReturns(rowsOf([...day(0, 1, ten), ...day(1, 2, [5, 6]), ...day(1, 3, [7])]));
  expect([...found]).toEqual([0, 0, 0.01 - 0.001]);
});

test('a later day never changes an earlier one', () => {
  const early = [...day(0, 1, ten), ...day(0, 2, [1, 0.2]), ...day(0, 3, [0.95, 3])];
  const all = referenceReturns(rowsOf([...early, ...day(0, 4, [9, 8, 7], -0.5)]));
  expect([...all.slice(0, 3)]).toEqual([...referenceReturns(rowsOf(early))]);
});

test('a model that says the same of every row is sure of none, and an unknown worth is not counted', () => {
  expect([...referenceReturns(rowsOf([...day(0, 1, [0.5, 0.5]), ...day(0, 2, [0.5, 0.5])]))]).toEqual([0, 0]);
  const unknown = [...day(0, 1, ten), ...day(0, 2, [2], Number.NaN), ...day(0, 2, [2])];
  expect([...referenceReturns(rowsOf(unknown))]).toEqual([0, 0.01 - 0.001]);
});
