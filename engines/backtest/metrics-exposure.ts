// Exposure: the share of session time with at least one open position. Called by metrics.

import type { SessionWindow } from '../market/session.ts';
import type { Trade } from './contract.ts';

/**
 * Union of all holding intervals over session time, 0 to 1; NaN without session time. With `windows` (ascending, disjoint) only
 * time inside them counts, so a position held overnight does not count the night; without, holding is taken as inside sessions.
 */
export function exposureOf(
  trades: readonly Trade[],
  sessionMsTotal: number,
  windows?: readonly SessionWindow[],
): number {
  if (!(sessionMsTotal > 0)) return Number.NaN;
  const held = unionOf(trades);
  let total = 0;
  if (windows === undefined) for (const [from, to] of held) total += to - from;
  else {
    let k = 0;
    for (const window of windows) {
      while (k < held.length && held[k]![1] <= window.open) k++;
      for (let j = k; j < held.length && held[j]![0] < window.close; j++)
        total += Math.min(held[j]![1], window.close) - Math.max(held[j]![0], window.open);
    }
  }
  return Math.min(1, total / sessionMsTotal);
}

function unionOf(trades: readonly Trade[]): readonly (readonly [number, number])[] {
  const sorted = trades
    .map((trade) => [trade.entryTime, trade.exitTime] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const union: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = union.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else union.push([from, to]);
  }
  return union;
}
