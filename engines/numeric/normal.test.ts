import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from './normal.ts';

// Figures of SciPy's `norm.cdf` and `norm.ppf`.
const CDF: readonly (readonly [number, number])[] = [
  [-8, 6.22096057427174e-16],
  [-5, 2.866515718791933e-7],
  [-3, 0.0013498980316300933],
  [-2.5, 0.006209665325776132],
  [-1.2345, 0.10850832336267019],
  [-0.1, 0.460172162722971],
  [0.3, 0.6179114221889526],
  [1.96, 0.9750021048517795],
  [2.6, 0.9953388119762813],
  [4, 0.9999683287581669],
];
const QUANTILE: readonly (readonly [number, number])[] = [
  [1e-300, -37.0470962993612],
  [1e-12, -7.034483825301131],
  [0.0001, -3.7190164854556804],
  [0.02, -2.053748910631823],
  [0.07, -1.4757910281791706],
  [0.3, -0.5244005127080409],
  [0.95, 1.6448536269514722],
  [0.999999, 4.753424308817087],
];

describe('the standard normal', () => {
  it.each(CDF)('lies below %d with probability %d', (x, expected) => {
    expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(1e-13);
  });

  it.each(QUANTILE)('has at %d the quantile %d', (probability, expected) => {
    expect(Math.abs(normalQuantile(probability) / expected - 1)).toBeLessThan(1e-12);
  });

  it('takes its quantile back from its probability, on both sides of each border of the formulas', () => {
    for (let x = -6; x <= 5; x += 0.037) expect(normalQuantile(normalCdf(x))).toBeCloseTo(x, 9);
  });

  it('ends where probability ends', () => {
    expect([normalCdf(0), normalCdf(-50), normalCdf(50), normalCdf(Number.NaN)]).toEqual([
      0.5,
      0,
      1,
      Number.NaN,
    ]);
    expect([0, 0.5, 1, 1.1, -0.1].map(normalQuantile)).toEqual([
      Number.NEGATIVE_INFINITY,
      0,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ]);
  });
});
