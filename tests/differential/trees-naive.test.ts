// The engine against the slow and obvious way: same cuts, same leaves, on small tables with few values and missing ones.
import { describe, expect, test } from 'vitest';
import type { TreeState } from '../../engines/learn/trees/model/tree-state.ts';
import { scoreRows } from '../../engines/learn/trees/model/walk.ts';
import { trainTrees } from '../../engines/learn/trees/train.ts';
import { smallTable } from '../fixtures/small-tables.ts';
import { treeParameters, treeTraining } from '../fixtures/tree-training.ts';
import { type NaiveNode, type NaiveOptions, naiveBoosting } from './naive-trees.ts';

/** Number of nodes compared; throws at the first that differs. */
function compare(
  state: TreeState,
  child: number,
  naive: NaiveNode,
  columns: readonly Float32Array[],
): number {
  if (child < 0) {
    expect(naive.cut).toBeNull();
    expect(state.value[~child]).toBeCloseTo(naive.value, 5);
    return 0;
  }
  const cut = naive.cut!;
  expect(cut).not.toBeNull();
  expect([state.feature[child], state.missingLeft[child] === 1]).toEqual([
    cut.feature,
    // Rows that were never missing follow the heavier side: the slow way does not say.
    columns[cut.feature]!.some((x, i) => Number.isNaN(x) && (cut.left.includes(i) || cut.right.includes(i)))
      ? cut.missingLeft
      : state.missingLeft[child] === 1,
  ]);
  // The engine cuts in the middle to the next value of the table; the slow way at the value itself.
  const between = columns[cut.feature]!.filter((x) => x > cut.threshold && x <= state.threshold[child]!);
  expect([...between].length).toBe(0);
  expect(cut.threshold).toBeLessThanOrEqual(state.threshold[child]!);
  expect(state.gain[child]!).toBeCloseTo(cut.gain, 4);
  return (
    1 +
    compare(state, state.left[child]!, naive.left!, columns) +
    compare(state, state.right[child]!, naive.right!, columns)
  );
}

const CASES: readonly (readonly [string, Partial<NaiveOptions>])[] = [
  ['squared', { logistic: false }],
  ['logistic', {}],
  ['L1 and L2', { l1: 1.5, l2: 4 }],
  ['least samples and weight', { minChildSamples: 25, minChildWeight: 9 }],
  ['least gain', { minGain: 1.2 }],
  ['depth', { maxDepth: 3 }],
  ['depthwise', { depthwise: true, maxLeaves: 11 }],
];

describe.each(CASES)('trees equal the naive reference: %s', (_, changes) => {
  test.each([1, 2, 3])('table %d', (seed) => {
    const table = smallTable(seed, 260, 6);
    const options: NaiveOptions = {
      logistic: true,
      rounds: 4,
      learningRate: 0.3,
      maxLeaves: 12,
      maxDepth: 0,
      minChildWeight: 1e-3,
      minChildSamples: 5,
      minGain: 0,
      l1: 0,
      l2: 0,
      depthwise: false,
      ...changes,
    };
    const { logistic, depthwise, ...shared } = options;
    const state = trainTrees(
      treeTraining(
        table,
        treeParameters({
          ...shared,
          objective: logistic ? 'logistic' : 'squared',
          policy: depthwise ? 'depthwise' : 'leafwise',
        }),
      ),
    );
    const target = logistic ? table.binary : table.target;
    const weights = new Float64Array(table.rows).fill(1);
    const naive = naiveBoosting(table.columns, target, weights, 0, options);
    let nodes = 0;
    naive.trees.forEach((tree, t) => {
      nodes += compare(state, state.roots[t]!, tree, table.columns);
    });
    expect(nodes).toBe(state.feature.length);
    expect(nodes).toBeGreaterThan(8);
    const scores = scoreRows(state, table.columns, table.rows);
    naive.scores.forEach((score, i) => {
      expect(scores[i]).toBeCloseTo(score, 5);
    });
  });
});
