// Online top-N: which signals to take when only N a day are wanted and the rest of the day is unknown.
// Accept while today's count is below N and the score beats a rolling quantile of *earlier days'* scores of the same side.
// The quantile is the one that would have let N a day through on average, so a quiet market is not thinned further.
// Scores of the two sides are never compared with each other (AVWAP v11 as published: different scales).

import type { Side } from '../orders/exit-plan.ts';

export interface OnlineSelection {
  /** Records today's score and says whether the signal may be taken (null) or why not. */
  consider(side: Side, score: number): 'not-in-top-n' | 'below-score-quantile' | null;
  /** Counts an accepted signal against today's N. */
  accept(side: Side): void;
  /** Share of earlier scores of the side below this one: one scale for ranking signals of the same instant. */
  rank(side: Side, score: number): number;
  endDay(): void;
}

interface SideHistory {
  /** Scores of the last `lookback` finished days, one array per day. */
  readonly days: number[][];
  today: number[];
  accepted: number;
  /** All scores of `days`, ascending; rebuilt once a day. */
  sorted: number[];
  threshold: number;
}

/** `topN` 0 switches selection off (ranking still works). */
export function createOnlineSelection(topN: number, lookbackDays: number): OnlineSelection {
  const sides: Record<'long' | 'short', SideHistory> = { long: emptyHistory(), short: emptyHistory() };
  const of = (side: Side) => (side > 0 ? sides.long : sides.short);

  return {
    consider(side, score) {
      const history = of(side);
      if (Number.isFinite(score)) history.today.push(score);
      if (topN <= 0) return null;
      if (history.accepted >= topN) return 'not-in-top-n';
      // A score that is not a number beats nothing once there is something to beat.
      return score >= history.threshold || history.threshold === Number.NEGATIVE_INFINITY
        ? null
        : 'below-score-quantile';
    },
    accept(side) {
      of(side).accepted++;
    },
    rank(side, score) {
      const { sorted } = of(side);
      if (sorted.length === 0) return 0.5;
      return countBelow(sorted, score) / sorted.length;
    },
    endDay() {
      for (const history of [sides.long, sides.short]) {
        history.days.push(history.today);
        if (history.days.length > lookbackDays) history.days.shift();
        history.today = [];
        history.accepted = 0;
        history.sorted = history.days.flat().sort((a, b) => a - b);
        history.threshold = thresholdOf(history.sorted, topN, history.days.length);
      }
    },
  };
}

function emptyHistory(): SideHistory {
  return { days: [], today: [], accepted: 0, sorted: [], threshold: Number.NEGATIVE_INFINITY };
}

/** Score above which `topN` a day passed on average over `days` days; −∞ while that is everything. */
function thresholdOf(sorted: readonly number[], topN: number, days: number): number {
  const wanted = topN * days;
  if (sorted.length <= wanted) return Number.NEGATIVE_INFINITY;
  return sorted[sorted.length - wanted]!;
}

function countBelow(sorted: readonly number[], score: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < score) low = middle + 1;
    else high = middle;
  }
  return low;
}
