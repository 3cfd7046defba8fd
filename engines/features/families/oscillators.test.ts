// Oscillators, averages, bands and volume by hand: signs, scales and the cases without an answer. What the indicators under them
// compute is laid beside TA-Lib elsewhere.

import { describe, expect, it } from 'vitest';
import { type Candle, column, mirrored, newest } from '../../../tests/fixtures/candles.ts';

const closes = (...prices: readonly number[]): Candle[] =>
  prices.map((price): Candle => [price, price + 1, price - 1, price]);
const rising = closes(...Array.from({ length: 60 }, (_, k) => 100 + k / 10));

describe('averages', () => {
  it('distance and slope relative to the price', () => {
    // Average of 100, 102, 104 is 102.
    expect(newest('distance_to_sma', closes(90, 100, 102, 104), { period: 3 })).toBeCloseTo(200 / 102, 12);
    // Averages 102 and 104 a bar apart.
    expect(newest('sma_slope', closes(100, 102, 104, 106), { period: 3, bars: 1 })).toBeCloseTo(2 / 106, 12);
  });

  it('the angle is 45 degrees at one ATR per bar, whatever the price', () => {
    const steep = (scale: number) =>
      Array.from({ length: 12 }, (_, k): Candle => {
        const price = scale * (100 + 2 * k);
        return [price, price, price - 2 * scale, price];
      });
    // Each bar covers 2 and rises 2.
    expect(newest('sma_angle', steep(1), { period: 3, bars: 2, atr_bars: 4 })).toBeCloseTo(45, 9);
    expect(newest('sma_angle', steep(7), { period: 3, bars: 2, atr_bars: 4 })).toBeCloseTo(45, 9);
    expect(newest('sma_angle', mirrored(steep(1)), { period: 3, bars: 2, atr_bars: 4 })).toBeCloseTo(-45, 9);
  });

  it('a standing market has no ATR to measure in', () => {
    const still = Array.from({ length: 30 }, (): Candle => [100, 100, 100, 100]);
    for (const id of ['distance_to_ema_atr', 'sma_angle', 'momentum_atr'])
      expect(newest(id, still), id).toBeNaN();
  });
});

describe('oscillators', () => {
  it('rise with the price and fall with its mirror image', () => {
    for (const id of ['macd_line', 'fisher', 'distance_to_ema', 'ema_spread', 'momentum'])
      expect([newest(id, rising) > 0, newest(id, mirrored(rising)) < 0], id).toEqual([true, true]);
    expect(newest('rsi', rising)).toBe(100);
    expect(newest('ultimate_rsi', rising)).toBe(100);
    expect(newest('ultimate_rsi', mirrored(rising))).toBe(0);
  });

  it('Ultimate RSI counts a new extreme as the whole range of the window', () => {
    // Period 2. The changes after the first two closes: +1 widens the top: range of 2 closes 1; −3 the bottom: −3; +1 neither.
    const line = column('ultimate_rsi', closes(100, 101, 102, 99, 100), { period: 2 });
    // Mean of the first two moves is −1 of mean size 2: 50 − 25.
    expect(line[3]).toBeCloseTo(25, 12);
    // Then the top falls from 102 to 100 and the bottom stays: the change +1 itself. (−1 + 1)/2 over (2 + 1)/2.
    expect(line[4]).toBeCloseTo(50, 12);
  });

  it('Fisher: by hand on two middle prices', () => {
    // Position 1 of the range: 0.66 · 0.5 = 0.33; atanh(0.33).
    expect(column('fisher', closes(100, 102), { period: 2 })[1]).toBeCloseTo(Math.atanh(0.33), 12);
    const next = column('fisher', closes(100, 102, 101), { period: 2 })[2]!;
    const smoothed = 0.33 * -0.33 + 0.67 * 0.33;
    expect(next).toBeCloseTo(0.5 * Math.atanh(smoothed) + 0.5 * Math.atanh(0.33), 12);
    expect(column('fisher_trigger', closes(100, 102, 101), { period: 2 })[2]).toBeCloseTo(
      next - Math.atanh(0.33),
      12,
    );
  });
});

describe('volume', () => {
  it('ratio and trend need their whole window', () => {
    const bars = [100, 300, 200, 400].map((volume): Candle => [10, 11, 9, 10, volume]);
    expect(column('volume_ratio', bars, { period: 2 })).toEqual([Number.NaN, 1.5, 0.8, 400 / 300]);
    expect(newest('volume_trend', bars, { short: 1, long: 4 })).toBe(1.6);
  });

  it('nothing traded is missing, not zero', () => {
    const none = Array.from({ length: 60 }, (_, k): Candle => [10 + (k % 3), 14, 9, 10 + (k % 3), 0]);
    for (const id of ['volume_ratio', 'volume_trend', 'directed_money_flow', 'distance_to_vwap', 'mfi'])
      expect(newest(id, none), id).toBeNaN();
  });

  it('directed money flow is 1 where every bar rises by its whole range, −1 in the mirror', () => {
    const up = Array.from({ length: 40 }, (_, k): Candle => [100 + k, 101 + k, 100 + k, 101 + k, 500]);
    expect(newest('directed_money_flow', up)).toBeCloseTo(1, 12);
    expect(newest('directed_money_flow', mirrored(up))).toBeCloseTo(-1, 12);
  });

  it('a rise of half the range counts 0.4 · ½ + 0.6', () => {
    const half = Array.from({ length: 40 }, (_, k): Candle => [100 + k, 101.5 + k, 99.5 + k, 101 + k, 500]);
    expect(newest('directed_money_flow', half)).toBeCloseTo(0.8, 12);
  });
});
