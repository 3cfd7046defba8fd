// Proves of a fold's rows that no training label touches the test. Called by the leak checks and by training, which stores it.
// Looks at the rows themselves and shares no code with what chose them.

import type { Fold, FoldRows, LabelledTimes } from './fold.ts';

export interface FoldLedger {
  readonly fold: number;
  readonly trainRows: number;
  readonly testRows: number;
  readonly purged: number;
  readonly embargoed: number;
  /** First decision and last known outcome of the test rows; NaN without any. */
  readonly testFrom: number;
  readonly testTo: number;
  /** Latest moment a training row's outcome was known; NaN without any. */
  readonly trainTo: number;
  /** Training rows whose [decision, t1] touches a test block ± embargo: must be none. */
  readonly touching: number;
  /** The first of them; −1 where there is none. */
  readonly firstTouching: number;
}

export function foldLedger(fold: Fold, rows: LabelledTimes, assigned: FoldRows): FoldLedger {
  const blocks = testBlocks(fold, rows, assigned.test);
  let touching = 0;
  let firstTouching = -1;
  let trainTo = Number.NaN;
  for (const row of assigned.train) {
    const first = Math.min(rows.time[row]!, rows.t1[row]!);
    const last = Math.max(rows.time[row]!, rows.t1[row]!);
    if (!(last <= trainTo)) trainTo = last;
    for (const block of blocks) {
      if (last < block.from - fold.embargoMs || first > block.to + fold.embargoMs) continue;
      touching++;
      if (firstTouching < 0) firstTouching = row;
      break;
    }
  }
  return {
    fold: fold.index,
    trainRows: assigned.train.length,
    testRows: assigned.test.length,
    purged: assigned.purged,
    embargoed: assigned.embargoed,
    testFrom: blocks[0]?.from ?? Number.NaN,
    testTo: blocks[blocks.length - 1]?.to ?? Number.NaN,
    trainTo,
    touching,
    firstTouching,
  };
}

/** First decision to last outcome of each block's rows, as they are. */
function testBlocks(fold: Fold, rows: LabelledTimes, test: Uint32Array): { from: number; to: number }[] {
  const blocks: { from: number; to: number }[] = [];
  for (const span of fold.test) {
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    for (const row of test) {
      const time = rows.time[row]!;
      if (time <= span.from || time > span.to) continue;
      from = Math.min(from, time);
      to = Math.max(to, time, rows.t1[row]!);
    }
    if (from <= to) blocks.push({ from, to });
  }
  return blocks;
}
