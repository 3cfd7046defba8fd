// The learned state of a tree model: flat arrays, nothing else. Trees stand one after the other, round by round, within a round
// one per output. Written by training, read by the walker, importances and SHAP.

import type { Objective } from '../parameters.ts';

export interface TreeState {
  readonly objective: Objective;
  /** Scores a row has: 1, or one per class. Tree t adds to output t mod `outputs`. */
  readonly outputs: number;
  /** Score before the first tree, per output. */
  readonly initial: Float64Array;
  /** Per tree: its root, a node where ≥ 0, else `~leaf`. */
  readonly roots: Int32Array;
  /** Per node: left where value ≤ threshold, or NaN and missingLeft. Children as roots. */
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly gain: Float64Array;
  /** Per leaf: what it adds, and the hessian of the training rows in it. */
  readonly value: Float64Array;
  readonly weight: Float64Array;
  /** Loss after each round, where it was measured: on a sample of the training rows, and on the validation rows. */
  readonly trainLoss: Float64Array;
  readonly validationLoss: Float64Array;
  /** Why training ended; a model that is a checkpoint says 'running'. */
  readonly stopped: 'finished' | 'early' | 'cancelled' | 'running';
}

export function roundsOf(state: TreeState): number {
  return state.roots.length / state.outputs;
}

/** Forests predict the mean of their trees, boosted trees the sum. */
export function treeShare(state: TreeState): number {
  return state.objective === 'mean' ? 1 / Math.max(1, roundsOf(state)) : 1;
}

/** Nodes before tree `tree`, which may be one past the last. */
export function nodesBefore(state: TreeState, tree: number): number {
  // Trees without nodes have no place of their own: the next tree that has some tells.
  for (let t = tree; t < state.roots.length; t++) if (state.roots[t]! >= 0) return state.roots[t]!;
  return state.feature.length;
}

/** The state with only its first `rounds` rounds. */
export function truncate(state: TreeState, rounds: number): TreeState {
  if (rounds >= roundsOf(state)) return state;
  const trees = rounds * state.outputs;
  const nodes = nodesBefore(state, trees);
  // A tree has one leaf more than nodes.
  const leaves = nodes + trees;
  return {
    ...state,
    roots: state.roots.slice(0, trees),
    feature: state.feature.slice(0, nodes),
    threshold: state.threshold.slice(0, nodes),
    missingLeft: state.missingLeft.slice(0, nodes),
    left: state.left.slice(0, nodes),
    right: state.right.slice(0, nodes),
    gain: state.gain.slice(0, nodes),
    value: state.value.slice(0, leaves),
    weight: state.weight.slice(0, leaves),
  };
}
