// Points and medians of a dependence plot. Rows whose value was missing have no place on its axis and are counted. Pure.

import type { ContributionColumn } from './swarm-model.ts';

export interface Dependence {
  /** Quantile of the value and contribution of each row. */
  readonly points: readonly (readonly [number, number])[];
  /** Middle of each filled twentieth and the median contribution in it. */
  readonly medians: readonly (readonly [number, number])[];
  readonly missing: number;
}

const PARTS = 20;
/** A median of fewer rows jumps about. */
const FEWEST = 3;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

export function dependenceOf(column: ContributionColumn): Dependence {
  const points: [number, number][] = [];
  const parts: number[][] = Array.from({ length: PARTS }, () => []);
  let missing = 0;
  for (let i = 0; i < column.contribution.length; i++) {
    const quantile = column.quantile[i] ?? Number.NaN;
    const contribution = column.contribution[i] ?? Number.NaN;
    if (!Number.isFinite(quantile) || !Number.isFinite(contribution)) {
      missing++;
      continue;
    }
    points.push([quantile, contribution]);
    parts[Math.min(PARTS - 1, Math.floor(quantile * PARTS))]?.push(contribution);
  }
  const medians = parts.flatMap((values, k) =>
    values.length < FEWEST ? [] : [[(k + 0.5) / PARTS, median(values)] as const],
  );
  return { points, medians, missing };
}
