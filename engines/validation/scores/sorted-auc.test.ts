import { describe, expect, it } from 'vitest';
import { auc } from '../../numeric/auc.ts';
import { createRandom } from '../../numeric/random.ts';
import { createSortedAuc } from './sorted-auc.ts';

describe('sorted AUC', () => {
  it('is the AUC, for any labels and weights over the same scores', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = createRandom(seed);
      const n = 3 + random.integer(80);
      const scores = Float64Array.from({ length: n }, () =>
        random.next() < 0.1 ? Number.NaN : random.integer(9) / 8,
      );
      const sorted = createSortedAuc(scores);
      for (let look = 0; look < 5; look++) {
        const target = Int8Array.from({ length: n }, () => random.integer(3) - 1);
        const weight = Float64Array.from({ length: n }, () => random.integer(4));
        for (const weights of [undefined, weight]) {
          const expected = auc(scores, target, weights);
          if (Number.isNaN(expected)) expect(sorted.of(target, weights)).toBeNaN();
          else expect(sorted.of(target, weights)).toBeCloseTo(expected, 12);
        }
      }
    }
  });

  it('is missing where a class is', () => {
    expect(createSortedAuc(Float64Array.of(1, 2)).of(Int8Array.of(1, 0))).toBeNaN();
    expect(createSortedAuc(new Float64Array(0)).of(new Int8Array(0))).toBeNaN();
  });
});
