// The lowest point itself, checked by its own conditions, where coordinates alone would crawl.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { penalisedStep } from './penalised-quadratic.ts';

/** How far the subgradient at the step is from zero, over the largest slope, or as it is where there is none. */
function residual(hessian: Float64Array, gradient: Float64Array, at: Float64Array, l1: Float64Array): number {
  const step = penalisedStep(hessian, gradient, at, l1);
  const size = at.length;
  let most = 0;
  for (let j = 0; j < size; j++) {
    let slope = gradient[j]!;
    for (let k = 0; k < size; k++) slope += hessian[j * size + k]! * step[k]!;
    const there = at[j]! + step[j]!;
    const left =
      there === 0 ? Math.max(0, Math.abs(slope) - l1[j]!) : Math.abs(slope + Math.sign(there) * l1[j]!);
    most = Math.max(most, left);
  }
  return most / (Math.max(...gradient.map(Math.abs), ...l1) || 1);
}

test('any matrix of columns that nearly repeat, any penalties, any start', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.integer({ min: 2, max: 12 }), (seed, size) => {
      const random = createRandom(seed);
      const hidden = Array.from({ length: 3 }, () => Array.from({ length: 40 }, () => random.normal()));
      const noise = 10 ** (-4 * random.next());
      const columns = Array.from({ length: size }, (_, k) =>
        hidden[k % 3]!.map((value) => value + noise * random.normal()),
      );
      const hessian = new Float64Array(size * size);
      columns.forEach((a, j) => {
        columns.forEach((b, k) => {
          hessian[j * size + k] = a.reduce((sum, value, i) => sum + value * b[i]!, 0);
        });
      });
      const draw = () =>
        Float64Array.from({ length: size }, () => (random.next() < 0.3 ? 0 : random.normal()));
      const l1 = Float64Array.from({ length: size }, () => (random.next() < 0.2 ? 0 : 5 * random.next()));
      const gradient = draw().map((g) => 20 * g);
      expect(residual(hessian, gradient, draw(), l1)).toBeLessThan(1e-6);
    }),
    { numRuns: 300, examples: [[996_605_478, 2]] },
  );
});
