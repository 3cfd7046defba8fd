// Evidence that the AVWAP holds, and the distance of an entry from it (AVWAP v11 as published).
// [Note: evidence window] The published rule counts the impulse bar into a short's run of closes but not into a long's, so
// short evidence is true almost by construction (719 short against 61 long moderate trades). The default treats both sides
// as the published shorts; the strict variant treats both as the published longs and leaves very few signals.

import type { Columns } from './columns.ts';
import type { Settings, SideSettings } from './settings.ts';

/** Reached the AVWAP and closed back on the side of the trade. */
export function touches(columns: Columns, side: number, i: number): boolean {
  const line = columns.avwap[i]!;
  const reach = side === 1 ? columns.bars.low[i]! : columns.bars.high[i]!;
  return (reach - line) * side <= 0 && (columns.bars.close[i]! - line) * side > 0;
}

/** Closed on the side of the trade. */
export function closesBeyond(columns: Columns, side: number, i: number): boolean {
  return (columns.bars.close[i]! - columns.avwap[i]!) * side > 0;
}

export function hasEvidence(
  columns: Columns,
  settings: Settings,
  own: SideSettings,
  impulseBar: number,
  entryBar: number,
): boolean {
  if (!settings.requireEvidence) return true;
  if (entryBar <= impulseBar) return false;
  let touched = false;
  if (settings.touchCounts)
    for (let i = impulseBar + 1; i <= entryBar && !touched; i++) touched = touches(columns, own.side, i);
  let run = 0;
  let longest = 0;
  for (let i = own.impulseCountsAsEvidence ? impulseBar : impulseBar + 1; i <= entryBar; i++) {
    run = closesBeyond(columns, own.side, i) ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  const held = longest >= settings.minConsecutiveCloses;
  if (!settings.touchCounts) return held;
  return settings.evidenceMode === 'both' ? touched && held : touched || held;
}

/** Signed distance of the close beyond the AVWAP in ATR: positive on the side of the trade. */
export function avwapDistanceAtr(columns: Columns, side: number, i: number): number {
  return ((columns.bars.close[i]! - columns.avwap[i]!) * side) / columns.atr[i]!;
}

export function hasDistance(columns: Columns, settings: Settings, own: SideSettings, i: number): boolean {
  const atr = columns.atr[i]!;
  const distance = (columns.bars.close[i]! - columns.avwap[i]!) * own.side;
  return distance >= settings.distanceMinAtr * atr && distance <= settings.distanceMaxAtr * atr;
}
