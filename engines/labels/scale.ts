// How far the barriers lie: each distance as a fraction per decision bar, known at its close. Called by `labelBars`.
// On clean bars the average true range is that of the indicator of the same name; a test compares the two, since this layer may
// not import it. Bars without usable prices are passed over.

import type { Bars } from '../market/bars.ts';
import { nanArray } from '../numeric/arrays.ts';
import { FOLLOWS } from './continuity.ts';
import type { Distance } from './spec.ts';

/** Fractions of the price, NaN where not known at the bar. `marks` are the continuity of `bars`. */
export function distances(bars: Bars, marks: Uint8Array, distance: Distance): Float64Array {
  switch (distance.by) {
    case 'fixed':
      return new Float64Array(bars.length).fill(distance.fraction);
    case 'atr':
      return scaled(atrFractions(bars, marks, distance.period), distance.multiple, 0);
    case 'volatility':
      return scaled(returnDeviations(bars, marks, distance.returns), distance.multiple, distance.floor);
  }
}

function scaled(values: Float64Array, multiple: number, floor: number): Float64Array {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    values[i] = multiple * (value < floor ? floor : value);
  }
  return values;
}

/** Wilder's average true range over the close, started with the mean of the first `period` ranges, the first bar left out. */
export function atrFractions(bars: Bars, marks: Uint8Array, period: number): Float64Array {
  const { high, low, close, length } = bars;
  const result = nanArray(length);
  let before = Number.NaN;
  let count = 0;
  let sum = 0;
  let average = Number.NaN;
  for (let i = 0; i < length; i++) {
    if (marks[i] === 0) continue;
    const h = high[i]!;
    const l = low[i]!;
    const c = close[i]!;
    if (Number.isNaN(before)) {
      before = c;
      continue;
    }
    const range = Math.max(h - l, Math.abs(h - before), Math.abs(l - before));
    before = c;
    if (count < period) {
      sum += range;
      count++;
      if (count === period) average = sum / period;
    } else average = (average * (period - 1) + range) / period;
    result[i] = average / c;
  }
  return result;
}

/**
 * Sample standard deviation of the last `count` returns between bars that directly follow one another, NaN until there are
 * that many. Nights and gaps give no return, so the window reaches back across them without containing them. Each window is
 * summed from its oldest return on: the result is that of the same bars bit for bit wherever the series began.
 */
export function returnDeviations(bars: Bars, marks: Uint8Array, count: number): Float64Array {
  const { close, length } = bars;
  const result = nanArray(length);
  const returns = new Float64Array(length);
  let seen = 0;
  let deviation = Number.NaN;
  for (let i = 0; i < length; i++) {
    if ((marks[i]! & FOLLOWS) !== 0) {
      returns[seen++] = close[i]! / close[i - 1]! - 1;
      if (seen >= count) deviation = deviationOf(returns, seen - count, seen);
    }
    if (marks[i] !== 0) result[i] = deviation;
  }
  return result;
}

function deviationOf(values: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i]!;
  const mean = sum / (end - start);
  let squares = 0;
  for (let i = start; i < end; i++) {
    const distance = values[i]! - mean;
    squares += distance * distance;
  }
  return Math.sqrt(squares / (end - start - 1));
}
