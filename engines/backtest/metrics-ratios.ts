// Risk-adjusted ratios from a daily return series. Called by metrics and, on resamples, by the bootstrap.
// Never fed with per-trade results: a "Sharpe" of trades scales with how often one trades, not with skill.

/** NSE trading sessions a year, the customary annualising factor of daily ratios. */
export const SESSIONS_PER_YEAR = 252;

/** Relative size below which a deviation is only rounding of equal returns, so that its ratio is undefined. */
const ROUNDING = 1e-9;

/** Daily simple returns of an equity series that starts at `start`. NaN after equity was not above 0. */
export function dailyReturns(equity: ArrayLike<number>, start: number): Float64Array {
  const returns = new Float64Array(equity.length);
  let before = start;
  for (let i = 0; i < equity.length; i++) {
    returns[i] = before > 0 ? equity[i]! / before - 1 : Number.NaN;
    before = equity[i]!;
  }
  return returns;
}

/**
 * Annualised Sharpe ratio, risk-free rate 0: mean / sample standard deviation × √252 (Sharpe 1994), from sums so that a
 * resample needs one pass. NaN for fewer than two returns and for returns without variance.
 */
export function sharpeFromSums(sum: number, sumOfSquares: number, count: number): number {
  if (count < 2) return Number.NaN;
  const mean = sum / count;
  const squaredDeviations = sumOfSquares - sum * mean;
  // Cancellation leaves about 1e-15 of the squares where all returns are equal.
  if (!(squaredDeviations > 1e-12 * sumOfSquares)) return Number.NaN;
  return (mean / Math.sqrt(squaredDeviations / (count - 1))) * Math.sqrt(SESSIONS_PER_YEAR);
}

export function sharpeRatio(returns: Float64Array): number {
  const count = returns.length;
  if (count < 2) return Number.NaN;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += returns[i]!;
  const mean = sum / count;
  let squared = 0;
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const away = returns[i]! - mean;
    squared += away * away;
    largest = Math.max(largest, Math.abs(returns[i]!));
  }
  const deviation = Math.sqrt(squared / (count - 1));
  if (!(deviation > ROUNDING * largest)) return Number.NaN;
  return (mean / deviation) * Math.sqrt(SESSIONS_PER_YEAR);
}

/**
 * Annualised Sortino ratio against a target of 0: mean / √(mean of squared negative returns over *all* sessions) × √252
 * (Sortino and Price 1994). NaN without a losing session: there is no downside to divide by.
 */
export function sortinoRatio(returns: Float64Array): number {
  const count = returns.length;
  if (count < 2) return Number.NaN;
  let sum = 0;
  let downside = 0;
  for (let i = 0; i < count; i++) {
    const value = returns[i]!;
    sum += value;
    if (!(value >= 0)) downside += value * value;
  }
  const deviation = Math.sqrt(downside / count);
  return deviation > 0 ? (sum / count / deviation) * Math.sqrt(SESSIONS_PER_YEAR) : Number.NaN;
}

/** Below this many sessions a yearly growth rate is an extrapolation nobody should read. */
export const CAGR_MINIMUM_SESSIONS = 20;
const DAYS_PER_YEAR = 365.25;

/** Compound annual growth over calendar days; −1 when everything is lost, NaN below 20 sessions. */
export function compoundGrowth(start: number, end: number, calendarDays: number, sessions: number): number {
  if (sessions < CAGR_MINIMUM_SESSIONS || !(calendarDays > 0) || !(start > 0)) return Number.NaN;
  if (end <= 0) return -1;
  return (end / start) ** (DAYS_PER_YEAR / calendarDays) - 1;
}
