// Scores by hand, with weights and at the edges.
import { expect, it } from 'vitest';
import { brierScore, logLoss, multiclassBrier, multiclassLogLoss } from './probability.ts';

const p = Float64Array.of(0.9, 0.2, 0.5);
const y = [1, 0, 1];

it('two classes by hand', () => {
  expect(brierScore(p, y)).toBeCloseTo((0.01 + 0.04 + 0.25) / 3, 15);
  expect(logLoss(p, y)).toBeCloseTo(-(Math.log(0.9) + Math.log(0.8) + Math.log(0.5)) / 3, 15);
});
it('a weight of 2 is a row that stands twice', () => {
  const weight = Float64Array.of(1, 2, 1);
  expect(brierScore(p, y, weight)).toBeCloseTo((0.01 + 0.08 + 0.25) / 4, 15);
  expect(logLoss(p, y, weight)).toBeCloseTo(logLoss(Float64Array.of(0.9, 0.2, 0.2, 0.5), [1, 0, 0, 1]), 15);
});
it('a certain error costs much, not infinitely much; a certain hit nothing', () => {
  expect(logLoss(Float64Array.of(0), [1])).toBeCloseTo(34.54, 2);
  expect(logLoss(Float64Array.of(1, 0), [1, 0])).toBe(0);
});
it('more classes by hand, and two of them agree with the above', () => {
  const three = Float64Array.of(0.7, 0.2, 0.1, 0.1, 0.3, 0.6);
  expect(multiclassLogLoss(three, [0, 1], 3)).toBeCloseTo(-(Math.log(0.7) + Math.log(0.3)) / 2, 15);
  expect(multiclassBrier(three, [0, 1], 3)).toBeCloseTo((0.09 + 0.04 + 0.01 + 0.01 + 0.49 + 0.36) / 2, 15);
  const two = Float64Array.of(0.1, 0.9, 0.8, 0.2, 0.5, 0.5);
  expect(multiclassLogLoss(two, y, 2)).toBeCloseTo(logLoss(p, y), 15);
  expect(multiclassBrier(two, y, 2)).toBeCloseTo(2 * brierScore(p, y), 15);
});
it('refuses what is not a probability, and tables of the wrong shape', () => {
  expect(() => brierScore(Float64Array.of(0.5, Number.NaN), [1, 0])).toThrow(/row 1: NaN/);
  expect(() => logLoss(Float64Array.of(1.2), [1])).toThrow(RangeError);
  expect(() => multiclassLogLoss(p, [0], 2)).toThrow(/2 are needed/);
  expect(brierScore(new Float64Array(0), [])).toBeNaN();
});
