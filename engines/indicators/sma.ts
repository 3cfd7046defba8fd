// Simple moving averages: over a full window, and the variant that starts with the first value (volume average).
// Called by strategies, features and charts. One running sum per series: a million bars take about two milliseconds.

import { checkPeriod, outputFor } from '../numeric/arrays.ts';
import { type IndicatorDefinition, period, type ValueStream } from './definition.ts';

/**
 * Mean of the last `period` values; NaN until that many finite values stand in a row. The oldest value leaves after the
 * division, as in TA-Lib: the order of operations makes its bits. `out` must be another array than `source`.
 */
export function sma(source: Float64Array, period: number, out?: Float64Array): Float64Array {
  checkPeriod(period);
  const result = outputFor(source.length, out);
  // Columns of other indicators begin with missing values: those restart nothing.
  let from = 0;
  while (from < source.length && !Number.isFinite(source[from]!)) result[from++] = Number.NaN;
  // See [Note: optimistic loops] in exponential.ts.
  if (!Number.isFinite(plainMeans(source, from, period, result))) carefulMeans(source, period, result);
  return result;
}

/** From row `from` on; returns the last running sum, which is finite only if every value was. */
function plainMeans(source: Float64Array, from: number, period: number, result: Float64Array): number {
  const length = source.length;
  const full = Math.min(length, from + period - 1);
  let total = 0;
  let i = from;
  for (; i < full; i++) {
    total += source[i]!;
    result[i] = Number.NaN;
  }
  for (; i < length; i++) {
    total += source[i]!;
    result[i] = total / period;
    total -= source[i - period + 1]!;
  }
  return total;
}

function carefulMeans(source: Float64Array, period: number, result: Float64Array): void {
  const stream = createSmaStream(period);
  for (let i = 0; i < source.length; i++) result[i] = stream.next(source[i]!);
}

export function createSmaStream(period: number): ValueStream {
  checkPeriod(period);
  const window = new Float64Array(period);
  let at = 0;
  let count = 0;
  let total = 0;
  return {
    next(value) {
      if (!Number.isFinite(value)) {
        total = 0;
        count = 0;
        at = 0;
        return Number.NaN;
      }
      total += value;
      window[at] = value;
      at = at + 1 === period ? 0 : at + 1;
      if (count < period - 1) {
        count++;
        return Number.NaN;
      }
      const average = total / period;
      total -= window[at]!;
      return average;
    },
  };
}

/**
 * Mean of the finite values among the last `period` bars, from the first one on: the volume average of the AVWAP
 * strategy, which must exist on a stock's first bars. NaN only where the window holds no finite value at all.
 */
export function partialSma(source: Float64Array, period: number, out?: Float64Array): Float64Array {
  checkPeriod(period);
  const result = outputFor(source.length, out);
  let total = 0;
  let count = 0;
  for (let i = 0; i < source.length; i++) {
    if (i >= period) {
      const leaving = source[i - period]!;
      if (Number.isFinite(leaving)) {
        total -= leaving;
        count--;
      }
    }
    const value = source[i]!;
    if (Number.isFinite(value)) {
      total += value;
      count++;
    }
    result[i] = total / count;
  }
  return result;
}

export function createPartialSmaStream(period: number): ValueStream {
  checkPeriod(period);
  const window = new Float64Array(period).fill(Number.NaN);
  let at = 0;
  let total = 0;
  let count = 0;
  return {
    next(value) {
      const leaving = window[at]!;
      if (Number.isFinite(leaving)) {
        total -= leaving;
        count--;
      }
      if (Number.isFinite(value)) {
        total += value;
        count++;
      }
      window[at] = value;
      at = at + 1 === period ? 0 : at + 1;
      return total / count;
    },
  };
}

export const SMA: IndicatorDefinition = {
  id: 'sma',
  title: 'Simple moving average',
  inputs: ['close'],
  parameters: [period('period', 20, 'Bars averaged.')],
  outputs: ['sma'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'TA-Lib SMA',
  batch: ({ bars }, parameters) => [sma(bars.close, parameters.period!)],
  stream: (parameters) => {
    const stream = createSmaStream(parameters.period!);
    return { next: (bar) => [stream.next(bar.close)] };
  },
};

export const VOLUME_SMA: IndicatorDefinition = {
  id: 'volume-sma',
  title: 'Volume average',
  inputs: ['volume'],
  parameters: [
    period('period', 20, 'Bars averaged, the current one included; fewer at the start of the data.'),
  ],
  outputs: ['volume_sma'],
  warmup: () => 0,
  missing: 'skip',
  resetsEachSession: false,
  source: 'VOL_SMA20 of AVWAP v11 as published: rolling mean with at least one value',
  batch: ({ bars }, parameters) => [partialSma(bars.volume, parameters.period!)],
  stream: (parameters) => {
    const stream = createPartialSmaStream(parameters.period!);
    return { next: (bar) => [stream.next(bar.volume)] };
  },
};
