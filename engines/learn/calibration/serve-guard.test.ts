// The published case, and that a guard holds for every method.
import { expect, it } from 'vitest';
import { servedProbability } from './apply.ts';
import { plattProbability } from './platt.ts';
import { guardedChange } from './serve-guard.ts';

it('serves the published case: raw 0.6 would become 0.801 and is served as 0.745', () => {
  const platt = { kind: 'platt', a: 3.435998, b: -0.000113 } as const;
  expect(plattProbability(platt, 0.6)).toBeCloseTo(0.801081, 6);
  expect(servedProbability(platt, 0.6)).toBeCloseTo(0.745, 12);
});
it('moves no further than allowed, turns no side over by much, and passes small changes', () => {
  expect(guardedChange(0.3, 0.9)).toBe(0.3);
  expect(guardedChange(0.45, 0.55)).toBe(0.55);
  expect(guardedChange(0.1, 0.45)).toBeCloseTo(0.1 + 0.12 + 0.25 * 0.4, 12);
  expect(guardedChange(0.9, 0.55)).toBeCloseTo(0.9 - 0.22, 12);
  const isotonic = { kind: 'isotonic', at: [0, 1], value: [0.05, 0.95] } as const;
  expect(servedProbability(isotonic, 0.8)).toBeCloseTo(0.77, 12);
  expect(servedProbability(null, 0.8)).toBe(0.8);
});
