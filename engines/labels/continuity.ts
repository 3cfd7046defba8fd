// Which bars directly follow the one before: the same session, nothing missing between them, and both with usable prices.
// Called by the labelers (a window may hold only such bars) and for volatility (a return over a gap is none).

import type { Bars } from '../market/bars.ts';
import type { Session } from '../market/session.ts';

/** Bit set where the bar itself has prices a trade could have had. */
export const USABLE = 1;
/** Bit set where the bar is usable and directly follows a usable one. */
export const FOLLOWS = 2;

/** One byte of the bits above per bar; bars outside every window get none. `closeTime` as from `closeTimes`. */
export function continuity(bars: Bars, closeTime: Float64Array, sessions: readonly Session[]): Uint8Array {
  const marks = new Uint8Array(bars.length);
  let i = 0;
  for (const session of sessions) {
    let expected = Number.NaN;
    for (const window of session.windows) {
      while (i < bars.length && bars.openTime[i]! < window.open) i++;
      // Trading goes on where the window before it ended, if that was seen to its end.
      if (Number.isFinite(expected)) expected = window.open;
      for (; i < bars.length && bars.openTime[i]! < window.close; i++) {
        if (!usable(bars, i)) {
          expected = Number.NaN;
          continue;
        }
        marks[i] = bars.openTime[i] === expected ? USABLE | FOLLOWS : USABLE;
        expected = closeTime[i]!;
      }
      if (expected !== window.close) expected = Number.NaN;
    }
  }
  return marks;
}

/** A zero, negative or missing price, or a high below its low, is no price: the bar counts as missing. */
function usable(bars: Bars, i: number): boolean {
  const low = bars.low[i]!;
  const high = bars.high[i]!;
  const open = bars.open[i]!;
  const close = bars.close[i]!;
  return low > 0 && open > 0 && close > 0 && high >= low && Number.isFinite(high + open + close);
}
