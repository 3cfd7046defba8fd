import { expect, it } from 'vitest';
import { lowerBound, upperBound } from './sorted.ts';

it('finds both ends of a run of equal values, and the places beside it', () => {
  const values = Float64Array.of(1, 3, 3, 3, 7);
  expect([0, 1, 2, 3, 5, 7, 8].map((value) => lowerBound(values, value))).toEqual([0, 0, 1, 1, 4, 4, 5]);
  expect([0, 1, 2, 3, 5, 7, 8].map((value) => upperBound(values, value))).toEqual([0, 1, 1, 4, 4, 5, 5]);
  expect([lowerBound(Float64Array.of(), 1), upperBound(Float64Array.of(), 1)]).toEqual([0, 0]);
});
