// The AUC of scores that stay while labels or weights change: sorted once, each further look is one pass. Called by permutation bands
// and bootstrap intervals of reports. The figure is that of `auc` (engines/numeric), pair by pair, ties counting half.

export interface SortedAuc {
  /** `target`: above 0 positive, below 0 negative, 0 left out. `weight`: times each row counts. NaN where a class is empty. */
  of(target: Int8Array, weight?: ArrayLike<number>): number;
}

/** Rows without a score take no part. */
export function createSortedAuc(scores: Float64Array): SortedAuc {
  const order = Uint32Array.from(scores.keys())
    .filter((row) => !Number.isNaN(scores[row]!))
    .sort((a, b) => scores[a]! - scores[b]! || a - b);
  return {
    of(target, weight) {
      let won = 0;
      let positives = 0;
      let negativesBelow = 0;
      for (let from = 0; from < order.length; ) {
        const score = scores[order[from]!]!;
        let positive = 0;
        let negative = 0;
        let to = from;
        for (; to < order.length && scores[order[to]!]! === score; to++) {
          const row = order[to]!;
          const counts = weight === undefined ? 1 : weight[row]!;
          if (target[row]! > 0) positive += counts;
          else if (target[row]! < 0) negative += counts;
        }
        won += positive * (negativesBelow + negative / 2);
        positives += positive;
        negativesBelow += negative;
        from = to;
      }
      return positives > 0 && negativesBelow > 0 ? won / (positives * negativesBelow) : Number.NaN;
    },
  };
}
