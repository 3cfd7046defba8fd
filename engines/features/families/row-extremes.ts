// Highest high and lowest low of some bars of a row, for formulas that measure from them. NaN where one of the prices is missing.

import type { Row } from '../row-feature.ts';

/** Of `bars` bars, the newest of them `from` bars ago. */
export function highestHigh(row: Row, from: number, bars: number): number {
  let highest = row.high(from);
  for (let lag = from + 1; lag < from + bars; lag++) highest = Math.max(highest, row.high(lag));
  return highest;
}

/** Of `bars` bars, the newest of them `from` bars ago. */
export function lowestLow(row: Row, from: number, bars: number): number {
  let lowest = row.low(from);
  for (let lag = from + 1; lag < from + bars; lag++) lowest = Math.min(lowest, row.low(lag));
  return lowest;
}
