// Exact Shapley values of a tree model for one row, path-dependent: what is not known of a row goes both ways, in proportion to
// the training weight that did. Contributions and the bias sum to the score. Called by reports and by explanations of a signal.
// Method: TreeSHAP, Lundberg, Erion & Lee 2018 (arXiv:1802.03888), algorithm 2: a path of unique features is kept together with
// the share of feature subsets of each size that lead down it.

import { type TreeState, treeShare } from './tree-state.ts';

export interface TreeExplainer {
  /**
   * Contributions of one row (`row[f]`, NaN missing) to the scores: per output, one per feature and then the bias (the mean
   * score over the training weight): `(features + 1) × outputs` numbers.
   */
  explain(row: ArrayLike<number>): Float64Array;
}

/** Working space of one path: an entry per unique feature on it. */
interface Path {
  readonly feature: Int32Array;
  /** Share of the rows that go down where the feature is not known, and whether this row does (1 or 0). */
  readonly zero: Float64Array;
  readonly one: Float64Array;
  /** Share of the subsets of each size. */
  readonly weight: Float64Array;
}

export function createTreeExplainer(state: TreeState, features: number): TreeExplainer {
  const covers = coversOf(state);
  const depth = depthOf(state) + 2;
  // A path per depth, one behind the other: a child works on a copy of its parent's.
  const paths: Path[] = Array.from({ length: depth + 1 }, () => ({
    feature: new Int32Array(depth + 1),
    zero: new Float64Array(depth + 1),
    one: new Float64Array(depth + 1),
    weight: new Float64Array(depth + 1),
  }));
  const biases = biasesOf(state, covers);
  const share = treeShare(state);
  return {
    explain(row) {
      const out = new Float64Array((features + 1) * state.outputs);
      for (let k = 0; k < state.outputs; k++) {
        const at = k * (features + 1);
        for (let t = k; t < state.roots.length; t += state.outputs) {
          const root = state.roots[t]!;
          if (root >= 0) descend(state, covers, paths, row, out, at, root, 0, 0, 1, 1, -1);
        }
        for (let f = 0; f < features; f++) out[at + f]! *= share;
        out[at + features] = state.initial[k]! + biases[k]! * share;
      }
      return out;
    },
  };
}

function descend(
  state: TreeState,
  covers: Float64Array,
  paths: readonly Path[],
  row: ArrayLike<number>,
  out: Float64Array,
  at: number,
  child: number,
  level: number,
  length: number,
  zero: number,
  one: number,
  feature: number,
): void {
  // No subset of features leads here.
  if (zero === 0 && one === 0) return;
  const path = paths[level]!;
  if (level > 0) copyPath(paths[level - 1]!, path, length);
  extend(path, length, zero, one, feature);
  if (child < 0) {
    const value = state.value[~child]!;
    for (let k = 1; k <= length; k++) {
      const weight = unwoundSum(path, length, k);
      out[at + path.feature[k]!]! += weight * (path.one[k]! - path.zero[k]!) * value;
    }
    return;
  }
  const split = state.feature[child]!;
  const x = row[split]!;
  const goesLeft = x <= state.threshold[child]! || (state.missingLeft[child] === 1 && Number.isNaN(x));
  const hot = goesLeft ? state.left[child]! : state.right[child]!;
  const cold = goesLeft ? state.right[child]! : state.left[child]!;
  let incomingZero = 1;
  let incomingOne = 1;
  let end = length;
  // A feature met again: its earlier entry is taken back and the two are one.
  for (let k = 1; k <= length; k++)
    if (path.feature[k] === split) {
      incomingZero = path.zero[k]!;
      incomingOne = path.one[k]!;
      unwind(path, length, k);
      end = length - 1;
      break;
    }
  const cover = covers[child]!;
  // Below a child without training rows (symmetric trees have such) nothing tells the ways apart.
  const shareOf = (to: number) => (cover > 0 ? (to < 0 ? state.weight[~to]! : covers[to]!) / cover : 0.5);
  descend(
    state,
    covers,
    paths,
    row,
    out,
    at,
    hot,
    level + 1,
    end + 1,
    incomingZero * shareOf(hot),
    incomingOne,
    split,
  );
  descend(
    state,
    covers,
    paths,
    row,
    out,
    at,
    cold,
    level + 1,
    end + 1,
    incomingZero * shareOf(cold),
    0,
    split,
  );
}

