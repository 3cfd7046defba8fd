// Histograms of a leaf over this member's features, by the cheapest of three ways. Called by the growers; needs the packed
// gradients of listed rows in order (`ordered`) unless the leaf is all rows as they stand.

import { FEATURE_BYTES } from '../kernels/kernels.ts';
import { CHUNK_ROWS } from './layout.ts';
import { type FeatureBlock, gatheredBytes, type Member } from './member.ts';

/**
 * Below this share of all rows a leaf's rows are fetched as whole rows first: scattered words would fetch a cache line for every
 * group of features, a row is one line for all of them (measured: the two cross near 1/16).
 */
const SPARSE = 16;

/** Byte offset of a feature's histogram. */
export function histogramAt(member: Member, slot: number, feature: number): number {
  return member.job.layout.histograms + slot * member.job.layout.slotBytes + feature * FEATURE_BYTES;
}

const blockAt = (member: Member, slot: number, { group, byte }: FeatureBlock): number =>
  histogramAt(member, slot, group * 4 + byte);

/** Rows 0..rows−1 as they stand, with their gradients at `gradients`. */
export function histogramAll(member: Member, slot: number, gradients: number, active: Uint8Array): void {
  const { kernels, job, blocks } = member;
  clearOwn(member, slot);
  for (const block of blocks) {
    if (!active[block.group]) continue;
    const run = block.width === 4 ? kernels.histogramRun : kernels.histogramPairRun;
    run(wordsOf(member, block), 4, gradients, job.rows, blockAt(member, slot, block));
  }
}

/** `rows` rows listed from position `start`, their gradients in `ordered` from its beginning. */
export function histogramLeaf(
  member: Member,
  slot: number,
  start: number,
  rows: number,
  active: Uint8Array,
): void {
  const { kernels, job, blocks } = member;
  const { layout } = job;
  clearOwn(member, slot);
  const list = layout.list + 4 * start;
  if (rows * SPARSE < job.rows) {
    histogramSparse(member, slot, list, rows, active);
    return;
  }
  for (const block of blocks) {
    if (!active[block.group]) continue;
    const listed = block.width === 4 ? kernels.histogramListed : kernels.histogramPairListed;
    listed(list, wordsOf(member, block), layout.ordered, rows, blockAt(member, slot, block));
  }
}

function histogramSparse(member: Member, slot: number, list: number, rows: number, active: Uint8Array): void {
  const { kernels, job, blocks, features } = member;
  const { layout } = job;
  const bytes = gatheredBytes(features);
  const firstGroup = features[0] >> 2;
  const chunk = layout.chunks + member.index * layout.chunkBytes;
  for (let done = 0; done < rows; done += CHUNK_ROWS) {
    const some = Math.min(CHUNK_ROWS, rows - done);
    kernels.gatherRows(list + 4 * done, some, layout.rowBins + 4 * firstGroup, layout.rowBytes, bytes, chunk);
    for (const block of blocks) {
      if (!active[block.group]) continue;
      const run = block.width === 4 ? kernels.histogramRun : kernels.histogramPairRun;
      const from = chunk + 4 * (block.group - firstGroup) + block.byte;
      run(from, bytes, layout.ordered + 8 * done, some, blockAt(member, slot, block));
    }
  }
}

/** What is left of a parent's histogram when one child's is taken out is the other child's. */
export function subtractHistogram(member: Member, parent: number, child: number): void {
  const [from, to] = member.features;
  member.kernels.subtract(
    histogramAt(member, parent, from),
    histogramAt(member, child, from),
    (to - from) * FEATURE_BYTES,
  );
}

function clearOwn(member: Member, slot: number): void {
  const [from, to] = member.features;
  member.kernels.clear(histogramAt(member, slot, from), (to - from) * FEATURE_BYTES);
}

/** Address of the bins of row 0 of a block. */
function wordsOf({ job }: Member, { group, byte }: FeatureBlock): number {
  return job.layout.words + group * job.rows * 4 + byte;
}

/** Sums of a leaf from the histogram of any one feature: every row lies in one bin. */
export function sumsOf(member: Member, slot: number): readonly [gradient: number, hessian: number] {
  const at = histogramAt(member, slot, member.features[0]) >> 2;
  let gradient = 0;
  let hessian = 0;
  for (let bin = 0; bin < 256; bin++) {
    hessian += member.words[at + 2 * bin]!;
    gradient += member.integers[at + 2 * bin + 1]!;
  }
  return [gradient, hessian];
}
