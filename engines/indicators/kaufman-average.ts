// Kaufman's adaptive moving average (KAMA): fast where the price gets somewhere, slow where it only moves about.
// Called by charts and features. A missing value is passed over.

import { checkPeriod } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period, type ValueStream } from './definition.ts';
import { defineOnClose, runStream } from './value-columns.ts';

const FASTEST = 2 / (2 + 1);
const SLOWEST = 2 / (30 + 1);

/** First value after n changes; it starts from the value before it (TA-Lib). */
export function createKamaStream(period: number): ValueStream {
  checkPeriod(period);
  /** The last n values, and the n distances between one value and the next. */
  const values = new Float64Array(period);
  let at = 0;
  let count = 0;
  let path = 0;
  let leavingStep = 0;
  let before = Number.NaN;
  let level = 0;
  return {
    next(value) {
      if (!Number.isFinite(value)) return Number.NaN;
      const oldest = values[at]!;
      values[at] = value;
      at = at + 1 === period ? 0 : at + 1;
      const step = Math.abs(value - before);
      before = value;
      if (count < period) {
        if (count > 0) path += step;
        count++;
        level = value;
        return Number.NaN;
      }
      path = path - leavingStep + step;
      // The next step to leave leads from the value that leaves now to the one after it.
      leavingStep = Math.abs(values[at]! - oldest);
      level = (value - level) * smoothing(value - oldest, path) + level;
      return level;
    },
  };
}

function smoothing(distance: number, path: number): number {
  // A price that went straight used its whole path; rounding may make the path a hair shorter than the distance.
  const efficiency = path <= Math.abs(distance) || path < 1e-14 ? 1 : Math.abs(distance / path);
  const constant = efficiency * (FASTEST - SLOWEST) + SLOWEST;
  return constant * constant;
}

export function kama(source: Float64Array, period: number, out?: Float64Array): Float64Array {
  return runStream(createKamaStream(period), source, out);
}

export const KAMA: IndicatorDefinition = defineOnClose({
  id: 'kama',
  title: "Kaufman's adaptive moving average",
  parameters: [period('period', 10, 'Changes over which the efficiency of the price is measured.')],
  warmup: ({ period }) => period!,
  missing: 'skip',
  source: 'P. Kaufman (1995); TA-Lib KAMA (fastest 2, slowest 30)',
  batch: (close, { period }) => kama(close, period!),
  stream: ({ period }) => createKamaStream(period!),
});
