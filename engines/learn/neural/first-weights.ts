// The weights a network starts from. Dense layers: He et al. 2015 before ReLU; recurrent layers: uniform within ±1/√units, as
// PyTorch does; the layer of scores: small, with the biases that alone give every row the training part's own shares.

import type { Random } from '../../numeric/random.ts';
import { type GruShape, type MlpShape, weightBlocks, weightCount } from './state.ts';

/** `scores`: what the network gives before it knows anything, one per output. */
export function firstWeights(shape: MlpShape | GruShape, scores: Float64Array, random: Random): Float32Array {
  const out = new Float32Array(weightCount(shape));
  const blocks = weightBlocks(shape);
  let at = 0;
  blocks.forEach(({ rows, groups, width, bias }, k) => {
    const count = rows * groups * width;
    const inHead = k >= blocks.length - 2;
    const reach =
      shape.kind === 'gru' && !inHead
        ? 1 / Math.sqrt(shape.units)
        : bias
          ? 0
          : Math.sqrt((inHead ? 1 : 6) / Math.max(1, rows));
    for (let i = 0; i < count; i++, at++) out[at] = reach > 0 ? reach * (2 * random.next() - 1) : 0;
  });
  out.set(scores, out.length - shape.outputs);
  return out;
}
