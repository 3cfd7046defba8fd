// The market clock between two answers of the server: its own time carried forward, and the words of the session state. Pure.

import type { MarketClock } from '../../../contracts/system.ts';
import { formatClock } from '../../ui/format.ts';

export const SESSION_WORDS: Readonly<Record<MarketClock['state'], string>> = {
  open: 'Market open',
  'pre-open': 'Pre-open',
  closed: 'Market closed',
  holiday: 'Holiday',
};

/** Server time now: its last answer plus what has passed here since (monotonic on both readings). */
export function carriedNow(clock: MarketClock, readAt: number, now: number): number {
  return clock.now + Math.max(0, now - readAt);
}

export function clockText(time: number): string {
  return formatClock(time, true);
}

/** Milliseconds until the server must be asked again: at the next change of state, at most a minute. */
export function askAgainIn(clock: MarketClock): number {
  if (clock.nextChange === null) return 60_000;
  return Math.min(60_000, Math.max(1000, clock.nextChange - clock.now + 250));
}
