// Leaf values for the quantile loss: its hessian says nothing, so each leaf takes the quantile of what its rows still miss, as
// LightGBM renews them. Members share the leaves; one meeting. Called by the round loop before the learning rate is applied.

import type { Growth } from './grow-tree.ts';
import type { Member } from './member.ts';

export function renewQuantileLeaves(member: Member, { tree, leaves }: Growth, output: number): void {
  const { job, doubles, words, index, size } = member;
  const { layout, parameters } = job;
  const values = layout.leafValues >> 3;
  const scores = (layout.scores + output * layout.pitch) >> 3;
  const target = layout.target >> 3;
  const weights = layout.weights >> 3;
  leaves.forEach((leaf, number) => {
    if (number % size !== index) return;
    const list = (layout.list >> 2) + leaf.start;
    const rest = new Float64Array(leaf.rows);
    const weight = weights === 0 ? null : new Float64Array(leaf.rows);
    for (let k = 0; k < leaf.rows; k++) {
      const row = words[list + k]!;
      rest[k] = doubles[target + row]! - doubles[scores + row]!;
      if (weight !== null) weight[k] = doubles[weights + row]!;
    }
    doubles[values + number] = weightedQuantile(rest, weight, parameters.quantile);
  });
  member.barrier();
  for (let k = 0; k < leaves.length; k++) tree.value[k] = doubles[values + k]!;
  // Read by all before the next tree's are written.
  member.barrier();
}

/** The least value with at least a share `q` of the weight at or below it. Sorts `values` where there are no weights. */
export function weightedQuantile(values: Float64Array, weights: Float64Array | null, q: number): number {
  if (values.length === 0) return 0;
  if (weights === null) {
    values.sort();
    return values[Math.min(values.length - 1, Math.max(0, Math.ceil(q * values.length) - 1))]!;
  }
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
  let total = 0;
  for (const k of order) total += weights[k]!;
  let sum = 0;
  for (const k of order) {
    sum += weights[k]!;
    if (sum >= q * total) return values[k]!;
  }
  return values[order.at(-1)!]!;
}
