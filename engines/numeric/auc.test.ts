import { describe, expect, it } from 'vitest';
import { auc } from './auc.ts';
import { createRandom } from './random.ts';

/** The definition, pair by pair. */
function pairwise(scores: Float64Array, target: Int8Array, weight: Float64Array): number {
  let won = 0;
  let all = 0;
  scores.forEach((one, i) => {
    scores.forEach((other, j) => {
      if (!(target[i]! > 0 && target[j]! < 0) || Number.isNaN(one) || Number.isNaN(other)) return;
      const pair = weight[i]! * weight[j]!;
      all += pair;
      won += one > other ? pair : one === other ? pair / 2 : 0;
    });
  });
  return won / all;
}

describe('auc', () => {
  it('is 1, 0 and a half where scores order, reverse and do not tell the classes', () => {
    const target = Int8Array.of(-1, -1, 1, 1);
    expect(auc(Float64Array.of(1, 2, 3, 4), target)).toBe(1);
    expect(auc(Float64Array.of(4, 3, 2, 1), target)).toBe(0);
    expect(auc(Float64Array.of(7, 7, 7, 7), target)).toBe(0.5);
  });

  it('agrees with the pairwise definition over ties, weights, missing scores and rows of no class', () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = createRandom(seed);
      const n = 5 + random.integer(60);
      const scores = Float64Array.from({ length: n }, () =>
        random.next() < 0.1 ? Number.NaN : random.integer(8),
      );
      const target = Int8Array.from({ length: n }, () => random.integer(3) - 1);
      const weight = Float64Array.from({ length: n }, () => random.next());
      const expected = pairwise(scores, target, weight);
      if (Number.isNaN(expected)) expect(auc(scores, target, weight)).toBeNaN();
      else expect(auc(scores, target, weight)).toBeCloseTo(expected, 12);
    }
  });

  it('is missing where a class is', () => {
    expect(auc(Float64Array.of(1, 2), Int8Array.of(1, 1))).toBeNaN();
    expect(auc(new Float64Array(0), new Int8Array(0))).toBeNaN();
  });

  it('treats zeros of both signs as one score', () => {
    expect(auc(Float64Array.of(0, -0), Int8Array.of(1, -1))).toBe(0.5);
  });
});
