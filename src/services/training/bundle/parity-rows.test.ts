import { expect, test } from 'vitest';
import { estimatorOf } from '../../../../engines/learn/catalogue.ts';
import type { TreeState } from '../../../../engines/learn/trees/model/tree-state.ts';
import { orderedTable, storedModel } from '../../../../tests/fixtures/stored-models.ts';
import { largestDifference } from './differences.ts';
import { LEAST_ROWS, neighbour32, parityRows } from './parity-rows.ts';

const leafwise = estimatorOf('leafwise');

test('neighbours are the next float32 on either side, through zero and both signs', () => {
  for (const x of [1, -1, 0.1, -0.1, 1e30, 1e-40, 0]) {
    const own = Math.fround(x);
    const [below, above] = [neighbour32(x, -1), neighbour32(x, 1)];
    expect(below).toBeLessThan(own);
    expect(above).toBeGreaterThan(own);
    // Nothing lies between.
    expect([below, own]).toContain(Math.fround((below + own) / 2));
    expect([own, above]).toContain(Math.fround((own + above) / 2));
    expect(neighbour32(x, 0)).toBe(own);
  }
});

test('made rows go where a graph of trees could go wrong', () => {
  const stored = storedModel(leafwise, 'binary', { parameters: { rounds: 20 } });
  const real = orderedTable('binary', 22, 500);
  const { data, real: count, made } = parityRows(stored, real);
  expect([count, made, data.rows]).toEqual([500, LEAST_ROWS - 500, LEAST_ROWS]);
  expect(data.columns[0]!.subarray(0, 500)).toEqual(real.columns[0]);
  const state = stored.model.state as TreeState;
  state.feature.forEach((f, node) => {
    const threshold = state.threshold[node]!;
    if (!Number.isFinite(threshold)) return;
    const column = new Set(data.columns[f]);
    expect(column.has(threshold)).toBe(true);
    expect(column.has(neighbour32(threshold, 1)) || column.has(neighbour32(threshold, -1))).toBe(true);
  });
  for (const column of data.columns) {
    expect(column.some(Number.isNaN)).toBe(true);
    expect(column).toContain(Number.POSITIVE_INFINITY);
  }
  expect(parityRows(stored, real)).toEqual(parityRows(stored, real));
});

test('many real rows leave room for made ones; sums are not asked about infinities', () => {
  const stored = storedModel(estimatorOf('logistic'), 'binary');
  const { data, real, made } = parityRows(stored, orderedTable('binary', 22, 21_000));
  expect([real, made]).toEqual([20_000, 4_000]);
  for (const column of data.columns)
    expect(column.some((x) => Math.abs(x) === Number.POSITIVE_INFINITY)).toBe(false);
});

test('differences: absolute for probabilities, relative for large numbers, NaN only equals NaN', () => {
  const of = (a: number, b: number) => largestDifference(Float64Array.of(0, a), Float64Array.of(0, b));
  expect(of(0.5, 0.75)).toBe(0.25);
  expect(of(1_000, 1_001)).toBeCloseTo(0.001, 12);
  expect(of(Number.NaN, Number.NaN)).toBe(0);
  expect(of(Number.NaN, 1)).toBe(Number.POSITIVE_INFINITY);
  expect(of(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(0);
  expect(largestDifference(new Float64Array(1), new Float64Array(2))).toBe(Number.POSITIVE_INFINITY);
});
