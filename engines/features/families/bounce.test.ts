// Bounces by hand at an average of two closes, with a band of one percent.

import { describe, expect, it } from 'vitest';
import { type Candle, column, newest } from '../../../tests/fixtures/candles.ts';

const AT = { period: 2, band: 1 };
/** The bars before put the average of the last two closes at (100 + close) / 2. */
const barsUpTo = (bar: Candle): Candle[] => [[100, 100, 100, 100], [100, 100, 100, 100], bar];

describe('bounce at an average', () => {
  it('up: touched from above and closed beyond the band', () => {
    // Average 102, band 100.98 to 103.02.
    expect(newest('bounce_sma', barsUpTo([101, 105, 101, 104]), AT)).toBe(1);
    expect(newest('bounce_strength_sma', barsUpTo([101, 105, 101, 104]), AT)).toBeCloseTo(200 / 102, 12);
  });

  it('down: the mirror', () => {
    // Average 98, band 97.02 to 98.98.
    expect(newest('bounce_sma', barsUpTo([99, 99, 95, 96]), AT)).toBe(-1);
    expect(newest('bounce_strength_sma', barsUpTo([99, 99, 95, 96]), AT)).toBeCloseTo(-200 / 98, 12);
  });

  it('neither: not reached, or closed inside the band', () => {
    // Average 102; the low stays above 103.02.
    expect(newest('bounce_sma', barsUpTo([104, 105, 103.5, 104]), AT)).toBe(0);
    // Average 100.5, closed at 101: inside 99.495 to 101.505.
    expect(newest('bounce_sma', barsUpTo([100, 101, 100, 101]), AT)).toBe(0);
    expect(newest('bounce_strength_sma', barsUpTo([100, 101, 100, 101]), AT)).toBe(0);
  });

  it('touches count each bar against its own level', () => {
    const bars: Candle[] = [...barsUpTo([104, 106, 104, 106]), [106, 107, 100, 106]];
    // Averages 100, 103, 106; the third bar, 104 to 106, reaches 103 within 1 % (up to 104.03); all three touch.
    expect(newest('touch_share_sma', bars, { ...AT, touches: 3 })).toBe(1);
    // With a band of 0.1 % it does not.
    expect(newest('touch_share_sma', bars, { period: 2, band: 0.1, touches: 3 })).toBeCloseTo(2 / 3, 12);
  });

  it('nearness falls from 1 at the level to 0 at the edge of the band', () => {
    expect(newest('proximity_sma', barsUpTo([100, 100, 100, 100]), AT)).toBe(1);
    // Close 101, average 100.5: half a percent of it.
    expect(newest('proximity_sma', barsUpTo([100, 101, 100, 101]), AT)).toBeCloseTo(1 - 0.5 / 1.005, 12);
    expect(newest('proximity_sma', barsUpTo([104, 105, 103.5, 104]), AT)).toBe(0);
  });

  it('without a level there is no answer', () => {
    for (const id of ['bounce_sma', 'bounce_strength_sma', 'proximity_sma'])
      expect(column(id, barsUpTo([101, 105, 101, 104]), AT)[0], id).toBeNaN();
    expect(newest('bounce_sma', barsUpTo([101, Number.NaN, 101, 104]), AT)).toBeNaN();
  });
});
