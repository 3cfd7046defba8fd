// The generator repeats itself for a seed, differs between seeds, and has the moments it promises.

import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

function draws(seed: number, count: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.next());
}

describe('createRandom', () => {
  it('repeats a sequence for a seed and differs for neighbouring seeds', () => {
    expect(draws(7, 50)).toEqual(draws(7, 50));
    expect(draws(7, 50)).not.toEqual(draws(8, 50));
    expect(draws(7, 50)).not.toEqual(draws(7 + 2 ** 32, 50));
  });

  it('is uniform in [0, 1)', () => {
    const counts = new Array<number>(10).fill(0);
    for (const value of draws(1, 100_000)) {
      expect(value >= 0 && value < 1).toBe(true);
      counts[Math.floor(value * 10)]! += 1;
    }
    // 5 sigma of a binomial(100000, 0.1) is about 474.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(474);
  });

  it('draws standard normals', () => {
    const random = createRandom(3);
    let sum = 0;
    let squares = 0;
    let tail = 0;
    const count = 200_000;
    for (let i = 0; i < count; i++) {
      const value = random.normal();
      sum += value;
      squares += value * value;
      if (Math.abs(value) > 1.959964) tail += 1;
    }
    expect(Math.abs(sum / count)).toBeLessThan(0.012);
    expect(Math.abs(squares / count - 1)).toBeLessThan(0.016);
    expect(Math.abs(tail / count - 0.05)).toBeLessThan(0.0025);
  });

  it('covers every whole number below the bound and refuses a bad bound', () => {
    const random = createRandom(5);
    const seen = new Set<number>();
    for (let i = 0; i < 500; i++) seen.add(random.integer(6));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(() => random.integer(0)).toThrow(RangeError);
    expect(() => random.integer(2.5)).toThrow(RangeError);
  });
});
