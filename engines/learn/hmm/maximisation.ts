// One maximisation step: the likeliest parameters given what the expectation step counted, with floors under chances and
// covariances. Called by training.

import { withFloor } from './covariance-floor.ts';
import type { Expectation } from './expectation.ts';
import type { GaussianHmm } from './model.ts';

/** A state or a move is never impossible: a chance of exactly zero could never grow again, and a surprise would break the scaling. */
const LEAST_CHANCE = 1e-12;
/** Fewer expected rows than this leave a state as it was. */
const LEAST_ROWS = 1e-6;

/** `floor`: least variance in any direction. */
export function maximisation(counted: Expectation, model: GaussianHmm, floor: number): GaussianHmm {
  const states = model.start.length;
  const width = model.names.length;
  const means: number[][] = [];
  const covariances: number[][] = [];
  for (let k = 0; k < states; k++) {
    const rows = counted.rows[k]!;
    if (!(rows > LEAST_ROWS)) {
      means.push([...model.means[k]!]);
      covariances.push([...model.covariances[k]!]);
      continue;
    }
    const mean = Array.from({ length: width }, (_, d) => counted.sums[k * width + d]! / rows);
    means.push(mean);
    const about = (a: number, b: number) =>
      counted.products[(k * width + a) * width + b]! / rows - mean[a]! * mean[b]!;
    if (model.covariance === 'diagonal') covariances.push(mean.map((_, d) => Math.max(floor, about(d, d))));
    else {
      const matrix = Float64Array.from({ length: width * width }, (_, ab) => {
        const a = Math.floor(ab / width);
        const b = ab % width;
        return about(Math.max(a, b), Math.min(a, b));
      });
      covariances.push([...withFloor(matrix, width, floor)]);
    }
  }
  return {
    ...model,
    start: chances(counted.start, model.start),
    transition: model.transition.map((row, i) =>
      chances(counted.moves.subarray(i * states, (i + 1) * states), row),
    ),
    means,
    covariances,
  };
}

function chances(counts: Float64Array, before: readonly number[]): readonly number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  if (!(total > 0)) return before;
  const shares = Array.from(counts, (count) => Math.max(LEAST_CHANCE, count / total));
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
}
