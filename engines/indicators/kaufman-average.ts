// Kaufman's adaptive moving average (KAMA): fast where the price gets somewhere, slow where it only moves about.
// Called by charts and features. A missing value is passed over.

import { type IndicatorDefinition, period, type ValueStream } from './definition.ts';
import { createLag, createMovingSum } from './moving-sum.ts';
import { defineOnClose, runStream } from './value-columns.ts';

const FASTEST = 2 / (2 + 1);
const SLOWEST = 2 / (30 + 1);

/** First value after n changes; it starts from the value before it (TA-Lib). */
export function createKamaStream(period: number): ValueStream {
  const values = createLag(period);
  const steps = createMovingSum(period);
  let before = Number.NaN;
  let level = 0;
  return {
    next(value) {
      if (!Number.isFinite(value)) return Number.NaN;
      const oldest = values.next(value);
      const step = Math.abs(value - before);
      before = value;
      const path = Number.isNaN(step) ? Number.NaN : steps.next(step);
      if (Number.isNaN(path)) {
        level = value;
        return Number.NaN;
      }
      level = (value - level) * smoothing(Math.abs(value - oldest), path) + level;
      return level;
    },
  };
}

/** A price that went straight used its whole path, and so did one that did not move at all (TA-Lib). */
function smoothing(distance: number, path: number): number {
  // Rounding may make the path a hair shorter than the distance.
  const efficiency = path <= distance ? 1 : distance / path;
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
