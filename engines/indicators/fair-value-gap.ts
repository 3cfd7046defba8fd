// Fair-value gap: a price span that the middle one of three bars jumped, left untraded by the bars on either side of it.
// Called by features, patterns and charts.

import type { IndicatorDefinition } from './definition.ts';
import { createLag } from './moving-sum.ts';
import { stepwise } from './stepwise.ts';

/** `bull`, `bear`: 1 where bars 1 and 3 leave a gap, else 0; sizes are shares of the close, 0 where there is none. */
export const FAIR_VALUE_GAP: IndicatorDefinition = stepwise({
  id: 'fair-value-gap',
  title: 'Fair-value gap',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  outputs: ['bull', 'bull_size', 'bear', 'bear_size'],
  warmup: () => 2,
  missing: 'restart',
  resetsEachSession: false,
  source: 'Bars 1 and 3 of three: low₃ > high₁ (bull), high₃ < low₁ (bear)',
  create: () => {
    const highs = createLag(2);
    const lows = createLag(2);
    return ({ high, low, close }, _session, out) => {
      const up = low - highs.next(high);
      const down = lows.next(low) - high;
      if (Number.isNaN(up)) return;
      out[0] = up > 0 ? 1 : 0;
      out[1] = up > 0 ? up / close : 0;
      out[2] = down > 0 ? 1 : 0;
      out[3] = down > 0 ? down / close : 0;
    };
  },
});
