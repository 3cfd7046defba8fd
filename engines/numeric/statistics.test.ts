// Statistics against hand-computed values, and where naive formulae lose their digits.

import { describe, expect, it } from 'vitest';
import { mean, median, populationStd, quantile, quantileSorted, sampleStd, sum } from './statistics.ts';

const VALUES = [2, 4, 4, 4, 5, 5, 7, 9];

describe('statistics', () => {
  it('known values', () => {
    expect(mean(VALUES)).toBe(5);
    expect(populationStd(VALUES)).toBe(2);
    expect(sampleStd(VALUES)).toBeCloseTo(Math.sqrt(32 / 7), 15);
    expect(median(VALUES)).toBe(4.5);
    expect(quantile(VALUES, 0.25)).toBe(4);
    expect(quantile([10, 20], 0.3)).toBe(13);
    expect(quantile(VALUES, 1)).toBe(9);
    expect(quantileSorted([1, 2, 3], 0)).toBe(1);
  });

  it('sorts by value, not by text', () => {
    expect(median([100, 9, 10])).toBe(10);
  });

  it('adds without losing small parts', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum(new Array<number>(10).fill(0.1))).toBe(1);
  });

  it('keeps the spread of values far from zero', () => {
    const shifted = VALUES.map((value) => value + 1e9);
    expect(populationStd(shifted)).toBeCloseTo(2, 9);
  });

  it('says NaN where there is nothing to say', () => {
    for (const value of [mean([]), sampleStd([1]), populationStd([]), median([]), mean([1, Number.NaN])])
      expect(value).toBeNaN();
    expect(quantile([1, Number.NaN], 0)).toBeNaN();
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
  });
});
