// Where everything of one training lies in its one memory. Byte offsets, aligned to cache lines; made once by the caller of a
// training and read by every member. Must not depend on the number of members in anything but the members' own scratch.

import { GROUP_BYTES } from '../kernels/kernels.ts';
import { CONTROL } from './team.ts';

/** Rows gathered at a time for sparse leaves: with 52 features the chunk stays in the first-level cache. */
export const CHUNK_ROWS = 512;
/** Rows whose losses are summed one after the other; blocks are then summed in order: the same for any number of members. */
export const LOSS_BLOCK = 4_096;
/** Doubles of one answer of a search: score, bin, left gradient, left hessian, feature, missing left. */
export const ANSWER_DOUBLES = 8;

export interface LayoutSizes {
  readonly rows: number;
  readonly groups: number;
  readonly outputs: number;
  readonly members: number;
  readonly slots: number;
  readonly maxLeaves: number;
  readonly validationRows: number;
  readonly weighted: boolean;
  readonly sampled: boolean;
}

export interface Layout {
  readonly control: number;
  /** Answers of the searches: two leaves at a time × members. */
  readonly answers: number;
  /** One answer per member, private. */
  readonly scratch: number;
  /** Two doubles a leaf: what one member found out about it for all. */
  readonly leafValues: number;
  readonly lossBlocks: number;
  /** Bins, four features a word, group after group. */
  readonly words: number;
  /** The same bins row after row, `groups × 4` bytes each. */
  readonly rowBins: number;
  readonly validationBins: number;
  readonly chunks: number;
  readonly list: number;
  readonly leftList: number;
  readonly rightList: number;
  /** Rows of a round's sample, and the rows outside it. */
  readonly sample: number;
  readonly rest: number;
  readonly gradients: number;
  /** Gradients in the order of a leaf's list. */
  readonly ordered: number;
  readonly labels: number;
  readonly target: number;
  /** 0 where every weight is 1. */
  readonly weights: number;
  readonly scores: number;
  readonly validationLabels: number;
  readonly validationTarget: number;
  readonly validationWeights: number;
  readonly validationScores: number;
  readonly histograms: number;
  /** Bytes between the scores (and the gradients) of one output and the next; the same for validation. */
  readonly pitch: number;
  readonly validationPitch: number;
  readonly rowBytes: number;
  readonly slotBytes: number;
  readonly chunkBytes: number;
  readonly total: number;
}

const LINE = 64;

export function layoutOf(sizes: LayoutSizes): Layout {
  const { rows, groups, outputs, members, validationRows } = sizes;
  // Gradients are made two rows at a time: room for one more row than asked.
  const pitch = align((rows + 1) * 8);
  const validationPitch = align((validationRows + 1) * 8);
  const rowBytes = groups * 4;
  const slotBytes = groups * GROUP_BYTES;
  const chunkBytes = align(CHUNK_ROWS * rowBytes + 16);
  // Offset 0 stays free: 0 says "absent".
  let end = LINE;
  const take = (bytes: number): number => {
    const at = end;
    end = align(end + bytes + 16);
    return at;
  };
  const blocks = Math.ceil(Math.max(rows, validationRows, 1) / LOSS_BLOCK);
  return {
    control: take(CONTROL.words * 4),
    answers: take(2 * members * ANSWER_DOUBLES * 8),
    scratch: take(members * LINE),
    leafValues: take(2 * sizes.maxLeaves * 8),
    lossBlocks: take(blocks * 8),
    words: take(rows * groups * 4),
    rowBins: take(rows * rowBytes),
    validationBins: take(validationRows * rowBytes),
    chunks: take(members * chunkBytes),
    list: take(rows * 4),
    leftList: take(rows * 4),
    rightList: take(rows * 4),
    sample: take(sizes.sampled ? rows * 4 : 0),
    rest: take(sizes.sampled ? rows * 4 : 0),
    gradients: take(outputs * pitch),
    ordered: take(rows * 8),
    labels: take(rows + 1),
    target: take(rows * 8),
    weights: sizes.weighted ? take((rows + 1) * 8) : 0,
    scores: take(outputs * pitch),
    validationLabels: take(validationRows + 1),
    validationTarget: take(validationRows * 8),
    validationWeights: take(validationRows * 8),
    validationScores: take(outputs * validationPitch),
    histograms: take(sizes.slots * slotBytes),
    pitch,
    validationPitch,
    rowBytes,
    slotBytes,
    chunkBytes,
    total: end,
  };
}

function align(bytes: number): number {
  return Math.ceil(bytes / LINE) * LINE;
}
