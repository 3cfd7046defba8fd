// The densities TPE compares: a mixture of truncated normals around the trials of a group, or smoothed counts of choices, each
// with a prior that keeps every value possible. Called by `tpe.ts`. Works on the unit scale of `space.ts`.
// Bergstra, Bardenet, Bengio and Kégl 2011, "Algorithms for Hyper-Parameter Optimization", §4.2.

import { normalCdf, normalDensity, normalQuantile } from '../../numeric/normal.ts';
import type { Random } from '../../numeric/random.ts';

export interface Parzen {
  readonly centre: Float64Array;
  readonly width: Float64Array;
  /** Cumulative probability at 0 and at 1 of each normal: what lies between is what truncation leaves. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * One equally weighted normal per point, as wide as the greater distance to its neighbours (the range's ends count as
 * neighbours), and the prior: centre ½, width 1. Widths stay between 1 / min(100, points + 2) and 1, so that a cluster does not
 * close the rest of the range.
 */
export function parzenOf(units: readonly number[]): Parzen {
  const ascending = [...units, 0.5].sort((a, b) => a - b);
  const prior = ascending.indexOf(0.5);
  const least = 1 / Math.min(100, ascending.length + 1);
  const width = Float64Array.from(ascending, (own, k) => {
    const below = k > 0 ? own - ascending[k - 1]! : own;
    const above = k < ascending.length - 1 ? ascending[k + 1]! - own : 1 - own;
    return Math.min(1, Math.max(least, below, above));
  });
  width[prior] = 1;
  const edge = (at: number): Float64Array =>
    Float64Array.from(ascending, (own, k) => normalCdf((at - own) / width[k]!));
  return { centre: Float64Array.from(ascending), width, low: edge(0), high: edge(1) };
}

export function drawFrom({ centre, width, low, high }: Parzen, random: Random): number {
  const k = random.integer(centre.length);
  const unit = centre[k]! + width[k]! * normalQuantile(low[k]! + random.next() * (high[k]! - low[k]!));
  return Math.min(Math.max(unit, 0), 1);
}

/** Logarithm of the density at `unit`, or of the probability of the cell that rounds to one value. */
export function logDensity(
  { centre, width, low, high }: Parzen,
  unit: number,
  cell: { from: number; to: number } | null,
): number {
  let total = 0;
  for (let k = 0; k < centre.length; k++) {
    const at = (place: number): number => normalCdf((place - centre[k]!) / width[k]!);
    const own =
      cell === null
        ? normalDensity((unit - centre[k]!) / width[k]!) / width[k]!
        : at(Math.min(1, cell.to)) - at(Math.max(0, cell.from));
    total += own / (high[k]! - low[k]!);
  }
  return Math.log(Math.max(total / centre.length, Number.MIN_VALUE));
}

/** Probability of each of `count` choices: how often it was taken, and one share of a prior spread over all of them. */
export function choiceWeights(taken: readonly number[], count: number): Float64Array {
  const weights = new Float64Array(count).fill(1 / count);
  for (const choice of taken) weights[choice] = weights[choice]! + 1;
  return weights.map((weight) => weight / (taken.length + 1));
}

export function drawChoice(weights: Float64Array, random: Random): number {
  let left = random.next();
  for (let k = 0; k < weights.length - 1; k++) {
    left -= weights[k]!;
    if (left < 0) return k;
  }
  return weights.length - 1;
}
