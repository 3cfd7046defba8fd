// Ichimoku's lines as they are known at the bar: the cloud over a bar is the one computed `displacement` bars earlier.
// Called by features and charts. Nothing is shifted into the past: the lagging line is a comparison with an old close.

import { type IndicatorDefinition, period } from './definition.ts';
import { createLag } from './moving-sum.ts';
import { createRollingExtreme } from './rolling-extreme.ts';
import { stepwise } from './stepwise.ts';

/** Middle of the highest high and the lowest low of the last `length` bars. */
function createMiddle(length: number): (high: number, low: number) => number {
  const highest = createRollingExtreme(length, 1);
  const lowest = createRollingExtreme(length, -1);
  return (high, low) => (highest.next(high) + lowest.next(low)) / 2;
}

/** `lagging` is close − close `displacement` bars ago, as a share of the latter: what the shifted close shows on a chart. */
export const ICHIMOKU: IndicatorDefinition = stepwise({
  id: 'ichimoku',
  title: 'Ichimoku',
  inputs: ['high', 'low', 'close'],
  parameters: [
    period('conversion', 9, 'Bars of the conversion line (tenkan).'),
    period('base', 26, 'Bars of the base line (kijun).'),
    period('span', 52, 'Bars of the slow edge of the cloud (span B).'),
    period('displacement', 26, 'Bars by which the cloud over a bar is old.'),
  ],
  outputs: ['conversion', 'base', 'lagging', 'span_a', 'span_b'],
  warmup: ({ conversion, base, span, displacement }) =>
    Math.max(conversion!, base!, span!) - 1 + displacement!,
  missing: 'restart',
  resetsEachSession: false,
  source: 'Goichi Hosoda (1969); the cloud as drawn over the current bar',
  create: (parameters) => {
    const conversion = createMiddle(parameters.conversion!);
    const base = createMiddle(parameters.base!);
    const span = createMiddle(parameters.span!);
    const spanA = createLag(parameters.displacement!);
    const spanB = createLag(parameters.displacement!);
    const earlier = createLag(parameters.displacement!);
    return ({ high, low, close }, _session, out) => {
      const fast = conversion(high, low);
      const slow = base(high, low);
      out[0] = fast;
      out[1] = slow;
      const old = earlier.next(close);
      out[2] = (close - old) / old;
      out[3] = spanA.next((fast + slow) / 2);
      out[4] = spanB.next(span(high, low));
    };
  },
});
