// Proof that a tree model's graph takes every cut as the walker does: a second graph of the same trees tells the leaf each tree ends in,
// row by row, and the walker's own leaves are held against it. Called by parity.ts.

import { Tensor } from 'onnxruntime-node';
import type { LearningData, Model } from '../../../../engines/learn/contract.ts';
import { createGraphBuilder } from '../../../../engines/learn/onnx/builder.ts';
import { asDoubles } from '../../../../engines/learn/onnx/shapes.ts';
import { treeLeaves } from '../../../../engines/learn/onnx/tree-ensemble.ts';
import type { TreeState } from '../../../../engines/learn/trees/model/tree-state.ts';
import { leafOf } from '../../../../engines/learn/trees/model/walk.ts';
import { encodeOnnx } from './encode-onnx.ts';
import { openSession } from './graph-session.ts';

const BATCH = 256;

/** Rows whose every tree ends in the same leaf in the graph and in the walker. `data`: the model's own columns. */
export async function countEqualLeaves(model: Model, data: LearningData): Promise<number> {
  const state = model.state as TreeState;
  const trees = state.roots.length;
  if (trees === 0) return data.rows;
  const { columns } = data;
  const width = columns.length;
  const session = await openSession(probeOf(state, width));
  const row = new Float32Array(width);
  let equal = 0;
  try {
    for (let from = 0; from < data.rows; from += BATCH) {
      const rows = Math.min(BATCH, data.rows - from);
      const values = new Float32Array(rows * width);
      for (let i = 0; i < rows; i++)
        for (let f = 0; f < width; f++) values[i * width + f] = columns[f]![from + i]!;
      const results = await session.run({ features: new Tensor('float32', values, [rows, width]) });
      const leaves = results.leaves!.data as Float64Array;
      for (let i = 0; i < rows; i++) {
        row.set(values.subarray(i * width, (i + 1) * width));
        let tree = 0;
        while (tree < trees && leaves[i * trees + tree] === leafOf(state, tree, row)) tree++;
        if (tree === trees) equal++;
      }
    }
  } finally {
    await session.release();
  }
  return equal;
}

function probeOf(state: TreeState, width: number): Uint8Array {
  const builder = createGraphBuilder();
  const features = asDoubles(builder, builder.input('features', 'float32', ['rows', width]));
  builder.output('leaves', treeLeaves(builder, state, features), 'float64', ['rows', state.roots.length]);
  return encodeOnnx(builder.graph('leaves'));
}
