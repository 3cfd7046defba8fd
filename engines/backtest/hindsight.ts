// The published top-N (AVWAP v11 as published): rank a finished day and keep its best. Possible only after the day is over, so it exists
// solely as an as-published assumption to be priced.

import type { Side } from '../orders/exit-plan.ts';
import type { Trade } from './contract.ts';

export function entryKey(instrumentId: string, side: Side, decisionTime: number): string {
  return `${instrumentId}|${side}|${decisionTime}`;
}

/** Entries to allow: per day and side the N best scores; ties by instrument, then by time. */
export function pickTopNInHindsight(trades: readonly Trade[], topN: number): ReadonlySet<string> {
  const groups = new Map<string, Trade[]>();
  for (const trade of trades) {
    // Any fixed day boundary between two Indian sessions groups alike; UTC midnight is 05:30 IST.
    const key = `${Math.floor(trade.decisionTime / 86_400_000)}|${trade.side}`;
    const group = groups.get(key);
    if (group) group.push(trade);
    else groups.set(key, [trade]);
  }
  const picked = new Set<string>();
  for (const group of groups.values()) {
    group.sort(
      (a, b) =>
        b.score - a.score ||
        (a.instrumentId < b.instrumentId
          ? -1
          : a.instrumentId > b.instrumentId
            ? 1
            : a.decisionTime - b.decisionTime),
    );
    for (const trade of group.slice(0, topN))
      picked.add(entryKey(trade.instrumentId, trade.side, trade.decisionTime));
  }
  return picked;
}
