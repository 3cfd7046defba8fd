// The formula by hand, inputs without spread, and a wrong number of inputs.
import { expect, it } from 'vitest';
import { logisticProbability } from './standardised-logistic.ts';

const MODEL = {
  intercept: 0.5,
  features: ['one', 'other'],
  coefficients: [2, -1],
  mean: [10, 3],
  scale: [4, 2],
};

it('standardises, weighs and squashes', () => {
  expect(logisticProbability(MODEL, [10, 3])).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 15);
  // 0.5 + 2 · (12 − 10) / 4 − (7 − 3) / 2 = −0.5
  expect(logisticProbability(MODEL, [12, 7])).toBeCloseTo(1 / (1 + Math.exp(0.5)), 15);
});
it('counts an input without spread as nothing', () => {
  expect(logisticProbability({ ...MODEL, scale: [0, 2] }, [99, 3])).toBe(logisticProbability(MODEL, [10, 3]));
});
it('refuses inputs that are not one per feature', () => {
  expect(() => logisticProbability(MODEL, [1])).toThrow(RangeError);
});
