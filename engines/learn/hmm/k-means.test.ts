// Clusters that are plain to see, and rows that are all alike.
import { expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { kMeans } from './k-means.ts';

it('finds three plain groups from any seed', () => {
  const random = createRandom(1);
  const values = Float64Array.from({ length: 300 }, (_, i) => 10 * (i % 3) + 0.1 * random.normal());
  for (let seed = 0; seed < 10; seed++) {
    const { centres, of } = kMeans(values, 1, 3, createRandom(seed));
    [...centres]
      .sort((a, b) => a - b)
      .forEach((centre, k) => {
        expect(centre).toBeCloseTo(10 * k, 1);
      });
    expect(of.every((k, i) => k === of[i % 3])).toBe(true);
  }
});
it('ends where all rows are the same', () => {
  const { of } = kMeans(new Float64Array(10).fill(2), 1, 3, createRandom(1));
  expect(new Set(of).size).toBe(1);
});
