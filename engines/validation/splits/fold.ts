// A fold of a split as plain data, and which rows it trains and tests on once touching labels are purged and embargoed.
// Called by training, the leak checks and the ledger. Knows times only, never features.
// Purging and embargo: López de Prado, Advances in Financial Machine Learning (2018), §7.4.

/** Decision times after `from` up to and including `to`, epoch milliseconds: a session is `{ from: open, to: close }`. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export interface Fold {
  readonly index: number;
  readonly train: readonly TimeSpan[];
  /** Ascending, one per block of sessions that lie together. */
  readonly test: readonly TimeSpan[];
  /** No training label may touch a test block widened by this on both sides. */
  readonly embargoMs: number;
}

/** Rows of one or many instruments in any order. `t1` NaN: no label, the row takes no part. */
export interface LabelledTimes {
  readonly time: Float64Array;
  readonly t1: Float64Array;
}

export interface FoldRows {
  /** Row indices, ascending. */
  readonly train: Uint32Array;
  readonly test: Uint32Array;
  /** Training rows left out because their label touches a test block, and because only its embargo does. */
  readonly purged: number;
  readonly embargoed: number;
}

/**
 * [Note: test span] A test block reaches from its first session's open to its last session's close or the last moment one of
 * its labels was known, whichever is later. Borders of sessions instead of the first row's time make the answer independent of
 * which instruments are in the rows: what holds for one holds for all together. Touching counts as overlapping.
 */
export function applyFold(fold: Fold, rows: LabelledTimes): FoldRows {
  const { time, t1 } = rows;
  const count = time.length;
  const end = Float64Array.from(fold.test, (span) => span.to);
  const role = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    if (Number.isNaN(t1[i]!)) continue;
    const block = spanOf(fold.test, time[i]!);
    if (block >= 0) {
      role[i] = TEST;
      if (t1[i]! > end[block]!) end[block] = t1[i]!;
    } else if (spanOf(fold.train, time[i]!) >= 0) role[i] = TRAIN;
  }
  let purged = 0;
  let embargoed = 0;
  for (let i = 0; i < count; i++) {
    if (role[i] !== TRAIN) continue;
    const first = Math.min(time[i]!, t1[i]!);
    const last = Math.max(time[i]!, t1[i]!);
    if (touches(fold.test, end, first, last, 0)) purged++;
    else if (touches(fold.test, end, first, last, fold.embargoMs)) embargoed++;
    else continue;
    role[i] = NONE;
  }
  return { train: rowsOf(role, TRAIN), test: rowsOf(role, TEST), purged, embargoed };
}

const NONE = 0;
const TRAIN = 1;
const TEST = 2;

function spanOf(spans: readonly TimeSpan[], time: number): number {
  return spans.findIndex((span) => time > span.from && time <= span.to);
}

function touches(
  blocks: readonly TimeSpan[],
  end: Float64Array,
  first: number,
  last: number,
  margin: number,
): boolean {
  return blocks.some((block, k) => last >= block.from - margin && first <= end[k]! + margin);
}

function rowsOf(role: Uint8Array, wanted: number): Uint32Array {
  const rows: number[] = [];
  for (let i = 0; i < role.length; i++) if (role[i] === wanted) rows.push(i);
  return Uint32Array.from(rows);
}
