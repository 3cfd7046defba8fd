// The weights of a network as its kernels need them: padded to whole registers, one block after the other, the slopes beside them
// in the same places. Padding starts as zeros and stays so: its inputs and its slopes are zeros. Called by the networks; training
// sees `values` and `slopes` as one long list each.

import { type Elements, LANES, padTo } from './kernels/kernels.ts';
import type { NetworkMemory } from './kernels/memory.ts';
import { type GruShape, type MlpShape, type WeightBlock, weightBlocks } from './state.ts';

export interface PaddedBlock extends WeightBlock {
  /** First float of the block in `values` and `slopes`. */
  readonly from: number;
  readonly paddedRows: number;
  /** Floats of a group, and of a row. */
  readonly groupFloats: number;
  readonly rowFloats: number;
  /** Byte offsets in the network's memory. */
  readonly at: number;
  readonly slopesAt: number;
  readonly values: Elements;
  readonly slopes: Elements;
}

export interface NetworkParameters {
  readonly blocks: readonly PaddedBlock[];
  readonly values: Elements;
  /** Empty in a network that only predicts. */
  readonly slopes: Elements;
}

export function takeParameters(
  memory: NetworkMemory,
  shape: MlpShape | GruShape,
  training: boolean,
): NetworkParameters {
  const plain = weightBlocks(shape);
  const sizes = plain.map(({ rows, groups, width, bias }) => {
    const paddedRows = bias ? 1 : padTo(rows, LANES);
    const groupFloats = padTo(width, LANES);
    return { paddedRows, groupFloats, rowFloats: groups * groupFloats };
  });
  const floats = sizes.reduce((sum, { paddedRows, rowFloats }) => sum + paddedRows * rowFloats, 0);
  const values = memory.take(floats);
  const slopes = memory.take(training ? floats : 0);
  let from = 0;
  const blocks = plain.map((block, k): PaddedBlock => {
    const size = sizes[k]!;
    const start = from;
    from += size.paddedRows * size.rowFloats;
    return {
      ...block,
      ...size,
      from: start,
      at: values.at + memory.bytes * start,
      slopesAt: slopes.at + memory.bytes * start,
      values: values.values.subarray(start, from),
      slopes: slopes.values.subarray(start, from),
    };
  });
  return { blocks, values: values.values, slopes: slopes.values };
}

/** The state's order of a padded list. */
export function packed(blocks: readonly PaddedBlock[], padded: Elements): Float32Array {
  const count = blocks.reduce((sum, { rows, groups, width }) => sum + rows * groups * width, 0);
  const out = new Float32Array(count);
  forEachRun(blocks, (from, to, width) => out.set(padded.subarray(from, from + width), to));
  return out;
}

/** The padded list of the state's order; padding is left alone. */
export function unpack(blocks: readonly PaddedBlock[], values: Float32Array, padded: Elements): void {
  forEachRun(blocks, (to, from, width) => padded.set(values.subarray(from, from + width), to));
}

function forEachRun(
  blocks: readonly PaddedBlock[],
  visit: (padded: number, packed: number, width: number) => void,
): void {
  let at = 0;
  for (const { rows, groups, width, from, groupFloats, rowFloats } of blocks)
    for (let row = 0; row < rows; row++)
      for (let group = 0; group < groups; group++) {
        visit(from + row * rowFloats + group * groupFloats, at, width);
        at += width;
      }
}
