// The same data without what came after a moment, or with noise in its place. Called by the truncation and scramble checks.
// The calendar stays: it is public beforehand.

import type { FeatureData, SourceSeries } from '../../features/data.ts';
import { type Bars, createBars, sliceBars } from '../../market/bars.ts';
import { closeTimes } from '../../market/close-times.ts';
import type { Random } from '../../numeric/random.ts';

/** Ends of the base bars of every source, worked out once per instrument. */
export interface LaterBars {
  /** Every bar of every source that closed after `time` removed. Views, no copies. */
  without(time: number): FeatureData;
  /** Every such bar replaced by noise at the same opening times. */
  scrambled(time: number, random: Random): FeatureData;
}

export function laterBars(data: FeatureData): LaterBars {
  const sources = Object.entries(data.series).map(([source, series]) => ({
    source,
    series: series!,
    closes: closeTimes(series!.bars, series!.sessions, series!.interval),
  }));
  const changed = (change: (series: SourceSeries, known: number) => Bars, time: number): FeatureData => ({
    ...data,
    series: Object.fromEntries(
      sources.map(({ source, series, closes }) => [
        source,
        { ...series, bars: change(series, closedBy(closes, time)) },
      ]),
    ),
  });
  return {
    without: (time) => changed(({ bars }, known) => sliceBars(bars, 0, known), time),
    scrambled: (time, random) => changed(({ bars }, known) => withNoise(bars, known, random), time),
  };
}

/** Number of leading bars that closed by `time`. */
function closedBy(closes: Float64Array, time: number): number {
  let low = 0;
  let high = closes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (closes[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Spread of a noise bar's return and of its reach beyond open and close; lively, so that whatever peeks sees a difference. */
const NOISE_RETURN = 0.01;
const NOISE_REACH = 0.004;

/** A random walk that starts with a jump from the last known price, volumes around the known ones. */
function withNoise(bars: Bars, known: number, random: Random): Bars {
  const noisy = createBars(bars.length, bars.openInterest !== undefined);
  for (const column of ['openTime', 'open', 'high', 'low', 'close', 'volume', 'openInterest'] as const)
    if (bars[column] !== undefined) noisy[column]!.set(bars[column]);
  let price = known > 0 ? bars.close[known - 1]! : 100;
  if (!(price > 0 && Number.isFinite(price))) price = 100;
  price *= 1 + (random.next() < 0.5 ? -1 : 1) * (0.02 + 0.03 * random.next());
  const typicalVolume = meanVolume(bars, known);
  for (let i = known; i < bars.length; i++) {
    const open = price;
    // Bounded steps keep the price positive over any length.
    price *= Math.exp(NOISE_RETURN * Math.max(-4, Math.min(4, random.normal())));
    // The walk is pulled back towards the start rather than left to run out of the range of prices.
    if (price > 1e7 || price < 1e-2) price = 100;
    noisy.open[i] = open;
    noisy.close[i] = price;
    noisy.high[i] = Math.max(open, price) * (1 + NOISE_REACH * random.next());
    noisy.low[i] = Math.min(open, price) * (1 - NOISE_REACH * random.next());
    noisy.volume[i] = Math.round(typicalVolume * Math.exp(random.normal()));
    if (noisy.openInterest !== undefined)
      noisy.openInterest[i] = Math.round(noisy.openInterest[i]! * (0.5 + random.next()));
  }
  return noisy;
}

function meanVolume(bars: Bars, known: number): number {
  let total = 0;
  let count = 0;
  for (let i = Math.max(0, known - 500); i < known; i++)
    if (Number.isFinite(bars.volume[i]!)) {
      total += bars.volume[i]!;
      count++;
    }
  return total > 0 ? total / count : 1000;
}
