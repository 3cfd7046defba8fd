// Adds a grown tree to the scores of the rows it was grown on, of the rows outside the sample and of the validation rows.
// Called by the round loop; each member does its share, so every row's sums are added in the order of the trees.

import { type GrownTree, leafOfBins } from './grown-tree.ts';
import type { Leaf } from './leaf.ts';
import type { Member } from './member.ts';
import { shareOf } from './team.ts';

export function scoreTrainingRows(
  member: Member,
  tree: GrownTree,
  leaves: readonly Leaf[],
  output: number,
  restRows: number,
): void {
  const { job, kernels, words, doubles, bytes, index, size } = member;
  const { layout } = job;
  const scores = layout.scores + output * layout.pitch;
  leaves.forEach((leaf, number) => {
    const [from, to] = shareOf(leaf.rows, index, size);
    kernels.addToScores(layout.list + 4 * (leaf.start + from), to - from, scores, tree.value[number]!);
  });
  const [from, to] = shareOf(restRows, index, size);
  const rest = layout.rest >> 2;
  for (let k = from; k < to; k++) {
    const row = words[rest + k]!;
    const leaf = leafOfBins(tree, bytes, layout.rowBins + row * layout.rowBytes);
    doubles[(scores >> 3) + row]! += tree.value[leaf]!;
  }
}

export function scoreValidationRows(member: Member, tree: GrownTree, output: number): void {
  const { job, doubles, bytes, index, size } = member;
  const { layout } = job;
  const scores = (layout.validationScores + output * layout.validationPitch) >> 3;
  const [from, to] = shareOf(job.validationRows, index, size);
  for (let row = from; row < to; row++) {
    const leaf = leafOfBins(tree, bytes, layout.validationBins + row * layout.rowBytes);
    doubles[scores + row]! += tree.value[leaf]!;
  }
}
