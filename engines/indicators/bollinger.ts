// Bollinger bands: simple mean and population standard deviations around it, with the close's place in them and their width.
// Called by strategies, features and charts.

import { checkPeriod, outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, type IndicatorParameter, period } from './definition.ts';
import { createMovingDeviation, LEAST_DEVIATION } from './moving-deviation.ts';
import { stepwise } from './stepwise.ts';

const DEVIATIONS: IndicatorParameter = {
  name: 'deviations',
  default: 2,
  min: 0.1,
  max: 20,
  help: 'Standard deviations between the mean and either band.',
};

export interface BandColumns {
  readonly upper: Float64Array;
  readonly middle: Float64Array;
  readonly lower: Float64Array;
}

/** Mean of the last `period` values and `deviations` population deviations around it; a missing value restarts the window. */
export function bollingerBands(
  source: Float64Array,
  period: number,
  deviations: number,
  out?: BandColumns,
): BandColumns {
  checkPeriod(period);
  const columns: BandColumns = {
    upper: outputFor(source.length, out?.upper),
    middle: outputFor(source.length, out?.middle),
    lower: outputFor(source.length, out?.lower),
  };
  // See [Note: optimistic loops] in exponential.ts.
  if (!Number.isFinite(plainBands(source, period, deviations, columns)))
    carefulBands(source, period, deviations, columns);
  return columns;
}

/** The moving deviation of `moving-deviation.ts` in one loop; returns a figure that is finite only if every value was. */
function plainBands(
  source: Float64Array,
  period: number,
  deviations: number,
  { upper, middle, lower }: BandColumns,
): number {
  const length = source.length;
  let total = 0;
  let squares = 0;
  let i = 0;
  for (; i < length && i < period - 1; i++) {
    const value = source[i]!;
    total += value;
    squares += value * value;
    upper[i] = Number.NaN;
    middle[i] = Number.NaN;
    lower[i] = Number.NaN;
  }
  for (; i < length; i++) {
    const value = source[i]!;
    total += value;
    squares += value * value;
    const mean = total / period;
    const variance = squares / period - mean * mean;
    const distance = (variance > 0 ? Math.sqrt(variance) : 0) * deviations;
    const leaving = source[i - period + 1]!;
    total -= leaving;
    squares -= leaving * leaving;
    upper[i] = mean + distance;
    middle[i] = mean;
    lower[i] = mean - distance;
  }
  return total + squares;
}

function carefulBands(
  source: Float64Array,
  period: number,
  deviations: number,
  { upper, middle, lower }: BandColumns,
): void {
  let moving = createMovingDeviation(period);
  for (let i = 0; i < source.length; i++) {
    const value = source[i]!;
    if (Number.isFinite(value)) moving.next(value);
    else moving = createMovingDeviation(period);
    const distance = moving.deviation * deviations;
    upper[i] = moving.mean + distance;
    middle[i] = moving.mean;
    lower[i] = moving.mean - distance;
  }
}

/** Place of the close between the bands; missing where they meet but for what rounding left between them. */
function percentB(close: number, upper: number, mean: number, lower: number, deviations: number): number {
  const width = upper - lower;
  return width > 2 * deviations * LEAST_DEVIATION * mean ? (close - lower) / width : Number.NaN;
}

const STEPWISE: IndicatorDefinition = stepwise({
  id: 'bollinger',
  title: 'Bollinger bands',
  inputs: ['close'],
  // One value has no spread: the bands of a single bar always meet.
  parameters: [{ ...period('period', 20, 'Bars of the mean and the deviation.'), min: 2 }, DEVIATIONS],
  outputs: ['upper', 'middle', 'lower', 'percent_b', 'bandwidth'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'TA-Lib BBANDS (population deviation); %b and bandwidth: John Bollinger (2001)',
  create: (parameters) => {
    const moving = createMovingDeviation(parameters.period!);
    const deviations = parameters.deviations!;
    return (bar, _session, out) => {
      moving.next(bar.close);
      const distance = moving.deviation * deviations;
      const upper = moving.mean + distance;
      const lower = moving.mean - distance;
      out[0] = upper;
      out[1] = moving.mean;
      out[2] = lower;
      out[3] = percentB(bar.close, upper, moving.mean, lower, deviations);
      out[4] = (upper - lower) / moving.mean;
    };
  },
});

/** `percent_b` is 0 at the lower and 1 at the upper band, missing where the bands meet; `bandwidth` is relative to the mean. */
export const BOLLINGER: IndicatorDefinition = {
  ...STEPWISE,
  batch: ({ bars }, { period, deviations }) => {
    const { upper, middle, lower } = bollingerBands(bars.close, period!, deviations!);
    const percent = new Float64Array(bars.length);
    const bandwidth = new Float64Array(bars.length);
    for (let i = 0; i < bars.length; i++) {
      percent[i] = percentB(bars.close[i]!, upper[i]!, middle[i]!, lower[i]!, deviations!);
      bandwidth[i] = (upper[i]! - lower[i]!) / middle[i]!;
    }
    return [upper, middle, lower, percent, bandwidth];
  },
};
