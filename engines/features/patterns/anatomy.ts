// The parts of a candle and the relations between candles that pattern rules are written in. Called by the pattern families and
// the candle features. Bar 0 is the newest; nothing here checks for missing prices.

import type { PatternBars, Side } from './definition.ts';

/** Stands in for the range of a bar that never moved, so that shares of it are 0 and not missing. */
const LEAST_RANGE = 1e-9;

export function bodyOf(bars: PatternBars, lag: number): number {
  return Math.abs(bars.close(lag) - bars.open(lag));
}

export function rangeOf(bars: PatternBars, lag: number): number {
  return Math.max(bars.high(lag) - bars.low(lag), LEAST_RANGE);
}

/** Body as a share of the range. */
export function bodyShare(bars: PatternBars, lag: number): number {
  return bodyOf(bars, lag) / rangeOf(bars, lag);
}

export function bodyTop(bars: PatternBars, lag: number): number {
  return Math.max(bars.open(lag), bars.close(lag));
}

export function bodyBottom(bars: PatternBars, lag: number): number {
  return Math.min(bars.open(lag), bars.close(lag));
}

export function bodyMiddle(bars: PatternBars, lag: number): number {
  return (bars.open(lag) + bars.close(lag)) / 2;
}

export function upperWick(bars: PatternBars, lag: number): number {
  return bars.high(lag) - bodyTop(bars, lag);
}

export function lowerWick(bars: PatternBars, lag: number): number {
  return bodyBottom(bars, lag) - bars.low(lag);
}

/** The wick on the side that points up (+1) or down (−1). */
export function wickTowards(bars: PatternBars, lag: number, side: Side): number {
  return side > 0 ? upperWick(bars, lag) : lowerWick(bars, lag);
}

/** The bar closed above (+1) or below (−1) its open. */
export function isColoured(bars: PatternBars, lag: number, side: number): boolean {
  return side * (bars.close(lag) - bars.open(lag)) > 0;
}

/** Closes of bars `from`, `from + 1`, `from + 2` rose (+1) or fell (−1) in a row. See [Note: prior trend] in definition.ts. */
export function trendedInto(bars: PatternBars, from: number, side: number): boolean {
  return (
    side * (bars.close(from) - bars.close(from + 1)) > 0 &&
    side * (bars.close(from + 1) - bars.close(from + 2)) > 0
  );
}

export function bodyCovers(bars: PatternBars, outer: number, inner: number): boolean {
  return (
    bodyTop(bars, outer) >= bodyTop(bars, inner) &&
    bodyBottom(bars, outer) <= bodyBottom(bars, inner) &&
    bodyOf(bars, outer) > bodyOf(bars, inner)
  );
}

export function bodyStrictlyInside(bars: PatternBars, inner: number, outer: number): boolean {
  return bodyTop(bars, inner) < bodyTop(bars, outer) && bodyBottom(bars, inner) > bodyBottom(bars, outer);
}

/** Lower high and higher low than the bar before ("1" of the strat). */
export function isInside(bars: PatternBars, lag: number): boolean {
  return bars.high(lag) < bars.high(lag + 1) && bars.low(lag) > bars.low(lag + 1);
}

/** Higher high and lower low than the bar before ("3" of the strat). */
export function isOutside(bars: PatternBars, lag: number): boolean {
  return bars.high(lag) > bars.high(lag + 1) && bars.low(lag) < bars.low(lag + 1);
}

/** Took out one side of the bar before and not the other ("2-up", "2-down"). */
export function isDirectional(bars: PatternBars, lag: number, side: Side): boolean {
  return side > 0
    ? bars.high(lag) > bars.high(lag + 1) && bars.low(lag) >= bars.low(lag + 1)
    : bars.low(lag) < bars.low(lag + 1) && bars.high(lag) <= bars.high(lag + 1);
}

/** Highest high (+1) or lowest low (−1) of bars `from` to `to`, both included. */
export function extremeOf(bars: PatternBars, from: number, to: number, side: Side): number {
  let extreme = side > 0 ? bars.high(from) : bars.low(from);
  for (let lag = from + 1; lag <= to; lag++)
    extreme = side > 0 ? Math.max(extreme, bars.high(lag)) : Math.min(extreme, bars.low(lag));
  return extreme;
}
