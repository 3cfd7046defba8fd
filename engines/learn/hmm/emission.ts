// How likely a row of observations is in each state: Gaussian densities, relative to the likeliest state so that nothing
// underflows. Called by training and by the filter.

import { choleskyFactor } from '../linear/cholesky.ts';
import type { GaussianHmm } from './model.ts';

export interface Emission {
  /** Writes each state's density over the largest into `out` from `outAt`; gives the log of the largest. A row with NaN says nothing: ones, 0. */
  row(values: Float64Array, valuesAt: number, out: Float64Array, outAt: number): number;
}

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** Throws RangeError for a covariance that is not positive definite. */
export function createEmission(model: GaussianHmm): Emission {
  const states = model.start.length;
  const width = model.names.length;
  const mean = Float64Array.from(model.means.flat());
  const logs = new Float64Array(states);
  if (model.covariance === 'diagonal') {
    // −½ / variance, ready to multiply.
    const half = new Float64Array(states * width);
    for (let k = 0; k < states; k++) {
      logs[k] = (-width * LOG_TWO_PI) / 2;
      for (let d = 0; d < width; d++) {
        const variance = model.covariances[k]![d]!;
        if (!(variance > 0))
          throw new RangeError(`state ${k}: the variance of ${model.names[d]} is ${variance}`);
        half[k * width + d] = -0.5 / variance;
        logs[k]! -= Math.log(variance) / 2;
      }
    }
    return {
      row(values, valuesAt, out, outAt) {
        for (let k = 0; k < states; k++) {
          let log = logs[k]!;
          for (let d = 0; d < width; d++) {
            const apart = values[valuesAt + d]! - mean[k * width + d]!;
            log += half[k * width + d]! * apart * apart;
          }
          out[outAt + k] = log;
        }
        return relativeToLargest(out, outAt, states);
      },
    };
  }
  const factors = model.covariances.map((matrix, k) => {
    const factor = choleskyFactor(Float64Array.from(matrix), width);
    if (factor === null) throw new RangeError(`state ${k}: the covariance is not positive definite`);
    logs[k] = (-width * LOG_TWO_PI) / 2;
    for (let d = 0; d < width; d++) logs[k]! -= Math.log(factor[d * width + d]!);
    return factor;
  });
  const solved = new Float64Array(width);
  return {
    row(values, valuesAt, out, outAt) {
      for (let k = 0; k < states; k++) {
        // ½·|L⁻¹(x − mean)|², solved line by line.
        const factor = factors[k]!;
        let log = logs[k]!;
        for (let i = 0; i < width; i++) {
          let rest = values[valuesAt + i]! - mean[k * width + i]!;
          for (let j = 0; j < i; j++) rest -= factor[i * width + j]! * solved[j]!;
          rest /= factor[i * width + i]!;
          solved[i] = rest;
          log -= 0.5 * rest * rest;
        }
        out[outAt + k] = log;
      }
      return relativeToLargest(out, outAt, states);
    },
  };
}

/** Logarithms in `out` become shares of the largest, whose logarithm is given back; where one is NaN, ones and 0. */
function relativeToLargest(out: Float64Array, at: number, states: number): number {
  let most = out[at]!;
  for (let k = 1; k < states; k++) {
    const log = out[at + k]!;
    if (log > most) most = log;
  }
  if (Number.isNaN(most)) {
    for (let k = 0; k < states; k++) out[at + k] = 1;
    return 0;
  }
  // The likeliest is 1 without asking: exponentials are most of a row's cost.
  for (let k = 0; k < states; k++) {
    const log = out[at + k]!;
    out[at + k] = log === most ? 1 : Math.exp(log - most);
  }
  return most;
}
