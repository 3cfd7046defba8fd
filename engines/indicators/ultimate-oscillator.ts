// Ultimate oscillator: buying pressure over true range in three windows, the shortest weighing four times the longest.
// Called by charts and features.

import { outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, type IndicatorParameters, period } from './definition.ts';
import { FLAT_PARAMETER, type FlatRange, flatOf, flatValue } from './flat-range.ts';
import { createMovingSum } from './moving-sum.ts';
import type { RangeColumns, RangeStream } from './true-range.ts';

/** Three lengths; as in TA-Lib the shortest gets the weight of 4 and the longest that of 1, in whatever order they come. */
export type UltimatePeriods = readonly [number, number, number];

const WEIGHTS = [4, 2, 1] as const;
const WEIGHT_SUM = 7;

function createCore(
  periods: UltimatePeriods,
  flat: FlatRange,
): (high: number, low: number, close: number) => number {
  const whenFlat = flatValue(flat);
  const windows = [...periods]
    .sort((a, b) => a - b)
    .map((length, k) => ({
      weight: WEIGHTS[k]!,
      pressure: createMovingSum(length),
      range: createMovingSum(length),
    }));
  let before = Number.NaN;

  return (high, low, close) => {
    // A missing figure makes range and pressure missing here and, through the close before, on the next bar.
    const complete = Number.isFinite(high + low + close);
    const bottom = Math.min(low, before);
    const span = complete ? Math.max(high, before) - bottom : Number.NaN;
    const gained = complete ? close - bottom : Number.NaN;
    before = complete ? close : Number.NaN;
    let total = 0;
    for (const { weight, pressure, range } of windows) {
      const pressureSum = pressure.next(gained);
      const rangeSum = range.next(span);
      total += weight * (rangeSum === 0 ? whenFlat : pressureSum / rangeSum);
    }
    return 100 * (total / WEIGHT_SUM);
  };
}

/** 0 to 100; NaN until n + 1 complete bars stand in a row, n the longest period. */
export function createUltimateStream(periods: UltimatePeriods, flat: FlatRange = 'missing'): RangeStream {
  const step = createCore(periods, flat);
  return { next: ({ high, low, close }) => step(high, low, close) };
}

export function ultimateOscillator(
  bars: RangeColumns,
  periods: UltimatePeriods = [7, 14, 28],
  flat: FlatRange = 'missing',
  out?: Float64Array,
): Float64Array {
  const result = outputFor(bars.length, out);
  const step = createCore(periods, flat);
  for (let i = 0; i < bars.length; i++) result[i] = step(bars.high[i]!, bars.low[i]!, bars.close[i]!);
  return result;
}

const periodsOf = ({ short, medium, long }: IndicatorParameters): UltimatePeriods => [short!, medium!, long!];

export const ULTIMATE: IndicatorDefinition = {
  id: 'ultimate',
  title: 'Ultimate oscillator',
  inputs: ['high', 'low', 'close'],
  parameters: [
    period('short', 7, 'Bars of the window that weighs 4.'),
    period('medium', 14, 'Bars of the window that weighs 2.'),
    period('long', 28, 'Bars of the window that weighs 1.'),
    FLAT_PARAMETER,
  ],
  outputs: ['ultimate'],
  warmup: (values) => Math.max(...periodsOf(values)),
  missing: 'restart',
  resetsEachSession: false,
  source: 'L. Williams (1985); TA-Lib ULTOSC',
  batch: ({ bars }, values) => [ultimateOscillator(bars, periodsOf(values), flatOf(values.flat))],
  stream: (values) => {
    const stream = createUltimateStream(periodsOf(values), flatOf(values.flat));
    return { next: (bar) => [stream.next(bar)] };
  },
};
