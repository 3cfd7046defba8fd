// Parts a leaf's list of rows in two, in place and in order, on all members at once, and brings the gradients of the smaller side
// into order for its histogram. Two meetings for both. Called by the growers.

import type { Cut, Leaf } from './leaf.ts';
import type { Member } from './member.ts';
import { CONTROL, shareOf } from './team.ts';

/** Which child's gradients to bring into order: the smaller one's, unless nothing will be searched. */
export function splitRows(
  member: Member,
  leaf: Leaf,
  cut: Cut,
  gradients: number,
  gatherSmaller: boolean,
): number {
  const { kernels, job, size, index, control } = member;
  const { layout } = job;
  const column = layout.words + (cut.feature >> 2) * job.rows * 4 + (cut.feature & 3);
  // With the missing bin on the left all bins move up by one, and it wraps round to 0.
  const shift = Number(cut.missingLeft);
  const threshold = cut.bin + shift;
  const list = layout.list + 4 * leaf.start;
  if (size === 1) {
    const left = kernels.partition(list, leaf.rows, column, shift, threshold, list, layout.rightList);
    const right = leaf.rows - left;
    kernels.copy(list + 4 * left, layout.rightList, 4 * right);
    if (gatherSmaller) {
      if (left <= right) kernels.gatherGradients(list, left, gradients, layout.ordered);
      else kernels.gatherGradients(list + 4 * left, right, gradients, layout.ordered);
    }
    return left;
  }
  const [from, to] = shareOf(leaf.rows, index, size);
  const leftPart = layout.leftList + 4 * (leaf.start + from);
  const rightPart = layout.rightList + 4 * (leaf.start + from);
  const counts = CONTROL.counts;
  const sent = kernels.partition(list + 4 * from, to - from, column, shift, threshold, leftPart, rightPart);
  control[counts + index] = sent;
  member.barrier();
  let left = 0;
  let leftBefore = 0;
  for (let k = 0; k < size; k++) {
    if (k === index) leftBefore = left;
    left += control[counts + k]!;
  }
  const rightBefore = from - leftBefore;
  const kept = to - from - sent;
  kernels.copy(list + 4 * leftBefore, leftPart, 4 * sent);
  kernels.copy(list + 4 * (left + rightBefore), rightPart, 4 * kept);
  if (gatherSmaller) {
    if (left <= leaf.rows - left)
      kernels.gatherGradients(leftPart, sent, gradients, layout.ordered + 8 * leftBefore);
    else kernels.gatherGradients(rightPart, kept, gradients, layout.ordered + 8 * rightBefore);
  }
  member.barrier();
  return left;
}
