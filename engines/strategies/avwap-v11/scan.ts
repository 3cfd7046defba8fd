// Walks the days for impulses and collects where they enter. Called once per run by `strategy.ts`.
// Which of a day's candidates become intents is not decided here: that depends on time order and open positions.

import type { Columns } from './columns.ts';
import { isImpulse, judgeImpulse } from './impulse.ts';
import type { Settings } from './settings.ts';
import { type Candidate, findEntry } from './setups.ts';

/** One list per day and side, each in the order of its impulses; empty ones are left out. */
export function scanDays(columns: Columns, settings: Settings): readonly (readonly Candidate[])[] {
  const lists: Candidate[][] = [];
  for (const day of columns.days) {
    if (day.scheduled < settings.minBarsForScan) continue;
    // Two bars before the impulse must belong to the day: the micro trends compare three.
    const first = Math.max(day.start + 2, settings.minHistoryBars);
    for (const own of settings.sides) {
      const found: Candidate[] = [];
      for (let i = first; i < day.end; i++) {
        if (columns.barsAfter[i]! < settings.tailBars) continue;
        const verdict = judgeImpulse(columns, settings, own, i);
        if (!isImpulse(verdict)) continue;
        const candidate = findEntry(columns, settings, own, day, verdict, i);
        if (candidate) found.push(candidate);
      }
      if (found.length > 0) lists.push(found);
    }
  }
  return lists;
}
