// The order of states: training numbers them by chance, so they are sorted by what they mean, and "state 2" stays the same regime
// from one training to the next.

import type { GaussianHmm } from './model.ts';

/** `variance`: quietest first. `mean`: lowest mean first, of the first column, then the next. */
export type StateOrder = 'variance' | 'mean';

/** `model` in units of the data's spread: variances of several columns then add up. */
export function inCanonicalOrder(model: GaussianHmm, by: StateOrder): GaussianHmm {
  const width = model.names.length;
  const step = model.covariance === 'full' ? width + 1 : 1;
  const variance = model.covariances.map((matrix) => {
    let sum = 0;
    for (let d = 0; d < width; d++) sum += matrix[d * step]!;
    return sum;
  });
  const byMean = (a: number, b: number) => {
    for (let d = 0; d < width; d++) {
      const apart = model.means[a]![d]! - model.means[b]![d]!;
      if (apart !== 0) return apart;
    }
    return 0;
  };
  const byVariance = (a: number, b: number) => variance[a]! - variance[b]!;
  const order = model.start
    .map((_, k) => k)
    .sort(
      (a, b) =>
        (by === 'mean' ? byMean(a, b) || byVariance(a, b) : byVariance(a, b) || byMean(a, b)) || a - b,
    );
  return {
    ...model,
    start: order.map((k) => model.start[k]!),
    transition: order.map((i) => order.map((j) => model.transition[i]![j]!)),
    means: order.map((k) => model.means[k]!),
    covariances: order.map((k) => model.covariances[k]!),
  };
}
