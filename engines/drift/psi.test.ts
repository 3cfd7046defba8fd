import { describe, expect, it } from 'vitest';
import { createRandom } from '../numeric/random.ts';
import { binShares, psiEdges, stabilityIndex } from './psi.ts';

const normals = (seed: number, shift = 0) => {
  const random = createRandom(seed);
  return Float64Array.from({ length: 20_000 }, () => random.normal() + shift);
};
const psi = (before: Float64Array, after: Float64Array) => {
  const edges = psiEdges(before);
  return stabilityIndex(binShares(before, edges), binShares(after, edges));
};

describe('population stability index', () => {
  it('follows its formula', () => {
    const index = stabilityIndex(Float64Array.of(0.5, 0.5), Float64Array.of(0.25, 0.75));
    expect(index).toBeCloseTo(-0.25 * Math.log(0.5) + 0.25 * Math.log(1.5), 12);
  });

  it('is near zero for two samples of one distribution and large after a shift', () => {
    expect(psi(normals(1), normals(2))).toBeLessThan(0.005);
    expect(psi(normals(1), normals(2, 1))).toBeGreaterThan(0.25);
  });

  it('bins of the reference hold equal shares, and a value on an edge belongs below it', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => i);
    for (const share of binShares(values, psiEdges(values))) expect(share).toBeCloseTo(0.1, 2);
    expect([...binShares(Float64Array.of(1, 2, 3), Float64Array.of(2))]).toEqual([2 / 3, 1 / 3]);
  });

  it('leaves missing values out and is NaN where nothing is known', () => {
    const edges = psiEdges(Float64Array.of(Number.NaN, 1, 2, 3));
    expect([...binShares(Float64Array.of(Number.NaN, 0), edges)][0]).toBe(1);
    expect(
      stabilityIndex(Float64Array.of(1), binShares(Float64Array.of(Number.NaN), new Float64Array(0))),
    ).toBeNaN();
  });

  it('a constant reference still tells a moved sample', () => {
    const constant = new Float64Array(500).fill(3);
    expect(psi(constant, constant)).toBe(0);
    expect(psi(constant, new Float64Array(500).fill(4))).toBeGreaterThan(1);
  });
});
