// Drawdown of an equity series: how far it fell below its former peak and for how long. Called by metrics and by the page's
// drawdown chart. Works on closing values only; what happened inside a session is in `EquityPoint.lowEquity`.

export interface Drawdown {
  /** Largest fall below a former peak, positive, in the unit of the series. */
  readonly depth: number;
  /** Largest fall as a fraction of the peak it fell from (not always the same fall). NaN unless the start is above 0. */
  readonly fraction: number;
  /** Longest unbroken stretch of values below the peak before them, counted in values. */
  readonly longestUnderWater: number;
}

/** The value the series starts from (initial capital) is its first peak. */
export function measureDrawdown(values: ArrayLike<number>, start: number): Drawdown {
  let peak = start;
  let depth = 0;
  let fraction = 0;
  let under = 0;
  let longestUnderWater = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= peak) {
      peak = value;
      under = 0;
      continue;
    }
    under++;
    if (under > longestUnderWater) longestUnderWater = under;
    const fall = peak - value;
    if (fall > depth) depth = fall;
    if (fall > fraction * peak) fraction = fall / peak;
  }
  return { depth, fraction: start > 0 ? fraction : Number.NaN, longestUnderWater };
}

/** Distance below the running peak at every value, ≤ 0: the series under the equity chart. */
export function drawdownSeries(values: ArrayLike<number>, start: number): Float64Array {
  const series = new Float64Array(values.length);
  let peak = start;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > peak) peak = values[i]!;
    series[i] = values[i]! - peak;
  }
  return series;
}
