// What goes wrong on some days of the sample market, so that the quality checks have something to find: halts, minutes lost by
// the feed, stretches without a trade, and days locked at their price band. Used by synthetic.ts and synthetic-day.ts.
import type { Random } from '../numeric/random.ts';

/** Minutes without a bar or without trades, from the first (inclusive) to the last (exclusive). */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Oddities {
  /** Trading stands still: no bars. */
  readonly halt?: Stretch;
  /** Minutes the feed lost, without meaning. */
  readonly lost?: ReadonlySet<number>;
  /** Nobody trades: bars at the last price with volume 0, as some feeds print them. */
  readonly silence?: Stretch;
  /** The price runs into its daily band and stays there. */
  readonly circuit?: { readonly direction: 1 | -1 };
}

/** Chances per company and day; together one day in twenty, about what recorded one-minute feeds show. */
const HALT = 0.015;
const LOST = 0.015;
const SILENCE = 0.02;
/** One day at the band per so many company-days, at least one in all. */
const COMPANY_DAYS_PER_CIRCUIT = 1000;
export const CIRCUIT_BAND = 0.1;

/** The company's own troubles of one day; always draws the same number of chances first, so days stay independent. */
export function drawOddities(random: Random, minutes: number): Oddities {
  const kind = random.next();
  const from = Math.floor((0.08 + 0.75 * random.next()) * minutes);
  const length = random.next();
  if (kind < HALT) return { halt: { from, to: from + 6 + Math.floor(40 * length) } };
  if (kind < HALT + LOST) {
    const lost = new Set<number>();
    while (lost.size < 1 + Math.floor(6 * length)) lost.add(random.integer(minutes));
    return { lost };
  }
  if (kind < HALT + LOST + SILENCE) return { silence: { from, to: from + 5 + Math.floor(30 * length) } };
  return {};
}

/** Which company is locked on which day and which way: `days · company + day` → direction. */
export function planCircuits(random: Random, symbols: number, days: number): Map<number, 1 | -1> {
  const plan = new Map<number, 1 | -1>();
  if (days === 0) return plan;
  const count = Math.max(1, Math.round((symbols * days) / COMPANY_DAYS_PER_CIRCUIT));
  for (let k = 0; k < count; k++) {
    const company = random.integer(symbols);
    const day = Math.floor(days * (0.2 + 0.7 * random.next()));
    plan.set(days * company + day, random.next() < 0.6 ? -1 : 1);
  }
  return plan;
}
