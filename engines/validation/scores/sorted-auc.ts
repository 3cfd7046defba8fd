// The AUC of scores that stay while labels or weights change: sorted once, each further look is one pass. Called by permutation bands
// and bootstrap intervals of reports. The figure is that of `auc` (engines/numeric), pair by pair, ties counting half.

import { lowerBound } from '../../numeric/sorted.ts';

export interface SortedAuc {
  /** `target`: above 0 positive, below 0 negative, 0 left out. `weight`: times each row counts. NaN where a class is empty. */
  of(target: Int8Array, weight?: ArrayLike<number>): number;
}

/** Rows without a score take no part. */
export function createSortedAuc(scores: Float64Array): SortedAuc {
  const placeOf = placesOf(scores);
  const places = placeOf.reduce((most, place) => Math.max(most, place + 1), 0);
  const positive = new Float64Array(places);
  const negative = new Float64Array(places);
  return {
    of(target, weight) {
      positive.fill(0);
      negative.fill(0);
      for (let row = 0; row < placeOf.length; row++) {
        const place = placeOf[row]!;
        const side = target[row]!;
        if (side === 0 || place < 0) continue;
        const counts = weight === undefined ? 1 : weight[row]!;
        if (side > 0) positive[place] = positive[place]! + counts;
        else negative[place] = negative[place]! + counts;
      }
      let won = 0;
      let positives = 0;
      let negativesBelow = 0;
      for (let place = 0; place < places; place++) {
        won += positive[place]! * (negativesBelow + negative[place]! / 2);
        positives += positive[place]!;
        negativesBelow += negative[place]!;
      }
      return positives > 0 && negativesBelow > 0 ? won / (positives * negativesBelow) : Number.NaN;
    },
  };
}

/** Rank of each row's score among the different ones, from 0; −1 without a score. */
function placesOf(scores: Float64Array): Int32Array {
  const ascending = scores.filter((score) => !Number.isNaN(score)).sort();
  let different = 0;
  for (let k = 0; k < ascending.length; k++)
    // −0 sorts before 0 and is the same score.
    if (k === 0 || ascending[k]! !== ascending[different - 1]!) ascending[different++] = ascending[k]!;
  const values = ascending.subarray(0, different);
  const places = new Int32Array(scores.length);
  for (let row = 0; row < scores.length; row++)
    places[row] = Number.isNaN(scores[row]!) ? -1 : lowerBound(values, scores[row]!);
  return places;
}
