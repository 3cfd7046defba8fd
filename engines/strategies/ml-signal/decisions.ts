// A model's answers as a strategy reads them: per instrument the decision times with side, confidence and the threshold in force. Made by
// training from out-of-fold predictions; read by the ml-signal strategy and by the entry filter. Pure.

import { closeTimes } from '../../market/close-times.ts';
import { intervalMs } from '../../market/interval.ts';
import { nanArray } from '../../numeric/arrays.ts';
import type { StrategyInput } from '../contract.ts';

/** Rows of one instrument, ascending by `time`. */
export interface DecisionRows {
  /** When the answer was there, epoch milliseconds. */
  readonly time: Float64Array;
  /** +1 or −1; 0 where nobody knows it. */
  readonly side: Int8Array;
  /** NaN: the model says nothing. */
  readonly confidence: Float64Array;
  /** Confidence from which the row is acted on: that of its own segment. NaN: never. */
  readonly threshold: Float64Array;
  /** 1 where a policy decided to act; where it is there, confidence and threshold are for looking. */
  readonly acts?: Uint8Array;
}

export type DecisionTable = ReadonlyMap<string, DecisionRows>;

/** Throws RangeError where columns do not belong together or times do not rise. */
export function checkDecisions(table: DecisionTable): void {
  for (const [instrumentId, { time, side, confidence, threshold, acts }] of table) {
    if ([side, confidence, threshold, acts ?? time].some((column) => column.length !== time.length))
      throw new RangeError(`the decisions of ${instrumentId} have columns of different lengths`);
    for (let row = 1; row < time.length; row++)
      if (!(time[row]! >= time[row - 1]!))
        throw new RangeError(`the decisions of ${instrumentId} are out of order at row ${row}`);
  }
}

export function isActed(rows: DecisionRows, row: number): boolean {
  return rows.acts === undefined ? rows.confidence[row]! >= rows.threshold[row]! : rows.acts[row] === 1;
}

/**
 * Row each bar may act on, −1 where none: the newest that was there at the bar's close and not at the close before. A row whose own
 * bar is missing is acted on at the next bar if that closes less than a bar's length later, and is too old after that.
 */
export function rowsOfBars(
  rows: DecisionRows | undefined,
  { bars, slices, interval }: StrategyInput,
): Int32Array {
  const found = new Int32Array(bars.length).fill(-1);
  if (rows === undefined) return found;
  const close = closeTimes(bars, slices.sessions, interval);
  const length = intervalMs(interval);
  let next = 0;
  for (let i = 0; i < bars.length; i++) {
    const first = next;
    while (next < rows.time.length && rows.time[next]! <= close[i]!) next++;
    if (next > first && close[i]! - rows.time[next - 1]! < length) found[i] = next - 1;
  }
  return found;
}

/** A column of the rows along the bars, NaN where a bar has no row: for charts. */
export function alongBars(rowOfBar: Int32Array, column: Float64Array | undefined): Float64Array {
  const values = nanArray(rowOfBar.length);
  if (column !== undefined)
    for (let i = 0; i < values.length; i++) if (rowOfBar[i]! >= 0) values[i] = column[rowOfBar[i]!]!;
  return values;
}
