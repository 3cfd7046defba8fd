// Change to the value n bars before: in price (momentum, MOM) and in percent (rate of change, ROC).
// Called by charts and features.

import { checkPeriod } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period, type ValueStream } from './definition.ts';
import { defineOnClose, runStream } from './value-columns.ts';

/** `compare` gets the value and the one `period` values before it; NaN until n + 1 finite values stand in a row. */
function createLagStream(period: number, compare: (value: number, before: number) => number): ValueStream {
  checkPeriod(period);
  const window = new Float64Array(period);
  let at = 0;
  let count = 0;
  return {
    next(value) {
      if (!Number.isFinite(value)) {
        count = 0;
        return Number.NaN;
      }
      const before = window[at]!;
      window[at] = value;
      at = at + 1 === period ? 0 : at + 1;
      if (count < period) {
        count++;
        return Number.NaN;
      }
      return compare(value, before);
    },
  };
}

export function createMomentumStream(period: number): ValueStream {
  return createLagStream(period, (value, before) => value - before);
}

export function momentum(source: Float64Array, period: number, out?: Float64Array): Float64Array {
  return runStream(createMomentumStream(period), source, out);
}

/** Percent; missing where the value before is zero (TA-Lib: 0). */
export function createRateOfChangeStream(period: number): ValueStream {
  return createLagStream(period, (value, before) => (before === 0 ? Number.NaN : (value / before - 1) * 100));
}

export function rateOfChange(source: Float64Array, period: number, out?: Float64Array): Float64Array {
  return runStream(createRateOfChangeStream(period), source, out);
}

const LAG = period('period', 10, 'Bars back to the price compared with.');

export const MOMENTUM: IndicatorDefinition = defineOnClose({
  id: 'momentum',
  title: 'Momentum',
  parameters: [LAG],
  warmup: ({ period }) => period!,
  missing: 'restart',
  source: 'TA-Lib MOM',
  batch: (close, { period }) => momentum(close, period!),
  stream: ({ period }) => createMomentumStream(period!),
});

export const RATE_OF_CHANGE: IndicatorDefinition = defineOnClose({
  id: 'roc',
  title: 'Rate of change',
  parameters: [LAG],
  warmup: ({ period }) => period!,
  missing: 'restart',
  source: 'TA-Lib ROC; missing where the price before is zero, TA-Lib: 0',
  batch: (close, { period }) => rateOfChange(close, period!),
  stream: ({ period }) => createRateOfChangeStream(period!),
});
