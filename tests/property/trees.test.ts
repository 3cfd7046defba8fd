// What must hold for any tree model: contributions sum to the score and equal Shapley's definition, constraints are kept, the
// ways of predicting agree, importances are shares.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permutationImportance, treeImportance } from '../../engines/learn/trees/model/importance.ts';
import { createTreeExplainer } from '../../engines/learn/trees/model/shap.ts';
import { roundsOf, type TreeState, treeShare, truncate } from '../../engines/learn/trees/model/tree-state.ts';
import { scoreRow, scoreRows } from '../../engines/learn/trees/model/walk.ts';
import type { TreeParameters } from '../../engines/learn/trees/parameters.ts';
import { trainTrees } from '../../engines/learn/trees/train.ts';
import { smallTable } from '../fixtures/small-tables.ts';
import { treeParameters, treeTraining } from '../fixtures/tree-training.ts';

const shapes: fc.Arbitrary<Partial<TreeParameters>> = fc.record({
  policy: fc.constantFrom('leafwise' as const, 'depthwise' as const, 'symmetric' as const),
  objective: fc.constantFrom('logistic' as const, 'softmax' as const, 'squared' as const, 'mean' as const),
  maxDepth: fc.integer({ min: 1, max: 5 }),
  rounds: fc.integer({ min: 1, max: 6 }),
  rowFraction: fc.constantFrom(1, 0.5),
});
const trained = fc
  .record({ seed: fc.integer({ min: 1, max: 1e6 }), shape: shapes, features: fc.integer({ min: 3, max: 6 }) })
  .map(({ seed, shape, features }) => {
    const table = smallTable(seed, 300, features);
    return { table, features, state: trainTrees(treeTraining(table, treeParameters(shape))) };
  });

const rowOf = (columns: readonly Float32Array[], i: number) => Float32Array.from(columns, (c) => c[i]!);

/** Mean of a tree over the training weight, of the rows that agree with `row` in the known features. */
function expectation(state: TreeState, child: number, row: ArrayLike<number>, known: number): number {
  if (child < 0) return state.value[~child]!;
  const weight = (c: number): number =>
    c < 0 ? state.weight[~c]! : weight(state.left[c]!) + weight(state.right[c]!);
  const left = state.left[child]!;
  const right = state.right[child]!;
  const f = state.feature[child]!;
  if ((known >> f) & 1) {
    const x = row[f]!;
    const goesLeft = x <= state.threshold[child]! || (state.missingLeft[child] === 1 && Number.isNaN(x));
    return expectation(state, goesLeft ? left : right, row, known);
  }
  const share = weight(child) > 0 ? weight(left) / weight(child) : 0.5;
  return share * expectation(state, left, row, known) + (1 - share) * expectation(state, right, row, known);
}

