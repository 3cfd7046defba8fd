// Predicts by walking the trees: scores of one row (the live path, no allocation) and of many. Agrees with the bins the trees were
// grown on for every float32 value. Called by the estimators, by serving and by continued training.

import { exponential } from '../kernels/exponential.ts';
import { type TreeState, treeShare } from './tree-state.ts';

/** Rows walked tree by tree at a time: their scores and values stay in the cache while a tree's nodes do. */
const BLOCK = 256;

/** Scores of one row (`row[f]`, float32 values, NaN missing) into `out`, one per output. */
export function scoreRow(state: TreeState, row: ArrayLike<number>, out: Float64Array): void {
  const { roots, feature, threshold, missingLeft, left, right, value, outputs } = state;
  const boosted = state.objective !== 'mean';
  for (let k = 0; k < outputs; k++) out[k] = boosted ? state.initial[k]! : 0;
  let output = 0;
  for (let t = 0; t < roots.length; t++) {
    let node = roots[t]!;
    while (node >= 0) {
      const x = row[feature[node]!]!;
      node =
        x <= threshold[node]! || (missingLeft[node] === 1 && Number.isNaN(x)) ? left[node]! : right[node]!;
    }
    out[output]! += value[~node]!;
    if (++output === outputs) output = 0;
  }
  if (boosted) return;
  const share = treeShare(state);
  for (let k = 0; k < outputs; k++) out[k] = state.initial[k]! + out[k]! * share;
}

/** The leaf one tree leads a row to, as `state.value` counts leaves. */
export function leafOf(state: TreeState, tree: number, row: ArrayLike<number>): number {
  const { feature, threshold, missingLeft, left, right } = state;
  let node = state.roots[tree]!;
  while (node >= 0) {
    const x = row[feature[node]!]!;
    node = x <= threshold[node]! || (missingLeft[node] === 1 && Number.isNaN(x)) ? left[node]! : right[node]!;
  }
  return ~node;
}

/** Adds the trees, in their order, to scores that stand output after output, `pitch` apart: `scores[k * pitch + row]`. */
export function addTreeScores(
  state: TreeState,
  columns: readonly Float32Array[],
  rows: number,
  scores: Float64Array,
  pitch: number = rows,
): void {
  const { roots, feature, threshold, missingLeft, left, right, value, outputs } = state;
  for (let first = 0; first < rows; first += BLOCK) {
    const end = Math.min(rows, first + BLOCK);
    for (let t = 0; t < roots.length; t++) {
      const at = (t % outputs) * pitch;
      const root = roots[t]!;
      for (let row = first; row < end; row++) {
        let node = root;
        while (node >= 0) {
          const x = columns[feature[node]!]![row]!;
          node =
            x <= threshold[node]! || (missingLeft[node] === 1 && Number.isNaN(x))
              ? left[node]!
              : right[node]!;
        }
        scores[at + row]! += value[~node]!;
      }
    }
  }
}

/** Scores of many rows, output after output. */
export function scoreRows(state: TreeState, columns: readonly Float32Array[], rows: number): Float64Array {
  const { initial, outputs } = state;
  const boosted = state.objective !== 'mean';
  const scores = new Float64Array(outputs * rows);
  // Boosting starts from the initial score and adds tree by tree, as training does: the same sums, bit for bit.
  if (boosted) for (let k = 0; k < outputs; k++) scores.fill(initial[k]!, k * rows, (k + 1) * rows);
  addTreeScores(state, columns, rows, scores);
  if (boosted) return scores;
  const share = treeShare(state);
  for (let k = 0; k < outputs; k++)
    for (let i = k * rows; i < (k + 1) * rows; i++) scores[i] = initial[k]! + scores[i]! * share;
  return scores;
}

/**
 * From scores (output after output) to what an estimator predicts, row-major: a probability per class (`classes` ≥ 2), or the
 * number itself (`classes` 0).
 */
export function predictionsOf(
  state: TreeState,
  scores: Float64Array,
  rows: number,
  classes: number,
): Float64Array {
  if (classes === 0) return scores.slice(0, rows);
  const out = new Float64Array(rows * classes);
  if (state.outputs === 1) {
    for (let i = 0; i < rows; i++) {
      const score = scores[i]!;
      const p =
        state.objective === 'logistic' ? 1 / (1 + exponential(-score)) : Math.min(1, Math.max(0, score));
      out[2 * i] = 1 - p;
      out[2 * i + 1] = p;
    }
    return out;
  }
  const softmax = state.objective === 'softmax';
  for (let i = 0; i < rows; i++) {
    let top = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k++) top = Math.max(top, scores[k * rows + i]!);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const score = scores[k * rows + i]!;
      const share = softmax ? exponential(score - top) : Math.max(0, score);
      out[i * classes + k] = share;
      sum += share;
    }
    for (let k = 0; k < classes; k++)
      out[i * classes + k] = sum > 0 ? out[i * classes + k]! / sum : 1 / classes;
  }
  return out;
}
