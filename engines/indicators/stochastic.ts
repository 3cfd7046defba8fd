// Stochastic: where the close lies in the range of the last n bars, smoothed to %K (slow) or not (fast), and again to %D.
// Called by strategies, features and charts.

import { outputFor } from '../numeric/arrays.ts';
import {
  type IndicatorDefinition,
  type IndicatorParameter,
  type IndicatorParameters,
  period,
} from './definition.ts';
import { FLAT_PARAMETER, type FlatRange, flatOf, flatValue } from './flat-range.ts';
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

export interface StochasticColumns {
  readonly k: Float64Array;
  readonly d: Float64Array;
}

export interface StochasticValue {
  readonly k: number;
  readonly d: number;
}

function createCore(periods: StochasticPeriods, flat: FlatRange) {
  const whenFlat = flatValue(flat);
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
      const fast = range > 0 ? (100 * (close - bottom)) / range : range === 0 ? whenFlat : Number.NaN;
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
  out?: StochasticColumns,
): StochasticColumns {
  const k = outputFor(bars.length, out?.k);
  const d = outputFor(bars.length, out?.d);
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

const INPUTS = ['high', 'low', 'close'] as const;
const OUTPUTS = ['k', 'd'] as const;
const RANGE = period('range', 14, 'Bars of the high-low range.');
const SMOOTHING = period('smoothing', 3, 'Simple mean that makes %K slow.');
const SIGNAL = period('signal', 3, 'Simple mean of %K that makes %D.');

/** The fast stochastic is the slow one without smoothing. */
function defineStochastic(
  id: string,
  title: string,
  parameters: readonly IndicatorParameter[],
  source: string,
): IndicatorDefinition {
  const periodsOf = (values: IndicatorParameters): StochasticPeriods => ({
    range: values.range!,
    smoothing: values.smoothing ?? 1,
    signal: values.signal!,
  });
  return {
    id,
    title,
    inputs: INPUTS,
    parameters: [...parameters, FLAT_PARAMETER],
    outputs: OUTPUTS,
    warmup(values) {
      const { range, smoothing, signal } = periodsOf(values);
      return range + smoothing + signal - 3;
    },
    missing: 'restart',
    resetsEachSession: false,
    source,
    batch: ({ bars }, values) => {
      const { k, d } = stochastic(bars, periodsOf(values), flatOf(values.flat));
      return [k, d];
    },
    stream: (values) => {
      const stream = createStochasticStream(periodsOf(values), flatOf(values.flat));
      return {
        next: (bar) => {
          const { k, d } = stream.next(bar);
          return [k, d];
        },
      };
    },
  };
}

export const STOCHASTIC = defineStochastic(
  'stochastic',
  'Slow stochastic',
  [RANGE, SMOOTHING, SIGNAL],
  'G. Lane; TA-Lib STOCH with simple means',
);

export const FAST_STOCHASTIC = defineStochastic(
  'stochastic-fast',
  'Fast stochastic',
  [RANGE, SIGNAL],
  'G. Lane; TA-Lib STOCHF with a simple mean',
);
