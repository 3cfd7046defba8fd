// Ordinary motion of the sample market: one factor's day (the market's, or a company's own part) from clustered volatility.
// Used by synthetic.ts and synthetic-day.ts. Bursts of activity are laid over it by synthetic-episodes.ts.
import type { Random } from '../numeric/random.ts';
import { MINUTE_MS } from './interval.ts';
import type { Session } from './session.ts';

export const MINUTES_OF_REGULAR_DAY = 375;
/** About 17 % a year, as of an index of mid caps. */
const MARKET_DAILY_VOLATILITY = 0.011;
/** Share of the daily variance that falls overnight. */
const OVERNIGHT_SHARE = 0.16;
/** GARCH(1,1) of the daily variance: persistence 0.95, so calm and wild weeks follow each other. */
const DAILY = { shock: 0.12, memory: 0.83 };
/** The same from minute to minute, on top of the day's level. */
const MINUTELY = { shock: 0.09, memory: 0.88 };

/** One day of a factor in log returns. */
export interface Path {
  readonly gap: number;
  /** Log return of each minute. */
  readonly returns: Float64Array;
  /** Standard deviation each minute had. */
  readonly spread: Float64Array;
}

export interface VolatilityState {
  readonly base: number;
  dailyVariance: number;
  minuteVariance: number;
}

export function startVolatility(daily: number): VolatilityState {
  return { base: daily * daily, dailyVariance: daily * daily, minuteVariance: 1 };
}

/** Variance that remembers: `next = base·(1 − shock − memory) + shock·surprise² + memory·now` (Bollerslev 1986). */
function garch(now: number, surpriseSquared: number, base: number, { shock, memory }: typeof DAILY): number {
  return base * (1 - shock - memory) + shock * surpriseSquared + memory * now;
}

/** Volatility of a minute relative to the day's, `x` from 0 (open) to 1 (close): high at the open, a little at the close. */
function volatilityShape(x: number): number {
  return 0.72 + 1.5 * Math.exp(-14 * x) + 0.42 * Math.exp(-10 * (1 - x));
}

/** Volume of a minute relative to the day's mean: the U-shape (Admati and Pfleiderer 1988). */
export function volumeShape(x: number): number {
  return 0.62 + 2.6 * Math.exp(-16 * x) + 1.7 * Math.exp(-11 * (1 - x));
}

/** A day of one factor: about a quarter are trend days, a third range days. */
export function factorDay(random: Random, state: VolatilityState, minutes: number): Path {
  const daily = Math.sqrt(state.dailyVariance);
  const minute = (daily * Math.sqrt(1 - OVERNIGHT_SHARE)) / Math.sqrt(MINUTES_OF_REGULAR_DAY);
  // A gap now and then three times as wide: news comes overnight.
  const gap = random.normal() * daily * Math.sqrt(OVERNIGHT_SHARE) * (random.next() < 0.06 ? 3 : 1);
  const kind = random.next();
  const direction = random.next() < 0.5 ? -1 : 1;
  const drift = kind < 0.25 ? (direction * 1.1 * daily) / MINUTES_OF_REGULAR_DAY : 0;
  const pull = kind > 0.67 ? 0.035 : 0;
  const returns = new Float64Array(minutes);
  const spread = new Float64Array(minutes);
  let level = 0;
  for (let i = 0; i < minutes; i++) {
    const sigma = minute * volatilityShape((i + 0.5) / minutes) * Math.sqrt(state.minuteVariance);
    const z = random.normal();
    const move = drift - pull * level + sigma * z;
    level += move;
    returns[i] = move;
    spread[i] = sigma;
    // Bounded, so that a run of surprises cannot feed itself without end.
    state.minuteVariance = Math.min(
      12,
      garch(state.minuteVariance, state.minuteVariance * z * z, 1, MINUTELY),
    );
  }
  const surprise = gap + level;
  state.dailyVariance = Math.min(
    9 * state.base,
    Math.max(state.base / 6, garch(state.dailyVariance, surprise * surprise, state.base, DAILY)),
  );
  return { gap, returns, spread };
}

/** The factor all companies share, one path per session. */
export function marketPaths(random: Random, sessions: readonly Session[]): Path[] {
  const state = startVolatility(MARKET_DAILY_VOLATILITY);
  return sessions.map((session) => factorDay(random, state, minutesOf(session)));
}

function minutesOf(session: Session): number {
  let minutes = 0;
  for (const window of session.windows) minutes += Math.round((window.close - window.open) / MINUTE_MS);
  return minutes;
}
