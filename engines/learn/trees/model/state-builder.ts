// Collects grown trees into a TreeState, on top of a state that is continued. Arrays grow by doubling: a checkpoint can be taken
// after any round. Called by train.ts only.

import type { GrownTree } from '../grow/grown-tree.ts';
import type { Objective } from '../parameters.ts';
import type { TreeState } from './tree-state.ts';

export interface StateBuilder {
  add(tree: GrownTree): void;
  addLosses(trainLoss: number, validationLoss: number): void;
  state(stopped: TreeState['stopped']): TreeState;
}

export function createStateBuilder(
  objective: Objective,
  initial: Float64Array,
  thresholds: readonly Float32Array[],
  earlier: TreeState | null,
): StateBuilder {
  const roots = grownFrom(Int32Array, earlier?.roots);
  const feature = grownFrom(Int32Array, earlier?.feature);
  const threshold = grownFrom(Float32Array, earlier?.threshold);
  const missingLeft = grownFrom(Uint8Array, earlier?.missingLeft);
  const left = grownFrom(Int32Array, earlier?.left);
  const right = grownFrom(Int32Array, earlier?.right);
  const gain = grownFrom(Float64Array, earlier?.gain);
  const value = grownFrom(Float64Array, earlier?.value);
  const weight = grownFrom(Float64Array, earlier?.weight);
  const trainLoss = grownFrom(Float64Array, earlier?.trainLoss);
  const validationLoss = grownFrom(Float64Array, earlier?.validationLoss);

  return {
    add(tree) {
      const firstNode = feature.length();
      const firstLeaf = value.length();
      const place = (child: number) => (child >= 0 ? child + firstNode : ~(~child + firstLeaf));
      roots.push(tree.feature.length > 0 ? firstNode : ~firstLeaf);
      tree.feature.forEach((f, node) => {
        feature.push(f);
        // Cut after the last bin of values: every value left, missing ones right.
        threshold.push(thresholds[f]![tree.bin[node]!] ?? Number.POSITIVE_INFINITY);
        missingLeft.push(tree.missingLeft[node]!);
        left.push(place(tree.left[node]!));
        right.push(place(tree.right[node]!));
        gain.push(tree.gain[node]!);
      });
      for (const own of tree.value) value.push(own);
      for (const own of tree.weight) weight.push(own);
    },
    addLosses(train, validation) {
      if (!Number.isNaN(train)) trainLoss.push(train);
      if (!Number.isNaN(validation)) validationLoss.push(validation);
    },
    state: (stopped) => ({
      objective,
      outputs: initial.length,
      initial,
      roots: roots.copy(),
      feature: feature.copy(),
      threshold: threshold.copy(),
      missingLeft: missingLeft.copy(),
      left: left.copy(),
      right: right.copy(),
      gain: gain.copy(),
      value: value.copy(),
      weight: weight.copy(),
      trainLoss: trainLoss.copy(),
      validationLoss: validationLoss.copy(),
      stopped,
    }),
  };
}

type Numbers = Int32Array | Float32Array | Float64Array | Uint8Array;

interface Grown<T extends Numbers> {
  length(): number;
  push(value: number): void;
  /** What is there so far, as an array of its own. */
  copy(): T;
}

/** A typed array that grows by doubling: deep trees have millions of nodes. */
function grownFrom<T extends Numbers>(Kind: { new (length: number): T }, start: T | undefined): Grown<T> {
  let length = start?.length ?? 0;
  let values = new Kind(Math.max(64, length));
  if (start !== undefined) values.set(start);
  return {
    length: () => length,
    push(value) {
      if (length === values.length) {
        const larger = new Kind(2 * length);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    copy: () => values.slice(0, length) as T,
  };
}
