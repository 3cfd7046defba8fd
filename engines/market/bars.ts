// Columnar price bars: the one shape in which candles travel through AnchorDesk.
// Used by every engine; storage and charts use the same columns. Holds numbers only, never a clock or a calendar.

/** Price bars of one instrument and interval, ascending by `openTime`, one entry per bar in every column. */
export interface Bars {
  readonly length: number;
  /** Epoch milliseconds of each bar's start. `closeTime = openTime + interval`. */
  readonly openTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Units traded (shares, not lots); 0 for indices. */
  readonly volume: Float64Array;
  readonly openInterest?: Float64Array;
}

/** One bar as plain numbers, for streams, tests and tooltips. */
export interface Bar {
  readonly openTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

export type BarColumn = 'openTime' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'openInterest';

export function createBars(length: number, withOpenInterest = false): Bars {
  const column = () => new Float64Array(length);
  return {
    length,
    openTime: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    ...(withOpenInterest ? { openInterest: column() } : {}),
  };
}

export function barsFrom(rows: readonly Bar[]): Bars {
  const bars = createBars(rows.length);
  rows.forEach((row, i) => {
    bars.openTime[i] = row.openTime;
    bars.open[i] = row.open;
    bars.high[i] = row.high;
    bars.low[i] = row.low;
    bars.close[i] = row.close;
    bars.volume[i] = row.volume;
  });
  return bars;
}

export function barAt(bars: Bars, i: number): Bar {
  return {
    openTime: bars.openTime[i]!,
    open: bars.open[i]!,
    high: bars.high[i]!,
    low: bars.low[i]!,
    close: bars.close[i]!,
    volume: bars.volume[i]!,
  };
}

/** A view (no copy) on bars `start` (inclusive) to `end` (exclusive). */
export function sliceBars(bars: Bars, start: number, end: number): Bars {
  return {
    length: end - start,
    openTime: bars.openTime.subarray(start, end),
    open: bars.open.subarray(start, end),
    high: bars.high.subarray(start, end),
    low: bars.low.subarray(start, end),
    close: bars.close.subarray(start, end),
    volume: bars.volume.subarray(start, end),
    ...(bars.openInterest ? { openInterest: bars.openInterest.subarray(start, end) } : {}),
  };
}

/** Copies the parts one after the other. Open interest is kept only where every part has it. */
export function concatBars(parts: readonly Bars[]): Bars {
  let length = 0;
  for (const part of parts) length += part.length;
  const withOpenInterest = parts.length > 0 && parts.every((part) => part.openInterest !== undefined);
  const all = createBars(length, withOpenInterest);
  let offset = 0;
  for (const part of parts) {
    all.openTime.set(part.openTime, offset);
    all.open.set(part.open, offset);
    all.high.set(part.high, offset);
    all.low.set(part.low, offset);
    all.close.set(part.close, offset);
    all.volume.set(part.volume, offset);
    if (withOpenInterest) all.openInterest!.set(part.openInterest!, offset);
    offset += part.length;
  }
  return all;
}

/** Copies the bars whose mark in `keep` is 1; the very same object when that is all of them. */
export function keepBars(bars: Bars, keep: Uint8Array): Bars {
  let count = 0;
  for (let i = 0; i < keep.length; i++) count += keep[i]!;
  if (count === bars.length) return bars;
  const kept = createBars(count, bars.openInterest !== undefined);
  let k = 0;
  for (let i = 0; i < bars.length; i++) {
    if (keep[i] === 0) continue;
    kept.openTime[k] = bars.openTime[i]!;
    kept.open[k] = bars.open[i]!;
    kept.high[k] = bars.high[i]!;
    kept.low[k] = bars.low[i]!;
    kept.close[k] = bars.close[i]!;
    kept.volume[k] = bars.volume[i]!;
    if (bars.openInterest) kept.openInterest![k] = bars.openInterest[i]!;
    k++;
  }
  return kept;
}
