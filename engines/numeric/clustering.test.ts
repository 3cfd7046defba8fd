import { expect, it } from 'vitest';
import { clusterByAverage } from './clustering.ts';

const matrix = (...rows: number[][]) => rows.map((row) => Float64Array.from(row));

it('joins what is alike and leaves the rest alone, largest group first', () => {
  const clusters = clusterByAverage(
    matrix(
      [1, 0.1, 0.95, 0, 0.9],
      [0.1, 1, 0, 0.85, 0],
      [0.95, 0, 1, 0, 0.92],
      [0, 0.85, 0, 1, 0],
      [0.9, 0, 0.92, 0, 1],
    ),
    0.8,
  );
  expect(clusters.map((cluster) => cluster.members)).toEqual([
    [0, 2, 4],
    [1, 3],
  ]);
  expect(clusters[0]!.similarity).toBeCloseTo((0.95 + 0.9 + 0.92) / 3, 12);
  expect(clusters[1]!.similarity).toBeCloseTo(0.85, 12);
});

it('takes the mean over a group, not the nearest member', () => {
  // 2 is like 1 but not like 0: the mean of 0.9 and 0.5 stays below the threshold.
  const chain = matrix([1, 0.95, 0.5], [0.95, 1, 0.9], [0.5, 0.9, 1]);
  expect(clusterByAverage(chain, 0.8).map((cluster) => cluster.members)).toEqual([[0, 1]]);
  expect(clusterByAverage(chain, 0.7).map((cluster) => cluster.members)).toEqual([[0, 1, 2]]);
});

it('reads an unknown similarity as none, and the threshold as included', () => {
  expect(clusterByAverage(matrix([1, Number.NaN], [Number.NaN, 1]), 0.8)).toEqual([]);
  expect(clusterByAverage(matrix([1, 0.8], [0.8, 1]), 0.8)).toHaveLength(1);
  expect(clusterByAverage([], 0.8)).toEqual([]);
});
