// Histograms of a leaf over this member's features, by the cheapest of three ways. Called by the growers; needs the packed
// gradients of listed rows in order (`ordered`) unless the leaf is all rows as they stand.

import { GROUP_BYTES } from '../kernels/kernels.ts';
import { CHUNK_ROWS } from './layout.ts';
import type { Member } from './member.ts';

/**
 * Below this share of all rows a leaf's rows are fetched as whole rows first: scattered words would fetch a cache line for every
 * group of features, a row is one line for all of them (measured: the two cross near 1/16).
 */
const SPARSE = 16;

/** Byte offset of a histogram. */
export function histogramAt(member: Member, slot: number, group: number): number {
  return member.job.layout.histograms + slot * member.job.layout.slotBytes + group * GROUP_BYTES;
}

/** Rows 0..rows−1 as they stand, with their gradients at `gradients`. */
export function histogramAll(member: Member, slot: number, gradients: number, active: Uint8Array): void {
  const { kernels, job, groups } = member;
  const [from, to] = groups;
  kernels.clear(histogramAt(member, slot, from), (to - from) * GROUP_BYTES);
  for (let g = from; g < to; g++)
    if (active[g])
      kernels.histogramRun(
        job.layout.words + g * job.rows * 4,
        4,
        gradients,
        job.rows,
        histogramAt(member, slot, g),
      );
}

/** `rows` rows listed from position `start`, their gradients in `ordered` from its beginning. */
export function histogramLeaf(
  member: Member,
  slot: number,
  start: number,
  rows: number,
  active: Uint8Array,
): void {
  const { kernels, job, groups } = member;
  const { layout } = job;
  const [from, to] = groups;
  kernels.clear(histogramAt(member, slot, from), (to - from) * GROUP_BYTES);
  const list = layout.list + 4 * start;
  if (rows * SPARSE >= job.rows) {
    for (let g = from; g < to; g++)
      if (active[g])
        kernels.histogramListed(
          list,
          layout.words + g * job.rows * 4,
          layout.ordered,
          rows,
          histogramAt(member, slot, g),
        );
    return;
  }
  const bytes = (to - from) * 4;
  const chunk = layout.chunks + member.index * layout.chunkBytes;
  for (let done = 0; done < rows; done += CHUNK_ROWS) {
    const some = Math.min(CHUNK_ROWS, rows - done);
    kernels.gatherRows(list + 4 * done, some, layout.rowBins + 4 * from, layout.rowBytes, bytes, chunk);
    const gradients = layout.ordered + 8 * done;
    for (let g = from; g < to; g++)
      if (active[g])
        kernels.histogramRun(chunk + 4 * (g - from), bytes, gradients, some, histogramAt(member, slot, g));
  }
}

/** What is left of a parent's histogram when one child's is taken out is the other child's. */
export function subtractHistogram(member: Member, parent: number, child: number): void {
  const [from, to] = member.groups;
  member.kernels.subtract(
    histogramAt(member, parent, from),
    histogramAt(member, child, from),
    (to - from) * GROUP_BYTES,
  );
}

/** Sums of a leaf from the histogram of any one feature: every row lies in one bin. */
export function sumsOf(member: Member, slot: number): readonly [gradient: number, hessian: number] {
  const at = histogramAt(member, slot, member.groups[0]) >> 2;
  let gradient = 0;
  let hessian = 0;
  for (let bin = 0; bin < 256; bin++) {
    hessian += member.words[at + 2 * bin]!;
    gradient += member.integers[at + 2 * bin + 1]!;
  }
  return [gradient, hessian];
}
