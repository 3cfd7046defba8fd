// Walks path bars from an entry until a barrier is touched or the window ends. Called per row by the labelers.
// [Note: pessimistic order] As the backtest's default fills: an open beyond a barrier fills at the open; otherwise the stop is
// tested before the target; a bar that touches both has lost. Reads no bar after the one that ends the window.

import { FOLLOWS } from './continuity.ts';
import type { DropReason, Hit } from './definition.ts';
import type { LabelPath } from './label-path.ts';

/** One reused object per labeler: a label of a year of minutes should not make millions of them. */
export interface WalkEnd {
  /** Index of the path bar that ended the window. */
  end: number;
  hit: Hit;
  /** Where the position left; the close of the last bar where it touched nothing. */
  price: number;
  /** The open of that bar was already beyond the barrier. */
  atOpen: boolean;
}

export function createWalkEnd(): WalkEnd {
  return { end: -1, hit: 'none', price: Number.NaN, atOpen: false };
}

export interface Position {
  side: 1 | -1;
  target: number;
  stop: number;
}

/**
 * From path bar `first`, which is usable, to `windowEnd`; fills `out`, or says why there is no end. With `running`, the
 * first bar had begun before the entry: it can only count against the trade, since its best price may be older.
 */
export function walkBarriers(
  path: LabelPath,
  first: number,
  windowEnd: number,
  { side, target, stop }: Position,
  out: WalkEnd,
  running = false,
): DropReason | null {
  const { open, high, low, close, length } = path.bars;
  const { closeTime, marks } = path;
  out.atOpen = false;
  let targetKnown = !running;
  for (let p = first; ; p++) {
    if (p >= length) return 'data-end';
    if (p > first && (marks[p]! & FOLLOWS) === 0) return 'gap';
    out.end = p;
    const opened = open[p]!;
    if (targetKnown) {
      const stopped = side > 0 ? opened <= stop : opened >= stop;
      if (stopped || (side > 0 ? opened >= target : opened <= target)) {
        out.hit = stopped ? 'stop' : 'target';
        out.price = opened;
        out.atOpen = true;
        return null;
      }
    }
    const stopTouched = side > 0 ? low[p]! <= stop : high[p]! >= stop;
    const targetTouched = targetKnown && (side > 0 ? high[p]! >= target : low[p]! <= target);
    if (stopTouched || targetTouched) {
      out.hit = stopTouched ? (targetTouched ? 'both' : 'stop') : 'target';
      out.price = stopTouched ? stop : target;
      return null;
    }
    if (closeTime[p]! >= windowEnd) {
      out.hit = 'time';
      out.price = close[p]!;
      return null;
    }
    targetKnown = true;
  }
}

/** The same without barriers: the whole window must be there. */
export function walkWindow(
  path: LabelPath,
  first: number,
  windowEnd: number,
  out: WalkEnd,
): DropReason | null {
  const { closeTime, marks } = path;
  out.atOpen = false;
  for (let p = first; ; p++) {
    if (p >= path.bars.length) return 'data-end';
    if (p > first && (marks[p]! & FOLLOWS) === 0) return 'gap';
    if (closeTime[p]! < windowEnd) continue;
    out.end = p;
    out.hit = 'time';
    out.price = path.bars.close[p]!;
    return null;
  }
}

/**
 * True when the decision bar that holds the end of the walk touched both barriers: the row would be undecided, hence lost,
 * without finer bars. Looks on to the close of that decision bar, for the count only; no label depends on it.
 */
export function touchedBoth(
  path: LabelPath,
  session: number,
  first: number,
  { side, target, stop }: Position,
  walked: WalkEnd,
): boolean {
  if (walked.hit === 'both') return true;
  if (!path.finer || (walked.hit !== 'target' && walked.hit !== 'stop')) return false;
  const { openTime, high, low, length } = path.bars;
  const { closeTime, marks } = path;
  const { end } = walked;
  const barClose = path.schedule.barClose(session, closeTime[end]!);
  // Opening beyond a barrier settles a bar of any length, if it is that bar's own open.
  const begins = end === first || path.schedule.barClose(session, closeTime[end - 1]!) !== barClose;
  if (walked.atOpen && begins) return false;
  const wantsTarget = walked.hit === 'stop';
  for (let p = end; p < length && openTime[p]! < barClose; p++) {
    if (p > end && (marks[p]! & FOLLOWS) === 0) return false;
    const touched = wantsTarget
      ? side > 0
        ? high[p]! >= target
        : low[p]! <= target
      : side > 0
        ? low[p]! <= stop
        : high[p]! >= stop;
    // In the ending bar itself only a fill at the open can leave the other barrier for later.
    if (touched && (p > end || walked.atOpen)) return true;
  }
  return false;
}
