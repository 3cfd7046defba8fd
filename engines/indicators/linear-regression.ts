// Straight line through the last n closes by least squares: its slope in price per bar, and how much of the spread it explains.
// Called by features and charts.

import { type IndicatorDefinition, period } from './definition.ts';
import { stepwise } from './stepwise.ts';

interface Line {
  slope: number;
  rSquared: number;
}

/** `values` is a ring whose oldest value stands at `oldest`. TA-Lib's order of operations for the slope. */
function fitLine(values: Float64Array, oldest: number, line: Line): void {
  const n = values.length;
  const sumX = (n * (n - 1)) / 2;
  const divisor = sumX * sumX - (n * n * (n - 1) * (2 * n - 1)) / 6;
  let sumY = 0;
  let sumXY = 0;
  // Ages count down from the oldest value, hence the divisor's sign.
  for (let age = n - 1, at = oldest; age >= 0; age--) {
    const value = values[at]!;
    sumY += value;
    sumXY += age * value;
    at = at + 1 === n ? 0 : at + 1;
  }
  line.slope = (n * sumXY - sumX * sumY) / divisor;
  line.rSquared = explainedShare(values, oldest, sumY / n);
}

/**
 * Squared correlation with time, from deviations: Σxy − ΣxΣy/n would lose most digits at a price of 1,000. NaN for equal
 * values.
 */
function explainedShare(values: Float64Array, oldest: number, mean: number): number {
  const n = values.length;
  let squares = 0;
  let products = 0;
  for (let k = 0, at = oldest; k < n; k++) {
    const deviation = values[at]! - mean;
    squares += deviation * deviation;
    products += (k - (n - 1) / 2) * deviation;
    at = at + 1 === n ? 0 : at + 1;
  }
  const times = (n * (n * n - 1)) / 12;
  // What the rounding of the mean alone leaves of equal values is no spread.
  if (!(squares > n * (mean * 1e-15) ** 2)) return Number.NaN;
  return Math.min(1, (products * products) / (times * squares));
}

export const LINEAR_REGRESSION: IndicatorDefinition = stepwise({
  id: 'linear-regression',
  title: 'Linear regression (slope, R²)',
  inputs: ['close'],
  parameters: [{ ...period('period', 14, 'Closes fitted.'), min: 2 }],
  outputs: ['slope', 'r_squared'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'TA-Lib LINEARREG_SLOPE; R² is the squared correlation with time',
  create: (parameters) => {
    const values = new Float64Array(parameters.period!);
    const line: Line = { slope: Number.NaN, rSquared: Number.NaN };
    let at = 0;
    let count = 0;
    return (bar, _session, out) => {
      values[at] = bar.close;
      at = at + 1 === values.length ? 0 : at + 1;
      count++;
      if (count < values.length) return;
      fitLine(values, at, line);
      out[0] = line.slope;
      out[1] = line.rSquared;
    };
  },
});