describe('contributions (TreeSHAP)', () => {
  test('sum to the score', () => {
    fc.assert(
      fc.property(trained, ({ table, features, state }) => {
        const { explain } = createTreeExplainer(state, features);
        const scores = new Float64Array(state.outputs);
        for (let i = 0; i < table.rows; i += 37) {
          const row = rowOf(table.columns, i);
          scoreRow(state, row, scores);
          const parts = explain(row);
          for (let k = 0; k < state.outputs; k++) {
            const own = parts.subarray(k * (features + 1), (k + 1) * (features + 1));
            expect(own.reduce((a, b) => a + b, 0)).toBeCloseTo(scores[k]!, 9);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('are the Shapley values of the conditional means, by their definition', () => {
    fc.assert(
      fc.property(trained, ({ table, features, state }) => {
        const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
        const row = rowOf(table.columns, 5);
        const parts = createTreeExplainer(state, features).explain(row);
        const roots = Array.from(state.roots).filter((_, t) => t % state.outputs === 0);
        const value = (known: number) =>
          roots.reduce((sum, root) => sum + expectation(state, root, row, known), 0) * treeShare(state);
        for (let f = 0; f < features; f++) {
          let shapley = 0;
          for (let subset = 0; subset < 1 << features; subset++) {
            if ((subset >> f) & 1) continue;
            let size = 0;
            for (let k = 0; k < features; k++) size += (subset >> k) & 1;
            const share = (factorial(size) * factorial(features - size - 1)) / factorial(features);
            shapley += share * (value(subset | (1 << f)) - value(subset));
          }
          expect(parts[f]).toBeCloseTo(shapley, 9);
        }
      }),
      { numRuns: 25 },
    );
  });
});

test('monotone constraints hold everywhere', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.constantFrom('leafwise' as const, 'depthwise' as const),
      fc.constantFrom(1, -1),
      fc.boolean(),
      (seed, policy, direction, randomCuts) => {
        const table = smallTable(seed, 500, 4, 0);
        const monotone = Int8Array.of(direction, 0, -direction, 0);
        const state = trainTrees(
          treeTraining(
            table,
            treeParameters({ policy, monotone, randomCuts, rounds: 8, minChildSamples: 2 }),
          ),
        );
        expect(state.feature.some((f) => f === 0 || f === 2)).toBe(true);
        const score = new Float64Array(1);
        for (let i = 0; i < table.rows; i += 29) {
          const row = rowOf(table.columns, i);
          for (const f of [0, 2]) {
            let before = Number.NEGATIVE_INFINITY;
            for (let x = -3; x <= 3; x += 0.25) {
              row[f] = x * monotone[f]!;
              scoreRow(state, row, score);
              expect(score[0]).toBeGreaterThanOrEqual(before - 1e-12);
              before = score[0]!;
            }
          }
        }
      },
    ),
    { numRuns: 15 },
  );
});

test('one row and many rows score alike, bit for bit', () => {
  fc.assert(
    fc.property(trained, ({ table, state }) => {
      const all = scoreRows(state, table.columns, table.rows);
      const one = new Float64Array(state.outputs);
      for (let i = 0; i < table.rows; i += 11) {
        scoreRow(state, rowOf(table.columns, i), one);
        for (let k = 0; k < state.outputs; k++) expect(one[k]).toBe(all[k * table.rows + i]);
      }
    }),
    { numRuns: 30 },
  );
});

test('importances are shares; shuffling a feature that is not used costs nothing', () => {
  fc.assert(
    fc.property(trained, ({ table, features, state }) => {
      for (const kind of ['gain', 'split'] as const) {
        const shares = treeImportance(state, features, kind);
        const sum = shares.reduce((a, b) => a + b, 0);
        if (state.feature.length > 0 && kind === 'split') expect(sum).toBeCloseTo(1, 12);
        expect(shares.every((share) => share >= 0)).toBe(true);
      }
      const loss = (columns: readonly Float32Array[]) =>
        scoreRows(state, columns, table.rows).reduce((a, b) => a + b * b, 0);
      const { mean } = permutationImportance(table.columns, table.rows, loss, 3, 2);
      const shares = treeImportance(state, features, 'split');
      shares.forEach((share, f) => {
        if (share === 0) expect(mean[f]).toBe(0);
      });
    }),
    { numRuns: 20 },
  );
});

test('the first rounds of a longer training are a shorter one', () => {
  fc.assert(
    fc.property(trained, fc.integer({ min: 1, max: 5 }), ({ table, state, features }, wanted) => {
      const rounds = Math.min(wanted, roundsOf(state));
      const cut = truncate(state, rounds);
      expect(roundsOf(cut)).toBe(rounds);
      const scores = scoreRows(cut, table.columns, table.rows);
      expect(scores.every(Number.isFinite)).toBe(true);
      expect(cut.feature.every((f) => f < features)).toBe(true);
      expect(cut.value.length).toBe(cut.feature.length + cut.roots.length);
    }),
    { numRuns: 30 },
  );
});
