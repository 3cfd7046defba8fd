// Fits isotonic calibration: the closest curve that never falls, by pooling neighbours that are out of order (Ayer et al. 1955).
// Bends as the rows say; needs many of them.

import { type CalibrationMethod, checkCalibrationRows, refused } from './contract.ts';

export const isotonicCalibration: CalibrationMethod = {
  id: 'isotonic',
  title: 'Isotonic',
  help: 'The closest curve that never falls. Follows any shape, and noise where rows are few: a thousand or more are wanted.',
  fit(probability, outcome, weight) {
    const nothing = checkCalibrationRows(probability, outcome, weight);
    if (nothing !== null) return refused(nothing);
    const blocks = pooled(probability, outcome, weight);
    if (blocks.length === 1)
      return refused(
        'a higher probability did not come true more often anywhere; the model is not inverted silently',
      );
    const at: number[] = [];
    const value: number[] = [];
    for (const { low, high, sum, weight: mass } of blocks) {
      at.push(low);
      value.push(sum / mass);
      if (high > low) {
        at.push(high);
        value.push(sum / mass);
      }
    }
    return { accepted: true, state: { kind: 'isotonic', at, value } };
  },
};

interface Block {
  readonly low: number;
  high: number;
  sum: number;
  weight: number;
}

/** Blocks of equal value, ascending; rows of one probability are one block to begin with. */
function pooled(
  probability: Float64Array,
  outcome: Uint8Array,
  weight: Float64Array | undefined,
): readonly Block[] {
  const order = Array.from(probability.keys()).sort((i, j) => probability[i]! - probability[j]! || i - j);
  const ties: Block[] = [];
  for (const i of order) {
    const p = probability[i]!;
    const w = weight?.[i] ?? 1;
    const last = ties.at(-1);
    if (last !== undefined && last.high === p) {
      last.sum += w * outcome[i]!;
      last.weight += w;
    } else ties.push({ low: p, high: p, sum: w * outcome[i]!, weight: w });
  }
  const blocks: Block[] = [];
  for (const tie of ties) {
    blocks.push(tie);
    while (blocks.length > 1) {
      const above = blocks.at(-1)!;
      const below = blocks.at(-2)!;
      // Equal neighbours are one block, too.
      if (below.sum * above.weight < above.sum * below.weight) break;
      below.high = above.high;
      below.sum += above.sum;
      below.weight += above.weight;
      blocks.pop();
    }
  }
  return blocks;
}
