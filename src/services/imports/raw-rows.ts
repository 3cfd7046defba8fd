// Rows of a candle file as they were parsed, in file order, in growing columns; every row keeps its line number so that
// later findings can name it. Filled by the parsers, read by day assembly. Not yet sorted, checked or split into days.

export interface RawRows {
  readonly length: number;
  /** Epoch milliseconds of the stamp as the file gives it (start or end of bar). */
  readonly stamp: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly openInterest?: Float64Array;
  /** 1-based line of the file (row for Parquet). */
  readonly line: Float64Array;
}

export interface RowSink {
  push(
    line: number,
    stamp: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    openInterest: number,
  ): void;
  readonly length: number;
  /** Views on what was pushed; the sink must not be used afterwards. */
  finish(): RawRows;
}

export function createRowSink(withOpenInterest: boolean): RowSink {
  let capacity = 4096;
  let length = 0;
  const names = ['stamp', 'open', 'high', 'low', 'close', 'volume', 'openInterest', 'line'] as const;
  let columns = names.map(() => new Float64Array(capacity));

  const grow = () => {
    capacity *= 2;
    columns = columns.map((column) => {
      const larger = new Float64Array(capacity);
      larger.set(column);
      return larger;
    });
  };

  return {
    push(line, stamp, open, high, low, close, volume, openInterest) {
      if (length === capacity) grow();
      columns[0]![length] = stamp;
      columns[1]![length] = open;
      columns[2]![length] = high;
      columns[3]![length] = low;
      columns[4]![length] = close;
      columns[5]![length] = volume;
      columns[6]![length] = openInterest;
      columns[7]![length] = line;
      length++;
    },
    get length() {
      return length;
    },
    finish() {
      const [stamp, open, high, low, close, volume, openInterest, line] = columns.map((column) =>
        column.subarray(0, length),
      ) as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      const rows = { length, stamp, open, high, low, close, volume, line };
      return withOpenInterest ? { ...rows, openInterest } : rows;
    },
  };
}