function copyPath(from: Path, to: Path, length: number): void {
  for (let k = 0; k < length; k++) {
    to.feature[k] = from.feature[k]!;
    to.zero[k] = from.zero[k]!;
    to.one[k] = from.one[k]!;
    to.weight[k] = from.weight[k]!;
  }
}

/** Grows the path by one feature, as its entry `length`. */
function extend(path: Path, length: number, zero: number, one: number, feature: number): void {
  const { weight } = path;
  path.feature[length] = feature;
  path.zero[length] = zero;
  path.one[length] = one;
  weight[length] = length === 0 ? 1 : 0;
  for (let k = length - 1; k >= 0; k--) {
    weight[k + 1]! += (one * weight[k]! * (k + 1)) / (length + 1);
    weight[k] = (zero * weight[k]! * (length - k)) / (length + 1);
  }
}

/** Takes entry `index` back out of a path whose last entry is `length`. */
function unwind(path: Path, length: number, index: number): void {
  const { weight, zero, one, feature } = path;
  const ones = one[index]!;
  const zeros = zero[index]!;
  let next = weight[length]!;
  for (let k = length - 1; k >= 0; k--) {
    if (ones !== 0) {
      const kept = weight[k]!;
      weight[k] = (next * (length + 1)) / ((k + 1) * ones);
      next = kept - (weight[k]! * zeros * (length - k)) / (length + 1);
    } else weight[k] = (weight[k]! * (length + 1)) / (zeros * (length - k));
  }
  for (let k = index; k < length; k++) {
    feature[k] = feature[k + 1]!;
    zero[k] = zero[k + 1]!;
    one[k] = one[k + 1]!;
  }
}

/** Sum of the weights as they would be without entry `index`. */
function unwoundSum(path: Path, length: number, index: number): number {
  const { weight } = path;
  const ones = path.one[index]!;
  const zeros = path.zero[index]!;
  let next = weight[length]!;
  let sum = 0;
  for (let k = length - 1; k >= 0; k--) {
    if (ones !== 0) {
      const part = (next * (length + 1)) / ((k + 1) * ones);
      sum += part;
      next = weight[k]! - (part * zeros * (length - k)) / (length + 1);
    } else if (zeros !== 0) sum += (weight[k]! * (length + 1)) / (zeros * (length - k));
  }
  return sum;
}

/** Training weight through each node: that of its leaves. Children come after their parents. */
function coversOf(state: TreeState): Float64Array {
  const covers = new Float64Array(state.feature.length);
  const of = (child: number) => (child < 0 ? state.weight[~child]! : covers[child]!);
  for (let node = covers.length - 1; node >= 0; node--)
    covers[node] = of(state.left[node]!) + of(state.right[node]!);
  return covers;
}

/** Most cuts on a way from a root to a leaf. */
function depthOf(state: TreeState): number {
  const depths = new Int32Array(state.feature.length);
  let deepest = 0;
  const of = (child: number) => (child < 0 ? 0 : depths[child]!);
  for (let node = depths.length - 1; node >= 0; node--) {
    depths[node] = 1 + Math.max(of(state.left[node]!), of(state.right[node]!));
    deepest = Math.max(deepest, depths[node]!);
  }
  return deepest;
}

/** Per output: the sum over its trees of the mean value, by training weight. */
function biasesOf(state: TreeState, covers: Float64Array): Float64Array {
  const biases = new Float64Array(state.outputs);
  const means = new Float64Array(covers.length);
  const of = (child: number) =>
    child < 0 ? state.value[~child]! * state.weight[~child]! : means[child]! * covers[child]!;
  for (let node = covers.length - 1; node >= 0; node--)
    means[node] = covers[node]! > 0 ? (of(state.left[node]!) + of(state.right[node]!)) / covers[node]! : 0;
  for (let t = 0; t < state.roots.length; t++) {
    const root = state.roots[t]!;
    biases[t % state.outputs]! += root < 0 ? state.value[~root]! : means[root]!;
  }
  return biases;
}
