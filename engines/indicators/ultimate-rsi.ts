// Ultimate RSI: an RSI that counts a widening of the price range as a change of the whole range. Called by features and charts.

import { clip } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period } from './definition.ts';
import { createEmaStream, createWilderStream } from './exponential.ts';
import { createRollingExtreme } from './rolling-extreme.ts';
import { stepwise } from './stepwise.ts';

/** 0 to 100; missing where nothing moved. */
export const ULTIMATE_RSI: IndicatorDefinition = stepwise({
  id: 'ultimate-rsi',
  title: 'Ultimate RSI',
  inputs: ['close'],
  parameters: [
    { ...period('period', 14, 'Closes of the range, and length of the smoothing.'), min: 2 },
    period('signal', 5, 'Span of the EMA of the line.'),
  ],
  outputs: ['ultimate_rsi', 'signal'],
  // Range, change of the range, mean of `period` terms, mean of `signal` lines.
  warmup: (parameters) => 2 * parameters.period! - 1 + parameters.signal! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source:
    'LuxAlgo (2023): d = range of n closes if their highest rose, −range if their lowest fell, else ΔC; 50 + 50·WIL(d)/WIL(|d|)',
  create: ({ period, signal }) => {
    const highest = createRollingExtreme(period!, 1);
    const lowest = createRollingExtreme(period!, -1);
    const moves = createWilderStream(period!, 'average');
    const sizes = createWilderStream(period!, 'average');
    const average = createEmaStream(signal!, 'average');
    let topBefore = Number.NaN;
    let bottomBefore = Number.NaN;
    let closeBefore = Number.NaN;
    return (bar, _session, out) => {
      const top = highest.next(bar.close);
      const bottom = lowest.next(bar.close);
      let move = bar.close - closeBefore;
      if (top > topBefore) move = top - bottom;
      else if (bottom < bottomBefore) move = bottom - top;
      const known = !Number.isNaN(topBefore);
      topBefore = top;
      bottomBefore = bottom;
      closeBefore = bar.close;
      if (!known) return;
      const size = sizes.next(Math.abs(move));
      const line = clip(50 + 50 * (moves.next(move) / size), 0, 100);
      out[0] = line;
      out[1] = average.next(line);
    };
  },
});
