// Scores of a candidate over its segments as one: mean, spread and worst beside the pooled score, and the order of candidates by
// them. The best segment is told because the replaced systems ranked by it; nothing here orders by it. Called by reports, search.

import { mean, sampleStd } from '../../numeric/statistics.ts';

export interface SegmentScore {
  readonly segment: number;
  /** Higher is better: turn losses round before. NaN: the segment has no score (skipped, or one class only). */
  readonly score: number;
  readonly rows: number;
}

export interface SegmentSummary {
  readonly segments: number;
  /** Segments without a score. */
  readonly without: number;
  readonly mean: number;
  /** Sample standard deviation; NaN with fewer than two segments. */
  readonly deviation: number;
  readonly worst: number;
  readonly worstSegment: number;
  /** Optimistic: the luckiest segment. Shown, never ranked by. */
  readonly best: number;
  readonly bestSegment: number;
  /** Mean weighted by rows. */
  readonly weightedMean: number;
}

export function summariseSegments(scores: readonly SegmentScore[]): SegmentSummary {
  const known = scores.filter(({ score }) => !Number.isNaN(score));
  const values = known.map(({ score }) => score);
  let worst: SegmentScore | undefined;
  let best: SegmentScore | undefined;
  let rows = 0;
  let weighted = 0;
  for (const one of known) {
    if (worst === undefined || one.score < worst.score) worst = one;
    if (best === undefined || one.score > best.score) best = one;
    rows += one.rows;
    weighted += one.rows * one.score;
  }
  return {
    segments: scores.length,
    without: scores.length - known.length,
    mean: mean(values),
    deviation: sampleStd(values),
    worst: worst?.score ?? Number.NaN,
    worstSegment: worst?.segment ?? -1,
    best: best?.score ?? Number.NaN,
    bestSegment: best?.segment ?? -1,
    weightedMean: rows > 0 ? weighted / rows : Number.NaN,
  };
}

/**
 * Places of the candidates, best first: by the sum of their rank by mean and their rank by worst segment (equal values share a
 * rank), then by the mean, then by the worst, then as given. A candidate without a score, or with segments without one where
 * others have none, comes after those.
 */
export function rankCandidates(summaries: readonly SegmentSummary[]): number[] {
  const places = summaries.map((_, place) => place);
  const byMean = ranks(summaries.map((one) => one.mean));
  const byWorst = ranks(summaries.map((one) => one.worst));
  const order = (a: number, b: number): number => {
    const one = summaries[a]!;
    const other = summaries[b]!;
    return (
      Number(Number.isNaN(one.mean)) - Number(Number.isNaN(other.mean)) ||
      one.without - other.without ||
      byMean[a]! + byWorst[a]! - (byMean[b]! + byWorst[b]!) ||
      other.mean - one.mean ||
      other.worst - one.worst ||
      a - b
    );
  };
  return places.sort(order);
}

/** 0 for the highest; equal values share the lowest place; NaN ranks last. */
function ranks(values: readonly number[]): number[] {
  return values.map((value) =>
    Number.isNaN(value)
      ? values.length
      : values.reduce((higher, other) => higher + (other > value ? 1 : 0), 0),
  );
}
