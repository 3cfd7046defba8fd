// Volatility from the spread of prices: standard deviation of the close, Parkinson's and Garman–Klass's estimators from each
// bar's range, and the realised volatility of returns. Called by features and charts.

import { DAY_MS, MINUTE_MS } from '../market/interval.ts';
import { type IndicatorDefinition, type IndicatorParameter, period } from './definition.ts';
import { createMovingDeviation } from './moving-deviation.ts';
import { createMovingSum } from './moving-sum.ts';
import { stepwise } from './stepwise.ts';

export const STANDARD_DEVIATION: IndicatorDefinition = stepwise({
  id: 'standard-deviation',
  title: 'Standard deviation of the close',
  inputs: ['close'],
  parameters: [{ ...period('period', 20, 'Closes in the window.'), min: 2 }],
  outputs: ['standard_deviation'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'TA-Lib STDDEV (population)',
  create: (parameters) => {
    const moving = createMovingDeviation(parameters.period!);
    return (bar, _session, out) => {
      moving.next(bar.close);
      out[0] = moving.deviation;
    };
  },
});

/** Root of a running mean of non-negative terms; a negative rest of rounding counts as none. */
function createMovingRoot(length: number): (term: number) => number {
  const total = createMovingSum(length);
  return (term) => {
    const mean = total.next(term) / length;
    return mean < 0 ? 0 : Math.sqrt(mean);
  };
}

const BARS_AVERAGED = period('period', 20, 'Bars averaged.');

/** Standard deviation of the log return per bar, under a driftless walk without gaps. Missing on a price of zero or less. */
export const PARKINSON: IndicatorDefinition = stepwise({
  id: 'parkinson',
  title: "Parkinson's volatility per bar",
  inputs: ['high', 'low'],
  parameters: [BARS_AVERAGED],
  outputs: ['parkinson'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'Parkinson (1980): √(mean ln(H/L)² / (4 ln 2))',
  create: (parameters) => {
    const root = createMovingRoot(parameters.period!);
    return (bar, _session, out) => {
      const range = Math.log(bar.high / bar.low);
      out[0] = root((range * range) / (4 * Math.LN2));
    };
  },
});

/** As Parkinson's, using open and close as well. */
export const GARMAN_KLASS: IndicatorDefinition = stepwise({
  id: 'garman-klass',
  title: 'Garman–Klass volatility per bar',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [BARS_AVERAGED],
  outputs: ['garman_klass'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'Garman and Klass (1980): √mean(½ ln(H/L)² − (2 ln 2 − 1) ln(C/O)²)',
  create: (parameters) => {
    const root = createMovingRoot(parameters.period!);
    return (bar, _session, out) => {
      const range = Math.log(bar.high / bar.low);
      const body = Math.log(bar.close / bar.open);
      out[0] = root(0.5 * range * range - (2 * Math.LN2 - 1) * body * body);
    };
  },
});

const SESSIONS_PER_YEAR: IndicatorParameter = {
  name: 'sessions_per_year',
  default: 252,
  min: 1,
  max: 366,
  help: 'Sessions that make a year.',
};
const MINUTES_PER_SESSION: IndicatorParameter = {
  name: 'minutes_per_session',
  default: 375,
  min: 1,
  max: 1440,
  help: 'Trading minutes of a full session; not used on day bars.',
};

/**
 * Sample standard deviation of the last n log returns, per bar and as a yearly figure (a fraction, 0.15 = 15 %). A session's
 * first return holds the night before it.
 */
export const REALISED_VOLATILITY: IndicatorDefinition = stepwise({
  id: 'realised-volatility',
  title: 'Realised volatility',
  inputs: ['close'],
  parameters: [
    { ...period('period', 20, 'Returns in the window.'), min: 2 },
    SESSIONS_PER_YEAR,
    MINUTES_PER_SESSION,
  ],
  outputs: ['per_bar', 'annualised'],
  warmup: (parameters) => parameters.period!,
  missing: 'restart',
  resetsEachSession: false,
  source: 'Sample deviation of ln(C/C₋₁); yearly by √(bars per year)',
  create: (parameters, { intervalMs }) => {
    const length = parameters.period!;
    const total = createMovingSum(length);
    const squares = createMovingSum(length);
    const barsPerSession =
      intervalMs >= DAY_MS ? 1 : (parameters.minutes_per_session! * MINUTE_MS) / intervalMs;
    const yearly = Math.sqrt(parameters.sessions_per_year! * barsPerSession);
    let before = Number.NaN;
    return (bar, _session, out) => {
      const change = Math.log(bar.close / before);
      before = bar.close;
      const sum = total.next(change);
      // Returns lie around zero, so the short form of the variance loses nothing.
      const variance = (squares.next(change * change) - (sum * sum) / length) / (length - 1);
      const deviation = variance < 0 ? 0 : Math.sqrt(variance);
      out[0] = deviation;
      out[1] = deviation * yearly;
    };
  },
});
