// Factors by hand, solutions checked by multiplication, and matrices that have none.
import { expect, it } from 'vitest';
import { choleskyFactor, choleskySolve, solveNearlySingular } from './cholesky.ts';

// L = [2 0 0; 1 3 0; −1 2 1].
const MATRIX = Float64Array.of(4, 2, -2, 2, 10, 5, -2, 5, 6);

it('factors by hand', () => {
  expect([...choleskyFactor(MATRIX, 3)!]).toEqual([2, 0, 0, 1, 3, 0, -1, 2, 1]);
});
it('solves', () => {
  // MATRIX · [1, −1, 2].
  const right = Float64Array.of(-2, 2, 5);
  [...choleskySolve(choleskyFactor(MATRIX, 3)!, 3, right)].forEach((x, i) => {
    expect(x).toBeCloseTo([1, -1, 2][i]!, 12);
  });
});
it('gives null for a matrix that is not positive definite', () => {
  expect(choleskyFactor(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
  expect(choleskyFactor(Float64Array.of(1, 0, 0, 0.01), 2, 0.1)).toBeNull();
});
it('solves a singular system that has solutions', () => {
  const [a, b] = solveNearlySingular(Float64Array.of(1, 1, 1, 1), 2, Float64Array.of(2, 2));
  expect(a).toBeCloseTo(1, 6);
  expect(b).toBeCloseTo(1, 6);
  expect([...solveNearlySingular(new Float64Array(4), 2, Float64Array.of(1, 1))]).toEqual([0, 0]);
});
