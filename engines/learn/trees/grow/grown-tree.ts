// A tree as it grows, in bins: nodes in the order they were made. Becomes part of the model once its thresholds are looked up.

import type { Cut, Leaf } from './leaf.ts';

/** Children ≥ 0 are nodes, < 0 leaves: `~child` is the leaf's number. A tree without nodes is leaf 0. */
export interface GrownTree {
  readonly feature: number[];
  readonly bin: number[];
  readonly missingLeft: number[];
  readonly left: number[];
  readonly right: number[];
  /** Gain of each cut, real units. */
  readonly gain: number[];
  /** Per leaf: what it adds to the score, and the hessian of the training rows in it, real units. */
  value: Float64Array;
  weight: Float64Array;
}

export function emptyTree(): GrownTree {
  return {
    feature: [],
    bin: [],
    missingLeft: [],
    left: [],
    right: [],
    gain: [],
    value: new Float64Array(1),
    weight: new Float64Array(1),
  };
}

/** Adds a node in place of a leaf; returns its number. Its children are filled in by whoever takes their place. */
export function addNode(tree: GrownTree, leaf: Leaf, cut: Cut, gainUnit: number): number {
  const node = tree.feature.length;
  tree.feature.push(cut.feature);
  tree.bin.push(cut.bin);
  tree.missingLeft.push(Number(cut.missingLeft));
  tree.left.push(0);
  tree.right.push(0);
  tree.gain.push(cut.gain * gainUnit);
  pointTo(tree, leaf, node);
  return node;
}

/** Makes the place a leaf came from refer to `child`. */
export function pointTo(tree: GrownTree, leaf: Leaf, child: number): void {
  if (leaf.parent < 0) return;
  (leaf.isLeft ? tree.left : tree.right)[leaf.parent] = child;
}

/** The leaf a row falls into, by its bins: four features a word from `row` on. */
export function leafOfBins(tree: GrownTree, bytes: Uint8Array, row: number): number {
  const { feature, bin, missingLeft, left, right } = tree;
  if (feature.length === 0) return 0;
  let node = 0;
  while (node >= 0) {
    const shift = missingLeft[node]!;
    const goesLeft = ((bytes[row + feature[node]!]! + shift) & 255) <= bin[node]! + shift;
    node = goesLeft ? left[node]! : right[node]!;
  }
  return ~node;
}
