// Where training of a hidden Markov model may start: states at the centres of k-means clusters, moves that favour staying. Called
// once per restart.

import type { Random } from '../../numeric/random.ts';
import { withFloor } from './covariance-floor.ts';
import { kMeans } from './k-means.ts';
import type { CovarianceKind, GaussianHmm } from './model.ts';

/** Regimes last; training moves on from here as the data says. */
const STAY = 0.9;
/** A start needs no more rows than this. */
const MOST_ROWS = 5_000;

/** `values`: row-major, rows with NaN are passed over. */
export function startingModel(
  names: readonly string[],
  values: Float64Array,
  states: number,
  covariance: CovarianceKind,
  floor: number,
  random: Random,
): GaussianHmm {
  const width = names.length;
  const sample = knownRows(values, width);
  const { centres, of } = kMeans(sample, width, states, random);
  const counts = new Float64Array(states);
  const products = Array.from({ length: states }, () => new Float64Array(width * width));
  of.forEach((k, i) => {
    counts[k]!++;
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++)
        products[k]![a * width + b]! +=
          (sample[i * width + a]! - centres[k * width + a]!) *
          (sample[i * width + b]! - centres[k * width + b]!);
  });
  const move = states === 1 ? 0 : (1 - STAY) / (states - 1);
  const stay = states === 1 ? 1 : STAY;
  return {
    kind: 'gaussian-hmm',
    version: 1,
    covariance,
    names,
    start: Array.from({ length: states }, () => 1 / states),
    transition: Array.from({ length: states }, (_, i) =>
      Array.from({ length: states }, (__, j) => (i === j ? stay : move)),
    ),
    means: Array.from({ length: states }, (_, k) => [...centres.subarray(k * width, (k + 1) * width)]),
    covariances: products.map((product, k) => {
      const matrix = product.map((sum) => sum / Math.max(1, counts[k]!));
      return covariance === 'full'
        ? [...withFloor(matrix, width, floor)]
        : Array.from({ length: width }, (_, d) => Math.max(floor, matrix[d * width + d]!));
    }),
  };
}

/** Evenly spaced rows that are whole. */
function knownRows(values: Float64Array, width: number): Float64Array {
  const rows: number[] = [];
  for (let i = 0; i * width < values.length; i++)
    if (values.subarray(i * width, (i + 1) * width).every((x) => !Number.isNaN(x))) rows.push(i);
  const stride = Math.max(1, rows.length / MOST_ROWS);
  const kept: number[] = [];
  for (let at = 0; at < rows.length; at += stride) kept.push(rows[Math.floor(at)]!);
  const out = new Float64Array(kept.length * width);
  kept.forEach((i, at) => {
    out.set(values.subarray(i * width, (i + 1) * width), at * width);
  });
  return out;
}
