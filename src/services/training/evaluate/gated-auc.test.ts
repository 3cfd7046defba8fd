// The gate cannot be passed by telling segments apart.

import { describe, expect, it } from 'vitest';
import { auc } from '../../../../engines/numeric/auc.ts';
import { createRandom } from '../../../../engines/numeric/random.ts';
import { holdOutFaults } from '../../../../engines/validation/deflation/hold-out.ts';
import { gatedAuc } from './gated-auc.ts';

describe('the gated AUC', () => {
  it('takes the mean inside the segments where pooling only tells segments apart', () => {
    const random = createRandom(3);
    // Two segments of noise: in the second most rows came true, and its model stands at that level.
    const segments = [0.2, 0.8].map((share) => {
      const scores = Float64Array.from({ length: 2_000 }, () => share + 0.1 * random.next());
      return { scores, target: Int8Array.from(scores, () => (random.next() < share ? 1 : -1)) };
    });
    const own = segments.map(({ scores, target }) => auc(scores, target));
    const pooled = auc(
      Float64Array.from(segments.flatMap(({ scores }) => [...scores])),
      Int8Array.from(segments.flatMap(({ target }) => [...target])),
    );
    const within = (own[0]! + own[1]!) / 2;
    expect(pooled).toBeGreaterThan(0.75);
    expect(within).toBeLessThan(0.53);
    const gated = gatedAuc(pooled, within);
    expect(gated.auc).toBe(within);
    expect(gated.caution).toContain('The gate asks the lower one');
    const [fault] = holdOutFaults({ auc: gated.auc, sharpe: 1, told: gated.told });
    expect(fault).toBe(
      `AUC ${within.toFixed(3)} (mean inside the segments; ${pooled.toFixed(3)} pooled), needed 0.600`,
    );
  });

  it('takes the pooled one where it is lower, equal, or the only one known', () => {
    for (const within of [0.62, 0.6, Number.NaN])
      expect(gatedAuc(0.6, within)).toEqual({ auc: 0.6, told: null, caution: null });
    expect(gatedAuc(0.6, 0.598)).toMatchObject({ auc: 0.598, caution: null });
  });
});
