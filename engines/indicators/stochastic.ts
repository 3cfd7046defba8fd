// Slow stochastic: where the close lies in the range of the last n bars, smoothed to %K and again to %D.
// Called by strategies, features and charts.

import { outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, type IndicatorParameters, period } from './definition.ts';
import { createRollingExtreme } from './rolling-extreme.ts';
import { createSmaStream } from './sma.ts';
import type { RangeBar, RangeColumns } from './true-range.ts';

export interface StochasticPeriods {
  /** Bars of the high-low range. */
  readonly range: number;
  /** Simple mean that makes %K slow; 1 leaves it fast. */
  readonly smoothing: number;
  /** Simple mean of %K that makes %D. */
  readonly signal: number;
}

/**
 * What a range of zero gives before smoothing. It has no position in it, so it is `missing`; TA-Lib says `zero`, which reads
 * as "closed at the low" and is offered for comparison only.
 */
export type FlatRange = 'missing' | 'zero';

export interface StochasticValue {
  readonly k: number;
  readonly d: number;
}

function createCore(periods: StochasticPeriods, flat: FlatRange) {
  const flatValue = flat === 'zero' ? 0 : Number.NaN;
  const highest = createRollingExtreme(periods.range, 1);
  const lowest = createRollingExtreme(periods.range, -1);
  const slow = createSmaStream(periods.smoothing);
  const signal = createSmaStream(periods.signal);
  const state = { k: Number.NaN, d: Number.NaN };
  return {
    state,
    step(high: number, low: number, close: number): void {
      const complete = Number.isFinite(high + low + close);
      const top = highest.next(complete ? high : Number.NaN);
      const bottom = lowest.next(complete ? low : Number.NaN);
      const range = top - bottom;
      const fast = range > 0 ? (100 * (close - bottom)) / range : range === 0 ? flatValue : Number.NaN;
      // The running sums of the means may leave the scale by a rounding error.
      state.k = clipPercent(slow.next(fast));
      state.d = clipPercent(signal.next(state.k));
    },
  };
}

function clipPercent(value: number): number {
  return value < 0 ? 0 : Math.min(value, 100);
}

export function stochastic(
  bars: RangeColumns,
  periods: StochasticPeriods,
  flat: FlatRange = 'missing',
): { readonly k: Float64Array; readonly d: Float64Array } {
  const k = outputFor(bars.length);
  const d = outputFor(bars.length);
  const core = createCore(periods, flat);
  for (let i = 0; i < bars.length; i++) {
    core.step(bars.high[i]!, bars.low[i]!, bars.close[i]!);
    k[i] = core.state.k;
    d[i] = core.state.d;
  }
  return { k, d };
}

export function createStochasticStream(
  periods: StochasticPeriods,
  flat: FlatRange = 'missing',
): { next(bar: RangeBar): StochasticValue } {
  const core = createCore(periods, flat);
  return {
    next({ high, low, close }) {
      core.step(high, low, close);
      return { k: core.state.k, d: core.state.d };
    },
  };
}

const periodsOf = (parameters: IndicatorParameters): StochasticPeriods => ({
  range: parameters.range!,
  smoothing: parameters.smoothing!,
  signal: parameters.signal!,
});

export const STOCHASTIC: IndicatorDefinition = {
  id: 'stochastic',
  title: 'Slow stochastic',
  inputs: ['high', 'low', 'close'],
  parameters: [
    period('range', 14, 'Bars of the high-low range.'),
    period('smoothing', 3, 'Simple mean that makes %K slow.'),
    period('signal', 3, 'Simple mean of %K that makes %D.'),
  ],
  outputs: ['k', 'd'],
  warmup: ({ range, smoothing, signal }) => range! + smoothing! + signal! - 3,
  missing: 'restart',
  resetsEachSession: false,
  source: 'TA-Lib STOCH with simple means; a flat range is missing where TA-Lib says 0',
  batch: ({ bars }, parameters) => {
    const { k, d } = stochastic(bars, periodsOf(parameters));
    return [k, d];
  },
  stream: (parameters) => {
    const stream = createStochasticStream(periodsOf(parameters));
    return {
      next: (bar) => {
        const { k, d } = stream.next(bar);
        return [k, d];
      },
    };
  },
};
