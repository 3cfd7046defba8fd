// Where the trades of a run stand on the bars of a chart, and which one is under the pointer. Pure.
// An exit inside a bar is stamped with that bar's last millisecond, so it belongs to the bar that opened at or before it.

import type { Trade } from '../../../../engines/backtest/contract.ts';
import { lowerBound } from '../../../../engines/numeric/sorted.ts';

export interface TradeMark {
  readonly trade: Trade;
  readonly entryBar: number;
  readonly exitBar: number;
}

/** The bar that was open at `time`, or −1 before the first. */
export function barAtTime(openTime: Float64Array, time: number): number {
  const at = lowerBound(openTime, time);
  return openTime[at] === time ? at : at - 1;
}

/** Trades inside the data, by entry. Those entered before the first or after the end of the last bar are left out. */
export function placeTrades(
  trades: readonly Trade[],
  openTime: Float64Array,
  intervalMs: number,
): readonly TradeMark[] {
  const last = openTime.at(-1);
  if (last === undefined) return [];
  return trades
    .filter((trade) => trade.entryTime < last + intervalMs)
    .map((trade) => ({
      trade,
      entryBar: barAtTime(openTime, trade.entryTime),
      exitBar: barAtTime(openTime, trade.exitTime),
    }))
    .filter((mark) => mark.entryBar >= 0 && mark.exitBar >= mark.entryBar)
    .sort((a, b) => a.entryBar - b.entryBar || a.trade.sequence - b.trade.sequence);
}

export function marksInside(marks: readonly TradeMark[], start: number, end: number): readonly TradeMark[] {
  return marks.filter((mark) => mark.exitBar + 1 >= start && mark.entryBar <= end);
}

export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** Distance in pixels from a point to the segment between two others. */
export function distanceToSegment(point: ScreenPoint, from: ScreenPoint, to: ScreenPoint): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const square = dx * dx + dy * dy;
  const share =
    square === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / square));
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy);
}

/** The nearest trade within `reach` pixels of the pointer. */
export function markAt(
  marks: readonly TradeMark[],
  point: ScreenPoint,
  screen: (bar: number, price: number) => ScreenPoint,
  reach = 9,
): TradeMark | null {
  let best: TradeMark | null = null;
  let least = reach;
  for (const mark of marks) {
    const from = screen(mark.entryBar, mark.trade.entryPrice);
    const to = screen(mark.exitBar, mark.trade.exitPrice);
    const distance = distanceToSegment(point, from, to);
    if (distance < least) {
      least = distance;
      best = mark;
    }
  }
  return best;
}
