// Linearly weighted moving average (WMA) and Hull's average built from three of them (HMA).
// Called by charts and features. Constant time per bar: two running sums.

import { checkPeriod } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period, type ValueStream } from './definition.ts';
import { defineOnClose, runStream } from './value-columns.ts';

/** Weights 1 (oldest) to n (newest); NaN until n finite values stand in a row. */
export function createWmaStream(period: number): ValueStream {
  checkPeriod(period);
  const window = new Float64Array(period);
  const weights = (period * (period + 1)) / 2;
  let at = 0;
  let count = 0;
  /** Σ of the window, and Σ weight × value. TA-Lib's order of operations. */
  let plain = 0;
  let weighted = 0;
  return {
    next(value) {
      if (!Number.isFinite(value)) {
        at = 0;
        count = 0;
        plain = 0;
        weighted = 0;
        return Number.NaN;
      }
      const leaving = window[at]!;
      window[at] = value;
      at = at + 1 === period ? 0 : at + 1;
      if (count < period) {
        plain += value;
        weighted += value * ++count;
        if (count < period) return Number.NaN;
      } else {
        plain = plain + value - leaving;
        weighted += value * period;
      }
      const average = weighted / weights;
      // Every value of the window slides down by one weight.
      weighted -= plain;
      return average;
    },
  };
}

export function wma(source: Float64Array, period: number, out?: Float64Array): Float64Array {
  return runStream(createWmaStream(period), source, out);
}

/** Half and root of Hull's formula: whole numbers, rounded down, at least one. */
function hullPeriods(period: number): { readonly half: number; readonly root: number } {
  checkPeriod(period);
  return { half: Math.max(1, Math.floor(period / 2)), root: Math.floor(Math.sqrt(period)) };
}

/** WMA over √n of 2·WMA(n/2) − WMA(n). */
export function createHmaStream(period: number): ValueStream {
  const { half, root } = hullPeriods(period);
  const fast = createWmaStream(half);
  const slow = createWmaStream(period);
  const smooth = createWmaStream(root);
  return { next: (value) => smooth.next(2 * fast.next(value) - slow.next(value)) };
}

export function hma(source: Float64Array, period: number, out?: Float64Array): Float64Array {
  return runStream(createHmaStream(period), source, out);
}

export const WMA: IndicatorDefinition = defineOnClose({
  id: 'wma',
  title: 'Weighted moving average',
  parameters: [period('period', 20, 'Bars averaged; the newest weighs n, the oldest 1.')],
  warmup: ({ period }) => period! - 1,
  missing: 'restart',
  source: 'TA-Lib WMA',
  batch: (close, { period }) => wma(close, period!),
  stream: ({ period }) => createWmaStream(period!),
});

export const HMA: IndicatorDefinition = defineOnClose({
  id: 'hma',
  title: 'Hull moving average',
  parameters: [period('period', 20, 'Length n; its half and its root are rounded down.')],
  warmup: ({ period }) => period! - 1 + hullPeriods(period!).root - 1,
  missing: 'restart',
  source: 'A. Hull (2005): WMA of 2·WMA(n/2) − WMA(n) over √n',
  batch: (close, { period }) => hma(close, period!),
  stream: ({ period }) => createHmaStream(period!),
});
