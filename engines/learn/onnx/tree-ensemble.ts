// A tree model's trees as one TreeEnsemble of doubles (ai.onnx.ml 5): the sums the walker makes, in its order, and for parity the leaf
// each tree ends in. Called by the tree writer and by the parity check's probe.
//
// [Note: doubles] The walker compares float32 values with float32 thresholds and adds doubles. A float32 is a double exactly, so a graph
// of doubles takes every cut alike (`x <= t`, NaN to the learned side) and adds without the rounding a float32 sum of 600 trees has.

import type { TreeState } from '../trees/model/tree-state.ts';
import { type GraphBuilder, int, ints } from './builder.ts';

/** BRANCH_LEQ: left where value ≤ threshold. */
const LEFT_WHERE_AT_MOST = 0;
const SUM = 1;
const NO_TRANSFORM = 0;

interface Collected {
  readonly roots: number[];
  readonly feature: number[];
  readonly threshold: number[];
  readonly missingLeft: number[];
  readonly left: number[];
  readonly leftLeaf: number[];
  readonly right: number[];
  readonly rightLeaf: number[];
  readonly target: number[];
  readonly weight: number[];
}

/** `features`: doubles, a column per feature of the model. Gives the scores, `[rows, outputs]`, as `scoreRows` adds them up. */
export function treeScores(builder: GraphBuilder, state: TreeState, features: string): string {
  const trees = collected();
  // Boosting starts from the initial score: as a first tree it is added first, where the walker starts.
  const boosted = state.objective !== 'mean';
  if (boosted) state.initial.forEach((score, output) => void addConstant(trees, output, score));
  state.roots.forEach((_, tree) => {
    addTree(trees, state, tree, tree % state.outputs, (leaf) => state.value[leaf]!);
  });
  return ensemble(builder, trees, features, state.outputs);
}

/** `[rows, trees]`: number of the leaf each tree ends in, as `state.value` counts them. */
export function treeLeaves(builder: GraphBuilder, state: TreeState, features: string): string {
  const trees = collected();
  state.roots.forEach((_, tree) => {
    addTree(trees, state, tree, tree, (leaf) => leaf);
  });
  return ensemble(builder, trees, features, state.roots.length);
}

const collected = (): Collected => ({
  roots: [],
  feature: [],
  threshold: [],
  missingLeft: [],
  left: [],
  leftLeaf: [],
  right: [],
  rightLeaf: [],
  target: [],
  weight: [],
});

function addLeaf({ target, weight }: Collected, output: number, value: number): number {
  target.push(output);
  return weight.push(value) - 1;
}

/** The operator knows no tree without a cut: one that leads to the same value on both sides stands for it. */
function addConstant(trees: Collected, output: number, value: number): void {
  trees.roots.push(trees.feature.length);
  trees.feature.push(0);
  trees.threshold.push(0);
  trees.missingLeft.push(1);
  trees.left.push(addLeaf(trees, output, value));
  trees.leftLeaf.push(1);
  trees.right.push(addLeaf(trees, output, value));
  trees.rightLeaf.push(1);
}

function addTree(
  trees: Collected,
  state: TreeState,
  tree: number,
  output: number,
  valueIn: (leaf: number) => number,
): void {
  const root = state.roots[tree]!;
  if (root < 0) {
    addConstant(trees, output, valueIn(~root));
    return;
  }
  trees.roots.push(trees.feature.length);
  // Nodes are written parents first, so that a child's place is known when it is reached.
  const place = (node: number): number => {
    const at = trees.feature.length;
    trees.feature.push(state.feature[node]!);
    trees.threshold.push(state.threshold[node]!);
    trees.missingLeft.push(state.missingLeft[node]!);
    trees.left.push(0);
    trees.leftLeaf.push(0);
    trees.right.push(0);
    trees.rightLeaf.push(0);
    return at;
  };
  const waiting: (readonly [node: number, at: number])[] = [[root, place(root)]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, at] = next;
    for (const [child, to, isLeaf] of [
      [state.left[node]!, trees.left, trees.leftLeaf],
      [state.right[node]!, trees.right, trees.rightLeaf],
    ] as const) {
      if (child < 0) {
        to[at] = addLeaf(trees, output, valueIn(~child));
        isLeaf[at] = 1;
        continue;
      }
      to[at] = place(child);
      waiting.push([child, to[at]!]);
    }
  }
}

function ensemble(builder: GraphBuilder, trees: Collected, features: string, targets: number): string {
  const nodes = trees.feature.length;
  const numbers = (values: readonly number[]) =>
    ({
      kind: 'tensor',
      tensor: { type: 'float64', dims: [values.length], values: Float64Array.from(values) },
    }) as const;
  return builder.add(
    'TreeEnsemble',
    [features],
    {
      n_targets: int(targets),
      aggregate_function: int(SUM),
      post_transform: int(NO_TRANSFORM),
      tree_roots: ints(trees.roots),
      nodes_featureids: ints(trees.feature),
      nodes_splits: numbers(trees.threshold),
      nodes_modes: {
        kind: 'tensor',
        tensor: { type: 'uint8', dims: [nodes], values: new Uint8Array(nodes).fill(LEFT_WHERE_AT_MOST) },
      },
      nodes_missing_value_tracks_true: ints(trees.missingLeft),
      nodes_truenodeids: ints(trees.left),
      nodes_trueleafs: ints(trees.leftLeaf),
      nodes_falsenodeids: ints(trees.right),
      nodes_falseleafs: ints(trees.rightLeaf),
      leaf_targetids: ints(trees.target),
      leaf_weights: numbers(trees.weight),
    },
    'ai.onnx.ml',
  );
}
