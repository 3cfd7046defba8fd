import { describe, expect, it } from 'vitest';
import type { MarketClock } from '../../../contracts/system.ts';
import { askAgainIn, carriedNow, clockText } from './clock-words.ts';

const CLOCK: MarketClock = {
  now: Date.UTC(2026, 10, 20, 3, 44, 50),
  exchange: 'NSE',
  state: 'pre-open',
  label: 'opens 09:15',
  nextChange: Date.UTC(2026, 10, 20, 3, 45, 0),
};

describe('market clock', () => {
  it('runs on between two answers and never backwards', () => {
    expect(clockText(carriedNow(CLOCK, 1000, 4000))).toBe('09:14:53');
    expect(clockText(carriedNow(CLOCK, 1000, 400))).toBe('09:14:50');
  });
  it('asks again right after the next change of state, and every minute otherwise', () => {
    expect(askAgainIn(CLOCK)).toBe(10_250);
    expect(askAgainIn({ ...CLOCK, nextChange: null })).toBe(60_000);
    expect(askAgainIn({ ...CLOCK, nextChange: CLOCK.now - 5000 })).toBe(1000);
  });
});
