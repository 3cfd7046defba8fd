// The glyphs show what they claim: every pattern has one, and its rule fires on the last candle of the series it is drawn from.

import { expect, it } from 'vitest';
import { PATTERNS } from '../../../../../engines/features/patterns/index.ts';
import { newest } from '../../../../../tests/fixtures/candles.ts';
import { GLYPH_CANDLES } from './glyph-candles.ts';

it('every pattern has a glyph, and no other', () => {
  expect([...GLYPH_CANDLES.keys()].sort()).toEqual(PATTERNS.map(({ id }) => id).sort());
});

it.each([...GLYPH_CANDLES])('%s is on its own candles', (id, candles) => {
  for (const [open, high, low, close] of candles) {
    expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
    expect(low).toBeLessThanOrEqual(Math.min(open, close));
  }
  expect(newest(`pattern_${id}`, candles)).toBe(1);
});
