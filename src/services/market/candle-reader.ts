// Reads stored days into one set of columns. Called by the store. Copies each stored byte once, into its final place.

import { type Bars, createBars } from '../../../engines/market/bars.ts';
import type { Interval } from '../../../engines/market/interval.ts';
import type { Db } from '../db/port.ts';
import { copyDay, hasOpenInterest } from './candle-codec.ts';

export interface StoredBars {
  readonly bars: Bars;
  /** Sessions read, ascending; parallel to `hashes` and `starts`. */
  readonly dates: readonly string[];
  readonly hashes: readonly string[];
  /** Index of each session's first bar. */
  readonly starts: readonly number[];
}

interface ColumnsRow {
  readonly date: string;
  readonly count: number;
  readonly hash: string;
  readonly columns: Uint8Array;
}

/** Open interest is given only where every day read has it. */
export async function readDays(
  db: Db,
  instrumentId: string,
  interval: Interval,
  from: string,
  to: string,
): Promise<StoredBars> {
  const rows = await db.all<ColumnsRow>(
    `SELECT session_date AS date, bar_count AS count, content_hash AS hash, columns FROM candle_day
     WHERE instrument_id = ? AND interval = ? AND session_date BETWEEN ? AND ? ORDER BY session_date`,
    [instrumentId, interval, from, to],
  );
  const starts: number[] = [];
  let length = 0;
  for (const row of rows) {
    starts.push(length);
    length += row.count;
  }
  const withOpenInterest = rows.length > 0 && rows.every((row) => hasOpenInterest(row.columns, row.count));
  const bars = createBars(length, withOpenInterest);
  rows.forEach((row, i) => {
    copyDay(row.columns, row.count, bars, starts[i]!);
  });
  return { bars, dates: rows.map((row) => row.date), hashes: rows.map((row) => row.hash), starts };
}
