// Fisher transform of the price's position in its range: turns a flat distribution into one with sharp extremes.
// Called by features and charts.

import { clip } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period } from './definition.ts';
import { createRollingExtreme } from './rolling-extreme.ts';
import { stepwise } from './stepwise.ts';

/** A position of ±1 would be infinitely far out. */
const FURTHEST = 0.999;

/** Position halfway where the range is zero: it tells of no direction, and the memory needs a value. */
export const FISHER: IndicatorDefinition = stepwise({
  id: 'fisher-transform',
  title: 'Fisher transform',
  inputs: ['high', 'low'],
  parameters: [{ ...period('period', 10, 'Middle prices of the range, the current one included.'), min: 2 }],
  outputs: ['fisher', 'trigger'],
  warmup: (parameters) => parameters.period!,
  missing: 'restart',
  resetsEachSession: false,
  source:
    'J. Ehlers (2002), with the weights of the published SPY model: v = EWM(0.33) of 0.66·(position − ½), fisher = EWM(0.5) of ½·ln((1+v)/(1−v)); the trigger is the value before',
  create: (parameters) => {
    const highest = createRollingExtreme(parameters.period!, 1);
    const lowest = createRollingExtreme(parameters.period!, -1);
    let position = Number.NaN;
    let fisher = Number.NaN;
    return (bar, _session, out) => {
      const middle = (bar.high + bar.low) / 2;
      const top = highest.next(middle);
      const bottom = lowest.next(middle);
      if (Number.isNaN(top)) return;
      const range = top - bottom;
      const place = 0.66 * (range > 0 ? (middle - bottom) / range - 0.5 : 0);
      position = Number.isNaN(position) ? place : 0.33 * place + 0.67 * position;
      const inside = clip(position, -FURTHEST, FURTHEST);
      const spread = 0.5 * Math.log((1 + inside) / (1 - inside));
      const before = fisher;
      fisher = Number.isNaN(before) ? spread : 0.5 * spread + 0.5 * before;
      out[0] = fisher;
      out[1] = before;
    };
  },
});
