import { describe, expect, it } from 'vitest';
import { correlationOf, rankCorrelationMatrix, ranksOf } from './rank-correlation.ts';

describe('ranks', () => {
  it('share the mean of tied places and leave missing values out', () => {
    expect([...ranksOf(Float64Array.of(30, 10, Number.NaN, 20, 10))]).toEqual([4, 1.5, Number.NaN, 3, 1.5]);
  });
});

describe('rank correlation', () => {
  it('of a monotone pair is one, of a reversed pair minus one, whatever the scale', () => {
    const column = Float64Array.of(3, 1, 4, 1.5, 9, 2.6);
    const [one, other, back] = rankCorrelationMatrix([
      column,
      column.map((value) => Math.exp(value)),
      column.map((value) => -value),
    ]);
    expect(one![1]).toBeCloseTo(1, 12);
    expect(other![2]).toBeCloseTo(-1, 12);
    expect(back![0]).toBe(one![2]);
  });

  it('agrees with a worked example', () => {
    // Ranks 1..5 against 2,1,4,3,5: 1 − 6·Σd²/(n(n²−1)) = 1 − 6·4/120.
    const [row] = rankCorrelationMatrix([
      Float64Array.of(1, 2, 3, 4, 5),
      Float64Array.of(20, 10, 40, 30, 50),
    ]);
    expect(row![1]).toBeCloseTo(0.8, 12);
  });

  it('is unknown with too few rows or a constant', () => {
    expect(correlationOf(Float64Array.of(1, 2, Number.NaN), Float64Array.of(1, 2, 3))).toBeNaN();
    expect(correlationOf(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3))).toBeNaN();
  });
});
