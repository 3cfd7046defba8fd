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
  const roots: number[] = Array.from(earlier?.roots ?? []);
  const feature: number[] = Array.from(earlier?.feature ?? []);
  const threshold: number[] = Array.from(earlier?.threshold ?? []);
  const missingLeft: number[] = Array.from(earlier?.missingLeft ?? []);
  const left: number[] = Array.from(earlier?.left ?? []);
  const right: number[] = Array.from(earlier?.right ?? []);
  const gain: number[] = Array.from(earlier?.gain ?? []);
  const value: number[] = Array.from(earlier?.value ?? []);
  const weight: number[] = Array.from(earlier?.weight ?? []);
  const trainLoss: number[] = Array.from(earlier?.trainLoss ?? []);
  const validationLoss: number[] = Array.from(earlier?.validationLoss ?? []);

  return {
    add(tree) {
      const firstNode = feature.length;
      const firstLeaf = value.length;
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
      value.push(...tree.value);
      weight.push(...tree.weight);
    },
    addLosses(train, validation) {
      if (!Number.isNaN(train)) trainLoss.push(train);
      if (!Number.isNaN(validation)) validationLoss.push(validation);
    },
    state: (stopped) => ({
      objective,
      outputs: initial.length,
      initial,
      roots: Int32Array.from(roots),
      feature: Int32Array.from(feature),
      threshold: Float32Array.from(threshold),
      missingLeft: Uint8Array.from(missingLeft),
      left: Int32Array.from(left),
      right: Int32Array.from(right),
      gain: Float64Array.from(gain),
      value: Float64Array.from(value),
      weight: Float64Array.from(weight),
      trainLoss: Float64Array.from(trainLoss),
      validationLoss: Float64Array.from(validationLoss),
      stopped,
    }),
  };
}
