// Means, conviction and disagreement against sums written out by hand.
import { expect, it } from 'vitest';
import { blendMean, conviction, disagreement } from './blend.ts';

const A = Float64Array.of(0.2, 0.8, 0.6, 0.4, 0.5, 0.5);
const B = Float64Array.of(0.4, 0.6, 0.6, 0.4, 0.1, 0.9);
const C = Float64Array.of(0.9, 0.1, 0.6, 0.4, 0.3, 0.7);

it('is the mean of its members', () => {
  [0.5, 0.5, 0.6, 0.4, 0.3, 0.7].forEach((p, i) => {
    expect(blendMean([A, B, C], 3, 2)[i]).toBeCloseTo(p, 12);
  });
  expect(blendMean([A], 3, 2)).toEqual(A);
  expect(blendMean([Float64Array.of(1, 3), Float64Array.of(2, 5)], 2, 1)).toEqual(Float64Array.of(1.5, 4));
});

it('says nothing of a row a member says nothing of', () => {
  const holed = Float64Array.of(Number.NaN, 1);
  const mean = blendMean([holed, Float64Array.of(1, 3)], 2, 1);
  expect(mean[0]).toBeNaN();
  expect(mean[1]).toBe(2);
});

it('is convinced by |2p − 1|, and by the likeliest of more classes', () => {
  [0.6, 0.2, 0].forEach((value, i) => {
    expect(conviction(A, 3, 2)[i]).toBeCloseTo(value, 12);
  });
  const three = Float64Array.of(1 / 3, 1 / 3, 1 / 3, 1, 0, 0, 0.2, 0.6, 0.2);
  [0, 1, 0.4].forEach((value, i) => {
    expect(conviction(three, 3, 3)[i]).toBeCloseTo(value, 12);
  });
  expect(conviction(Float64Array.of(Number.NaN, 0.5), 1, 2)[0]).toBeNaN();
  expect(() => conviction(Float64Array.of(1), 1, 1)).toThrow(/has none/);
});

it('disagrees by the standard deviation of the members', () => {
  const own = disagreement([A, B, C], 3, 2);
  const first = [0.2, 0.4, 0.9];
  const mean = 0.5;
  const spread = Math.sqrt(first.reduce((sum, p) => sum + (p - mean) ** 2, 0) / 3);
  expect(own[0]).toBeCloseTo(spread, 12);
  expect(own[1]).toBeCloseTo(0, 12);
  expect([...disagreement([A], 3, 2)]).toEqual([0, 0, 0]);
});

it('refuses members that do not fit', () => {
  expect(() => blendMean([], 3, 2)).toThrow(/no member/);
  expect(() => blendMean([A, C.slice(2)], 3, 2)).toThrow(/member 1 has 4 predictions for 3 rows of 2/);
});
