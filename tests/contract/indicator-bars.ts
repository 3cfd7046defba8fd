// Awkward bars for the indicator suites: missing values, no volume, standing prices, one-bar sessions, bars outside any
// session. Everything follows from the seed.

import type { IndicatorInput } from '../../engines/indicators/definition.ts';
import { createBars } from '../../engines/market/bars.ts';
import { MINUTE_MS } from '../../engines/market/interval.ts';
import type { Session } from '../../engines/market/session.ts';
import { createRandom } from '../../engines/numeric/random.ts';

export interface AwkwardOptions {
  /** Probability that a bar has a missing value in some column. */
  readonly missing: number;
  /** Probability of no volume, and of a price that repeats the one before. */
  readonly quiet: number;
  /** Probability that a bar starts a new session, and that it lies outside any. */
  readonly newSession: number;
  readonly outside: number;
  /** Prices are whole multiples of this, so that equal highs, ties and standing closes abound. */
  readonly tick?: number;
}

export const CLEAN: AwkwardOptions = { missing: 0, quiet: 0, newSession: 0.05, outside: 0 };
export const AWKWARD: AwkwardOptions = { missing: 0.04, quiet: 0.15, newSession: 0.2, outside: 0.05 };
export const COARSE: AwkwardOptions = { ...AWKWARD, missing: 0.01, tick: 5 };

export function awkwardBars(seed: number, length: number, options: AwkwardOptions): IndicatorInput {
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
    bars.openTime[i] = i * MINUTE_MS;
    bars.open[i] = open;
    bars.close[i] = price;
    bars.high[i] = still ? price : Math.max(open, price) * (1 + random.next() * 0.005);
    bars.low[i] = still ? price : Math.min(open, price) * (1 - random.next() * 0.005);
    if (options.tick !== undefined)
      for (const column of columns.slice(0, 4))
        column[i] = Math.max(1, Math.round(column[i]! / options.tick)) * options.tick;
    bars.volume[i] = random.next() < options.quiet ? 0 : random.integer(10_000);
    if (random.next() < options.missing)
      columns[random.integer(columns.length)]![i] =
        random.next() < 0.8 ? Number.NaN : Number.POSITIVE_INFINITY;
  }
  return { bars, session, sessions: sessionsOf(bars.openTime, session), intervalMs: MINUTE_MS };
}

/** Sessions that reach from their first bar's open to their last bar's close. */
function sessionsOf(openTime: Float64Array, session: Int32Array): Session[] {
  const spans = new Map<number, { open: number; close: number }>();
  session.forEach((number, i) => {
    if (number < 0) return;
    const span = spans.get(number) ?? { open: openTime[i]!, close: 0 };
    span.close = openTime[i]! + MINUTE_MS;
    spans.set(number, span);
  });
  const last = Math.max(-1, ...spans.keys());
  return Array.from({ length: last + 1 }, (_, k) => {
    // A session of which every bar lies outside keeps its number and has no length.
    const { open, close } = spans.get(k) ?? { open: 0, close: 0 };
    const date = `2024-01-01+${k}`;
    return { date, kind: 'regular', open, close, windows: [{ open, close }] };
  });
}
