// Area under the ROC curve by ranks: the chance that a random positive scores above a random negative, ties counting half.
// Used by the leak checks and by model reports. Rows without a score or outside both classes take no part.
// Hanley and McNeil 1982; with weights, each pair counts the product of its two weights.

import { lowerBound } from './sorted.ts';

export type Scores = Float64Array | Float32Array;

/** `target`: above 0 positive, below 0 negative, 0 left out. Missing scores (NaN) are left out. NaN where a class is empty. */
export function auc(scores: Scores, target: Int8Array, weight?: Float64Array): number {
  const used: number[] = [];
  for (let i = 0; i < scores.length; i++)
    if (target[i] !== 0 && !Number.isNaN(scores[i]!)) used.push(scores[i]!);
  const ascending = Float64Array.from(used).sort();
  const positive = new Float64Array(ascending.length);
  const negative = new Float64Array(ascending.length);
  for (let i = 0; i < scores.length; i++) {
    if (target[i] === 0 || Number.isNaN(scores[i]!)) continue;
    // All rows of one score meet at its first place.
    const place = lowerBound(ascending, scores[i]!);
    const side = target[i]! > 0 ? positive : negative;
    side[place] = side[place]! + (weight === undefined ? 1 : weight[i]!);
  }
  let negativesBelow = 0;
  let positives = 0;
  let won = 0;
  for (let k = 0; k < ascending.length; k++) {
    won += positive[k]! * (negativesBelow + negative[k]! / 2);
    positives += positive[k]!;
    negativesBelow += negative[k]!;
  }
  return positives > 0 && negativesBelow > 0 ? won / (positives * negativesBelow) : Number.NaN;
}
