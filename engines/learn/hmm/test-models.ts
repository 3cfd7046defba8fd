// Known models for the tests of the hidden Markov model, and plain references worked out in logarithms.

import type { GaussianHmm, HmmData } from './model.ts';

export const QUIET_AND_WILD: GaussianHmm = {
  kind: 'gaussian-hmm',
  version: 1,
  covariance: 'diagonal',
  names: ['return', 'range'],
  start: [0.7, 0.3],
  transition: [
    [0.97, 0.03],
    [0.06, 0.94],
  ],
  means: [
    [0.05, 0.5],
    [-0.1, 2],
  ],
  covariances: [
    [0.25, 0.04],
    [4, 0.6],
  ],
};
export const CORRELATED: GaussianHmm = {
  ...QUIET_AND_WILD,
  covariance: 'full',
  covariances: [
    [0.25, 0.08, 0.08, 0.04],
    [4, -1, -1, 0.6],
  ],
};

/** Log-density of a row by the textbook, two columns at most. */
function logDensity(model: GaussianHmm, state: number, x: readonly number[]): number {
  const mean = model.means[state]!;
  const c = model.covariances[state]!;
  const [a, b, d] = model.covariance === 'diagonal' ? [c[0]!, 0, c[1]!] : [c[0]!, c[1]!, c[3]!];
  const determinant = a * d - b * b;
  const u = x[0]! - mean[0]!;
  const v = x[1]! - mean[1]!;
  return (
    -Math.log(2 * Math.PI) -
    Math.log(determinant) / 2 -
    (d * u * u - 2 * b * u * v + a * v * v) / determinant / 2
  );
}

const logSum = (values: readonly number[]) => {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
};

/** Forward pass in logarithms over one sequence: log-likelihood, and the chances after the last row. */
export function logForward(model: GaussianHmm, data: HmmData, rows: number) {
  let logs: number[] = [];
  for (let t = 0; t < rows; t++) {
    const x = [...data.values.subarray(2 * t, 2 * t + 2)];
    logs = model.start.map((start, j) => {
      const before =
        t === 0 ? Math.log(start) : logSum(logs.map((log, i) => log + Math.log(model.transition[i]![j]!)));
      return before + (x.some(Number.isNaN) ? 0 : logDensity(model, j, x));
    });
  }
  const total = logSum(logs);
  return { logLikelihood: total, chances: logs.map((log) => Math.exp(log - total)) };
}
