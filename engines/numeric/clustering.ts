// Groups things that are alike by a matrix of similarities: agglomerative clustering with average linkage (Sokal and Michener
// 1958). Called by feature studies to show which features say nearly the same.

export interface Cluster {
  /** Positions in the matrix, ascending. */
  readonly members: readonly number[];
  /** Mean similarity of all pairs in it. */
  readonly similarity: number;
}

/**
 * Joins the two groups with the highest mean similarity until no pair of groups reaches `threshold`. `similarity` is square and
 * symmetric; NaN counts as 0. Gives groups of at least two, largest first, then the most alike.
 */
export function clusterByAverage(similarity: readonly Float64Array[], threshold: number): readonly Cluster[] {
  const size = similarity.length;
  // Sums of similarities between groups: the mean is the sum by the number of pairs, and joining two groups adds their sums.
  const between = similarity.map((row) => row.map((value) => (Number.isNaN(value) ? 0 : value)));
  const within = new Float64Array(size);
  let groups = Array.from({ length: size }, (_, k) => ({ at: k, members: [k] }));
  for (;;) {
    let best = threshold;
    let pair: readonly [number, number] | undefined;
    for (let a = 0; a < groups.length; a++)
      for (let b = a + 1; b < groups.length; b++) {
        const one = groups[a]!;
        const other = groups[b]!;
        const mean = between[one.at]![other.at]! / (one.members.length * other.members.length);
        if (mean > best || (mean === best && pair === undefined)) {
          best = mean;
          pair = [a, b];
        }
      }
    if (pair === undefined) break;
    const one = groups[pair[0]]!;
    const other = groups[pair[1]]!;
    within[one.at] = within[one.at]! + within[other.at]! + between[one.at]![other.at]!;
    for (let k = 0; k < size; k++) {
      between[one.at]![k] = between[one.at]![k]! + between[other.at]![k]!;
      between[k]![one.at] = between[one.at]![k]!;
    }
    one.members.push(...other.members);
    groups = groups.filter((group) => group !== other);
  }
  return groups
    .filter((group) => group.members.length > 1)
    .map(({ at, members }) => ({
      members: members.sort((a, b) => a - b),
      similarity: within[at]! / ((members.length * (members.length - 1)) / 2),
    }))
    .sort((a, b) => b.members.length - a.members.length || b.similarity - a.similarity);
}
