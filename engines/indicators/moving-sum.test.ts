import { describe, expect, it } from 'vitest';
import { createLag, createMovingSum } from './moving-sum.ts';

describe('moving sum', () => {
  it('sums the last values once there are enough', () => {
    const sum = createMovingSum(3);
    expect([1, 2, 3, 4].map((value) => sum.next(value))).toEqual([Number.NaN, Number.NaN, 6, 9]);
  });

  it('leaves nothing of values that are gone: zeros sum to exactly zero', () => {
    const sum = createMovingSum(2);
    for (const value of [0.1, 0.7, 1e9, 0.3]) sum.next(value);
    sum.next(0);
    expect(sum.next(0)).toBe(0);
    expect(sum.next(0.5)).toBe(0.5);
  });

  it('starts again after a missing value', () => {
    const sum = createMovingSum(2);
    sum.next(5);
    sum.next(6);
    expect([Number.NaN, 1, 2].map((value) => sum.next(value))).toEqual([Number.NaN, Number.NaN, 3]);
  });
});

describe('lag', () => {
  it('gives the value so many calls ago, or the one just given for none', () => {
    const two = createLag(2);
    expect([1, 2, 3, 4].map((value) => two.next(value))).toEqual([Number.NaN, Number.NaN, 1, 2]);
    expect(createLag(0).next(7)).toBe(7);
    expect(() => createLag(-1)).toThrow(RangeError);
  });
});
