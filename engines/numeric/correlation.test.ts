import { expect, it } from 'vitest';
import { correlation, rankCorrelation, rankCorrelationMatrix, ranks } from './correlation.ts';
import { createRandom } from './random.ts';

it('agrees with the textbook sum for plain and weighted rows', () => {
  const x = Float64Array.of(1, 2, 3, 5);
  const y = Float64Array.of(2, 1, 4, 6);
  // Deviations from 2.75 and 3.25: products 10.25, squares 8.75 and 14.75.
  expect(correlation(x, y)).toBeCloseTo(10.25 / Math.sqrt(8.75 * 14.75), 12);
  const doubled = correlation(Float64Array.of(1, 2, 3, 5, 5), Float64Array.of(2, 1, 4, 6, 6));
  expect(correlation(x, y, Float64Array.of(1, 1, 1, 2))).toBeCloseTo(doubled, 12);
});

it('leaves out missing rows, keeps precision far from zero, and is missing where nothing varies', () => {
  expect(correlation(Float64Array.of(1, Number.NaN, 2, 3), Float64Array.of(1, 9, 2, 3))).toBeCloseTo(1, 12);
  const random = createRandom(4);
  const x = Float64Array.from({ length: 500 }, () => random.normal());
  const y = x.map((value) => value + random.normal());
  const far = correlation(
    x.map((value) => value + 1e8),
    y,
  );
  expect(far).toBeCloseTo(correlation(x, y), 6);
  expect(correlation(Float64Array.of(4, 4, 4), Float64Array.of(1, 2, 3))).toBeNaN();
});

it('ranks ties by their average and follows any rising curve', () => {
  expect([...ranks(Float64Array.of(10, 20, 10, Number.NaN, 30))]).toEqual([0.5, 2, 0.5, Number.NaN, 3]);
  const x = Float64Array.of(1, 2, 3, 4, Number.NaN);
  expect(rankCorrelation(x, Float64Array.of(1, 10, 100, 1000, 5))).toBeCloseTo(1, 12);
  expect(rankCorrelation(x, Float64Array.of(8, 4, 2, 1, 5))).toBeCloseTo(-1, 12);
});

it('puts every pair of columns into a symmetric matrix, whatever their scales', () => {
  const column = Float64Array.of(3, 1, 4, 1.5, 9, 2.6);
  const [one, other, back] = rankCorrelationMatrix([
    column,
    column.map((value) => Math.exp(value)),
    column.map((value) => -value),
  ]);
  expect(one![1]).toBeCloseTo(1, 12);
  expect(other![2]).toBeCloseTo(-1, 12);
  expect(back![0]).toBe(one![2]);
  expect(one![0]).toBe(1);
  // Ranks 1..5 against 2,1,4,3,5: 1 − 6·Σd²/(n(n²−1)) = 1 − 6·4/120.
  const [row] = rankCorrelationMatrix([Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(20, 10, 40, 30, 50)]);
  expect(row![1]).toBeCloseTo(0.8, 12);
});
