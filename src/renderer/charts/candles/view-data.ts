// Turns long columns into what fits the screen: bars into buckets, lines into the points that keep their shape. Pure; runs in
// the chart's Web Worker. Buckets start at multiples of their size, so that they do not shimmer while panning.

import type { Bars } from '../../../../engines/market/bars.ts';

/** Drawn candles; one bucket may stand for several bars. */
export interface CandleColumns {
  /** Bars per candle, a power of two. */
  readonly bucket: number;
  /** Index of the first bar of the first candle. */
  readonly first: number;
  readonly count: number;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Points of a line by bar index; a NaN value ends a stretch. */
export interface LinePoints {
  readonly index: Float64Array;
  readonly value: Float64Array;
}

/** Least pixels a candle needs to be told from its neighbour. */
const PIXELS_PER_CANDLE = 1.5;

/** Smallest power of two that leaves each candle at least a pixel and a half. */
export function bucketSize(bars: number, pixels: number): number {
  const room = Math.max(1, Math.floor(pixels / PIXELS_PER_CANDLE));
  let bucket = 1;
  while (bars / bucket > room) bucket *= 2;
  return bucket;
}

/** Candles covering bars `start` (inclusive) to `end` (exclusive), widened to whole buckets. */
export function bucketBars(bars: Bars, start: number, end: number, bucket: number): CandleColumns {
  const first = Math.min(bars.length, Math.max(0, Math.floor(start / bucket) * bucket));
  const last = Math.min(bars.length, Math.max(first, end));
  const count = Math.ceil((last - first) / bucket);
  const open = new Float64Array(count);
  const high = new Float64Array(count);
  const low = new Float64Array(count);
  const close = new Float64Array(count);
  const volume = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const from = first + k * bucket;
    // The last bucket is filled beyond the window, so that its candle is the same wherever the window ends.
    const to = Math.min(bars.length, from + bucket);
    let top = Number.NEGATIVE_INFINITY;
    let bottom = Number.POSITIVE_INFINITY;
    let sum = 0;
    for (let i = from; i < to; i++) {
      const h = bars.high[i] ?? Number.NaN;
      const l = bars.low[i] ?? Number.NaN;
      if (h > top) top = h;
      if (l < bottom) bottom = l;
      sum += bars.volume[i] ?? 0;
    }
    open[k] = bars.open[from] ?? Number.NaN;
    close[k] = bars.close[to - 1] ?? Number.NaN;
    high[k] = top;
    low[k] = bottom;
    volume[k] = sum;
  }
  return { bucket, first, count, open, high, low, close, volume };
}

/**
 * First, lowest, highest and last value of each bucket, in time order (M4, Jugel et al. 2014): drawn at this width the line is
 * the same as with every point. With buckets of one bar every point is kept, and NaN stays as a gap.
 */
export function thinLine(values: Float64Array, start: number, end: number, bucket: number): LinePoints {
  const from = Math.max(0, Math.floor(start / bucket) * bucket);
  const to = Math.min(values.length, end);
  if (bucket === 1) {
    const length = Math.max(0, to - from);
    return {
      index: Float64Array.from({ length }, (_, k) => from + k),
      value: values.slice(from, from + length),
    };
  }
  const index: number[] = [];
  const value: number[] = [];
  for (let at = from; at < to; at += bucket) {
    const limit = Math.min(values.length, at + bucket);
    const kept = extremesOf(values, at, limit);
    if (kept.length === 0) {
      index.push(at);
      value.push(Number.NaN);
    }
    for (const i of kept) {
      index.push(i);
      value.push(values[i] ?? Number.NaN);
    }
  }
  return { index: Float64Array.from(index), value: Float64Array.from(value) };
}

/** Indices of first, lowest, highest and last known value, ascending and each once. */
function extremesOf(values: Float64Array, start: number, end: number): readonly number[] {
  let first = -1;
  let last = -1;
  let lowest = -1;
  let highest = -1;
  for (let i = start; i < end; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (first < 0) first = i;
    last = i;
    if (lowest < 0 || value < (values[lowest] ?? 0)) lowest = i;
    if (highest < 0 || value > (values[highest] ?? 0)) highest = i;
  }
  if (first < 0) return [];
  return [...new Set([first, lowest, highest, last])].sort((a, b) => a - b);
}
