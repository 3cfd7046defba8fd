// Leaves out bars that carry no price. Called where stored bars are about to be traded on; storage and quality keep them.

import { type Bars, keepBars } from './bars.ts';

/**
 * The bars whose four prices are all above zero; the very same object when that is all of them. Vendors write zeros for days
 * they lack, and a zero would trigger every stop there is.
 */
export function pricedBars(bars: Bars): Bars {
  const { open, high, low, close } = bars;
  const priced = new Uint8Array(bars.length);
  for (let i = 0; i < priced.length; i++)
    priced[i] = open[i]! > 0 && high[i]! > 0 && low[i]! > 0 && close[i]! > 0 ? 1 : 0;
  return keepBars(bars, priced);
}
