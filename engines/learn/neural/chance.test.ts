import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { randomOfEpoch, shuffled } from './chance.ts';

describe('the chance of a network', () => {
  it('is another in every epoch and for every seed, also beyond 32 bits, and the same again', () => {
    const seeds = [0, 1, 2, 3, 4, 5, 2 ** 32 + 1, 1.7e12];
    const first = seeds.flatMap((seed) =>
      Array.from({ length: 100 }, (_, epoch) => randomOfEpoch(seed, epoch - 1).next()),
    );
    expect(new Set(first).size).toBe(first.length);
    expect(randomOfEpoch(3, 7).next()).toBe(randomOfEpoch(3, 7).next());
  });
  it('puts every row at every place equally often', () => {
    const random = createRandom(2);
    const places = Array.from({ length: 5 }, () => new Float64Array(5));
    for (let k = 0; k < 4000; k++)
      shuffled(5, random).forEach((row, place) => {
        places[row]![place]!++;
      });
    // 800 expected; the standard deviation is 25.
    for (const counts of places) for (const count of counts) expect(Math.abs(count - 800)).toBeLessThan(120);
    expect([...shuffled(200, random)].sort((a, b) => a - b)).toEqual([...Array(200).keys()]);
  });
});
