// Cumulative volume delta by the tick rule: volume of rising closes minus volume of falling ones since the session's open.
// Called by features and charts, on an instrument's own bars or on those of its future (a side series is the same indicator).

import type { IndicatorDefinition } from './definition.ts';
import { stepwise } from './stepwise.ts';

/** `share` is the delta as a share of all volume of the session, −1 to 1; missing before anything has traded. */
export const CVD: IndicatorDefinition = stepwise({
  id: 'cvd',
  title: 'Cumulative volume delta (tick rule)',
  inputs: ['close', 'volume', 'session'],
  parameters: [],
  outputs: ['cvd', 'share'],
  warmup: () => 0,
  missing: 'skip',
  resetsEachSession: true,
  source:
    'cvd += sign(ΔC)·volume; an unchanged close keeps the sign before; the first bar of a session has none',
  create: () => {
    let before = Number.NaN;
    let sign = 0;
    let delta = 0;
    let traded = 0;
    return (bar, _session, out) => {
      if (bar.close > before) sign = 1;
      else if (bar.close < before) sign = -1;
      before = bar.close;
      delta += sign * bar.volume;
      traded += bar.volume;
      out[0] = delta;
      if (traded > 0) out[1] = delta / traded;
    };
  },
});
