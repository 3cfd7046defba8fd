// Groups rows around centres: k-means with the k-means++ start (Arthur & Vassilvitskii 2007). Called where training of a hidden
// Markov model starts; all chance comes from the caller's generator.

import type { Random } from '../../numeric/random.ts';

const MOST_PASSES = 50;

export interface Clusters {
  /** [k·width + d] */
  readonly centres: Float64Array;
  /** One cluster per row. */
  readonly of: Int32Array;
}

/** `values` row-major without NaN; at least as many rows as clusters. */
export function kMeans(values: Float64Array, width: number, clusters: number, random: Random): Clusters {
  const rows = values.length / width;
  const centres = spreadCentres(values, width, clusters, random);
  const of = new Int32Array(rows).fill(-1);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let changed = false;
    const sums = new Float64Array(clusters * width);
    const counts = new Float64Array(clusters);
    for (let i = 0; i < rows; i++) {
      let nearest = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let k = 0; k < clusters; k++) {
        const distance = squaredDistance(values, i * width, centres, k * width, width);
        if (distance < least) {
          least = distance;
          nearest = k;
        }
      }
      changed ||= of[i] !== nearest;
      of[i] = nearest;
      counts[nearest]!++;
      for (let d = 0; d < width; d++) sums[nearest * width + d]! += values[i * width + d]!;
    }
    if (!changed) break;
    // A cluster that lost its rows keeps its centre.
    for (let k = 0; k < clusters; k++)
      for (let d = 0; d < width && counts[k]! > 0; d++)
        centres[k * width + d] = sums[k * width + d]! / counts[k]!;
  }
  return { centres, of };
}

/** Each next centre is a row, drawn by its squared distance from those chosen. */
function spreadCentres(values: Float64Array, width: number, clusters: number, random: Random): Float64Array {
  const rows = values.length / width;
  const centres = new Float64Array(clusters * width);
  const distance = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  let chosen = random.integer(rows);
  for (let k = 0; k < clusters; k++) {
    centres.set(values.subarray(chosen * width, (chosen + 1) * width), k * width);
    let total = 0;
    for (let i = 0; i < rows; i++) {
      distance[i] = Math.min(distance[i]!, squaredDistance(values, i * width, centres, k * width, width));
      total += distance[i]!;
    }
    let rest = random.next() * total;
    chosen = 0;
    // Rows that stand on a centre have no chance; where all do, the first is as good as any.
    for (let i = 0; i < rows; i++) {
      if (distance[i] === 0) continue;
      chosen = i;
      rest -= distance[i]!;
      if (rest < 0) break;
    }
  }
  return centres;
}

function squaredDistance(a: Float64Array, at: number, b: Float64Array, bt: number, width: number): number {
  let sum = 0;
  for (let d = 0; d < width; d++) sum += (a[at + d]! - b[bt + d]!) ** 2;
  return sum;
}
