// Awkward bars for the indicator suites: missing values, no volume, standing prices, one-bar sessions, bars outside any
// session. Everything follows from the seed.

import { type Bars, createBars } from '../../engines/market/bars.ts';
import { createRandom } from '../../engines/numeric/random.ts';

export interface AwkwardOptions {
  /** Probability that a bar has a missing value in some column. */
  readonly missing: number;
  /** Probability of no volume, and of a price that repeats the one before. */
  readonly quiet: number;
  /** Probability that a bar starts a new session, and that it lies outside any. */
  readonly newSession: number;
  readonly outside: number;
}

export const CLEAN: AwkwardOptions = { missing: 0, quiet: 0, newSession: 0.05, outside: 0 };
export const AWKWARD: AwkwardOptions = { missing: 0.04, quiet: 0.15, newSession: 0.2, outside: 0.05 };

export function awkwardBars(
  seed: number,
  length: number,
  options: AwkwardOptions,
): { bars: Bars; session: Int32Array } {
  const random = createRandom(seed);
  const bars = createBars(length);
  const session = new Int32Array(length);
  const columns = [bars.open, bars.high, bars.low, bars.close, bars.volume];
  let price = 100 + random.next() * 900;
  let number = 0;
  for (let i = 0; i < length; i++) {
    if (i > 0 && random.next() < options.newSession) number++;
    session[i] = random.next() < options.outside ? -1 : number;
    const still = random.next() < options.quiet;
    const open = still ? price : price * (1 + random.normal() * 0.01);
    if (!still) price = Math.max(1, price * (1 + random.normal() * 0.01));
    bars.openTime[i] = i * 60_000;
    bars.open[i] = open;
    bars.close[i] = price;
    bars.high[i] = still ? price : Math.max(open, price) * (1 + random.next() * 0.005);
    bars.low[i] = still ? price : Math.min(open, price) * (1 - random.next() * 0.005);
    bars.volume[i] = random.next() < options.quiet ? 0 : random.integer(10_000);
    if (random.next() < options.missing)
      columns[random.integer(columns.length)]![i] =
        random.next() < 0.8 ? Number.NaN : Number.POSITIVE_INFINITY;
  }
  return { bars, session };
}
