// Folds inside a training part for out-of-fold predictions: blocks in order of time, each predicted by members that learned from
// earlier blocks alone, purged of labels that were not known an embargo before the block began. Called by the stacking estimator.
// The project's splits live in engines/validation, which learning may not see; these need no calendar.

import type { RowOrder } from '../contract.ts';

export interface InnerFold {
  /** Rows, ascending. */
  readonly train: Uint32Array;
  readonly predicted: Uint32Array;
  /** Earlier rows left out because their label reached too near. */
  readonly purged: number;
}

/**
 * `folds` + 1 blocks of about as many rows, cut between sessions where there are enough (rows of one sequence, and sequences that
 * overlap in time, stay together), else between moments. The first block only teaches. A row without a known t1 counts as known when
 * it was decided. Empty where the rows have too few moments.
 */
export function innerFolds(order: RowOrder, folds: number, embargoMs: number): InnerFold[] {
  const starts = blockStarts(order, folds + 1);
  if (starts === null) return [];
  const { time, t1 } = order;
  return Array.from({ length: folds }, (_, k) => {
    const from = starts[k + 1]!;
    const to = starts[k + 2] ?? Number.POSITIVE_INFINITY;
    const train: number[] = [];
    const predicted: number[] = [];
    let purged = 0;
    for (let i = 0; i < time.length; i++) {
      if (time[i]! >= from && time[i]! < to) predicted.push(i);
      if (time[i]! >= from) continue;
      const known = Number.isNaN(t1[i]!) ? time[i]! : Math.max(time[i]!, t1[i]!);
      // Touching counts as overlapping.
      if (known < from - embargoMs) train.push(i);
      else purged++;
    }
    return { train: Uint32Array.from(train), predicted: Uint32Array.from(predicted), purged };
  });
}

/** First moment of each of `count` blocks; null where there are fewer moments than that. */
function blockStarts(order: RowOrder, count: number): number[] | null {
  const sessions = sessionStarts(order);
  const moments = sessions.length >= count ? sessions : [...new Set(order.time)].sort((a, b) => a - b);
  if (moments.length < count) return null;
  // Rows before each moment, for blocks of about equal size.
  const ascending = order.time.slice().sort();
  const starts = [moments[0]!];
  let at = 1;
  for (let k = 1; k < count; k++) {
    const wanted = (k * ascending.length) / count;
    // Enough moments must be left for the blocks to come.
    const last = moments.length - (count - k);
    while (at < last && rowsBefore(ascending, moments[at]!) < wanted) at++;
    starts.push(moments[at]!);
    at++;
  }
  return starts;
}

function rowsBefore(ascending: Float64Array, time: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Moments at which a sequence begins while no other goes on: where sessions of all instruments part. */
function sessionStarts({ sequence, time }: RowOrder): number[] {
  const spans = new Map<number, { from: number; to: number }>();
  time.forEach((t, i) => {
    const span = spans.get(sequence[i]!);
    if (span === undefined) spans.set(sequence[i]!, { from: t, to: t });
    else {
      span.from = Math.min(span.from, t);
      span.to = Math.max(span.to, t);
    }
  });
  const starts: number[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...spans.values()].sort((a, b) => a.from - b.from)) {
    if (from > end) starts.push(from);
    end = Math.max(end, to);
  }
  return starts;
}
