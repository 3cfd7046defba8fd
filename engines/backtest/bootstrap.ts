// Bootstrap intervals of a run's headline figures. Called by metrics. Deterministic for a seed.
// Whole sessions are resampled, never single trades: trades of one day share that day's market and are not independent.

import { createRandom, type Random } from '../numeric/random.ts';
import type { Estimate } from './contract.ts';

export const RESAMPLES = 1_000;
const TAIL = 0.025;

export interface BootstrapInput {
  /** Daily equity returns and daily rupees, aligned. */
  readonly returns: Float64Array;
  readonly pnl: Float64Array;
  /** Winning trades and all trades of each day that had any, aligned with each other. */
  readonly dayWins: Float64Array;
  readonly dayTrades: Float64Array;
  readonly seed: number;
  readonly sharpeOf: (sum: number, sumOfSquares: number, count: number) => number;
  readonly values: { readonly sharpe: number; readonly netPnl: number; readonly hitRate: number };
}

export interface BootstrapIntervals {
  readonly sharpe: Estimate;
  readonly netPnl: Estimate;
  readonly hitRate: Estimate;
}

/** Mean block length n^(1/3), the rate Politis and Romano (1994) give for a mean; at least one session. */
export function meanBlockLength(sessions: number): number {
  return Math.max(1, Math.round(Math.cbrt(sessions)));
}

/**
 * 95 % percentile intervals from the stationary bootstrap (Politis and Romano 1994): blocks of sessions with geometric
 * lengths, wrapping at the end. Sharpe and net rupees share their resamples. NaN bounds below two sessions.
 */
export function bootstrapIntervals(input: BootstrapInput): BootstrapIntervals {
  const random = createRandom(input.seed);
  const { returns, pnl, dayWins, dayTrades, values } = input;

  const sharpes = new Float64Array(RESAMPLES);
  const totals = new Float64Array(RESAMPLES);
  if (returns.length >= 2)
    resample(returns.length, random, (picked, k) => {
      let sum = 0;
      let squares = 0;
      let rupees = 0;
      for (let i = 0; i < picked.length; i++) {
        const index = picked[i]!;
        const value = returns[index]!;
        sum += value;
        squares += value * value;
        rupees += pnl[index]!;
      }
      sharpes[k] = input.sharpeOf(sum, squares, picked.length);
      totals[k] = rupees;
    });
  const enoughSessions = returns.length >= 2;

  const rates = new Float64Array(RESAMPLES);
  const enoughDays = dayTrades.length >= 2;
  if (enoughDays)
    resample(dayTrades.length, random, (picked, k) => {
      let wins = 0;
      let trades = 0;
      for (let i = 0; i < picked.length; i++) {
        wins += dayWins[picked[i]!]!;
        trades += dayTrades[picked[i]!]!;
      }
      rates[k] = wins / trades;
    });

  return {
    sharpe: estimate(values.sharpe, enoughSessions ? sharpes : NOTHING),
    netPnl: estimate(values.netPnl, enoughSessions ? totals : NOTHING),
    hitRate: estimate(values.hitRate, enoughDays ? rates : NOTHING),
  };
}

const NOTHING = new Float64Array(0);

/** Calls `use` with `RESAMPLES` index lists of length `count`, reusing one array. */
function resample(count: number, random: Random, use: (picked: Int32Array, k: number) => void): void {
  const picked = new Int32Array(count);
  const block = meanBlockLength(count);
  // A geometric length of mean b is 1 + floor(ln u / ln(1 − 1/b)): one draw per block instead of one per session.
  const logStay = block > 1 ? Math.log(1 - 1 / block) : Number.NEGATIVE_INFINITY;
  for (let k = 0; k < RESAMPLES; k++) {
    let filled = 0;
    while (filled < count) {
      let index = random.integer(count);
      const length = 1 + Math.floor(Math.log(1 - random.next()) / logStay);
      const end = Math.min(count, filled + length);
      while (filled < end) {
        picked[filled++] = index++;
        if (index === count) index = 0;
      }
    }
    use(picked, k);
  }
}

/** Undefined resamples (no variance) are left out; where they are the majority no interval is claimed. */
function estimate(value: number, resamples: Float64Array): Estimate {
  const defined = resamples.filter((one) => Number.isFinite(one)).sort();
  if (!Number.isFinite(value) || defined.length <= RESAMPLES / 2)
    return { value, low: Number.NaN, high: Number.NaN };
  return { value, low: quantile(defined, TAIL), high: quantile(defined, 1 - TAIL) };
}

/** Linear interpolation between order statistics (Hyndman and Fan type 7, the default of R and NumPy). */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}
