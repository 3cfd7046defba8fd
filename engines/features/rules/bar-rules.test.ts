// Rules read from bars alone: signs of the reversal crosses, relative activity and its fallback, the pattern adjustment's caps.

import { describe, expect, it } from 'vitest';
import { type Candle, column, mirrored, newest } from '../../../tests/fixtures/candles.ts';
import { weighPatterns } from './pattern-adjustment.ts';

describe('reversal crosses', () => {
  // Closes rise while the volume of falling minutes outweighs that of rising ones: bearish divergence at the highs. The last bar
  // leaves a long upper wick and closes near the top of the span.
  const divergence: readonly Candle[] = [
    [100, 100.2, 99.8, 100, 100],
    [100, 100.6, 100, 100.5, 100],
    [100.5, 100.6, 100.3, 100.4, 5000],
    [100.4, 101, 100.4, 100.9, 100],
    [100.9, 101, 100.7, 100.8, 5000],
    [100.8, 101.4, 100.7, 101.2, 100],
  ];
  const span = { span: 6, bars: 5 };

  it('upper wick with bearish divergence warns, at the upper edge only', () => {
    const bars: Candle[] = [...divergence.slice(0, 5), [101.1, 101.5, 101.05, 101.2, 100]];
    expect(newest('cvd_divergence', bars)).toBe(1);
    expect(newest('wick_extreme_up', bars)).toBeGreaterThanOrEqual(0.7);
    expect(newest('rev_cross_upper_wick_cvd', bars, span)).toBe(1);
    expect(newest('rev_cross_lower_wick_cvd', bars, span)).toBe(0);
  });

  it('lower wick with bullish divergence: the mirror', () => {
    const bars = mirrored([...divergence.slice(0, 5), [101.1, 101.5, 101.05, 101.2, 100]]);
    expect(newest('cvd_divergence', bars)).toBe(-1);
    expect(newest('rev_cross_lower_wick_cvd', bars, span)).toBe(1);
    expect(newest('rev_cross_upper_wick_cvd', bars, span)).toBe(0);
  });

  it('upper wick with a bullish turn of flow is none (what the published signs asked for)', () => {
    // The same shape, but the volume is with the rise.
    const bars: Candle[] = [...divergence.slice(0, 5), [101.1, 101.5, 101.05, 101.2, 100]].map(
      ([open, high, low, close]): Candle => [open!, high!, low!, close!, close! > open! ? 5000 : 100],
    );
    expect(newest('cvd_divergence', bars)).toBe(0);
    expect(newest('rev_cross_upper_wick_cvd', bars, span)).toBe(0);
  });

  it('a short wick, or a close away from the edge, is none', () => {
    const short: Candle[] = [...divergence.slice(0, 5), [101, 101.3, 101, 101.2, 100]];
    expect(newest('rev_cross_upper_wick_cvd', short, span)).toBe(0);
    const away: Candle[] = [...divergence.slice(0, 5), [101.15, 103, 101.1, 101.2, 100]];
    expect(newest('wick_extreme_up', away)).toBe(1);
    expect(newest('cvd_divergence', away)).toBe(1);
    expect(newest('rev_cross_upper_wick_cvd', away, span)).toBe(0);
  });

  // The VWAP stands near 100; the price comes from above to below it.
  const above: readonly Candle[] = [
    [100, 100.1, 99.9, 100, 100_000],
    [100, 100.3, 100, 100.2, 100],
  ];
  const cross: Candle = [100.02, 100.32, 99.88, 99.96, 100];

  it('upper wick with a cross down of the VWAP warns; the mirror for the lower wick', () => {
    const bars = [...above, cross];
    // The span's low is 99.88 and its high 100.32: the close must lie within `near` of the high.
    const wide = { span: 3, near: 1 };
    expect(newest('vwap_reversion_flag', bars)).toBe(1);
    expect(newest('rev_cross_upper_wick_vwap', bars, wide)).toBe(1);
    expect(newest('rev_cross_upper_wick_vwap', bars, { span: 3 })).toBe(0);
    expect(newest('vwap_reversion_flag', mirrored(bars))).toBe(-1);
    expect(newest('rev_cross_lower_wick_vwap', mirrored(bars), wide)).toBe(1);
    expect(newest('rev_cross_upper_wick_vwap', mirrored(bars), wide)).toBe(0);
  });

  it('upper wick with a cross up of the VWAP is none (the published signs fired here)', () => {
    const bars: Candle[] = [
      [100, 100.1, 99.9, 100, 100_000],
      [100, 100, 99.7, 99.8, 100],
      [99.98, 100.3, 99.97, 100.04, 100],
    ];
    expect(newest('vwap_reversion_flag', bars)).toBe(-1);
    expect(newest('wick_extreme_up', bars)).toBe(1);
    expect(newest('rev_cross_upper_wick_vwap', bars, { span: 3, near: 1 })).toBe(0);
  });
});

describe('relative activity', () => {
  const traded = (...volumes: readonly number[]): Candle[] =>
    volumes.map((volume): Candle => [100, 101, 99, 100, volume]);

  it('is the volume against the median of those before that count', () => {
    expect(newest('relative_activity', traded(100, 200, 300, 400, 500, 600))).toBe(2);
    // 10 and 50 are below 60: the median is that of 300, 400 and 500.
    expect(newest('relative_activity', traded(10, 50, 300, 400, 500, 600))).toBe(1.5);
    expect(newest('relative_activity', traded(10, 20, 30, 40, 50, 600))).toBeNaN();
    expect(newest('activity_confirmed', traded(500, 500, 500, 500, 500, 600))).toBe(1);
    expect(newest('activity_confirmed', traded(500, 500, 500, 500, 500, 599))).toBe(0);
  });

  it('an index trades nothing: its ranges are compared', () => {
    const heights = [1, 2, 3, 4, 5, 9];
    const bars = heights.map((height): Candle => [100, 100 + height, 100, 100, 0]);
    expect(newest('relative_activity', bars)).toBe(3);
    // One bar that traded: volumes again, and there is nothing to compare with.
    expect(newest('relative_activity', [...bars.slice(0, 5), [100, 109, 100, 100, 700]])).toBeNaN();
  });
});

describe('pattern adjustment', () => {
  const quiet = (volume: number): Candle[] => [
    [100, 104, 96, 101, volume],
    [101, 104, 96, 100, volume],
    [100, 104, 96, 101, volume],
    [101, 104, 96, 100.5, volume],
    [102, 104, 96, 101, volume],
  ];
  // Covers the falling body before inside its range: bullish engulfing (0.10) and inside bar (0.5 · 0.05).
  const engulfing = (volume: number): Candle => [100.8, 103, 99, 102.2, volume];

  it('adds the weights found, within the cap of a confirmed and an unconfirmed bar', () => {
    const sum = { limit: 0.2, unconfirmed: 0.2 };
    expect(newest('pattern_adjustment', [...quiet(500), engulfing(600)], sum)).toBeCloseTo(0.125, 15);
    expect(newest('pattern_adjustment', [...quiet(500), engulfing(600)])).toBe(0.08);
    expect(newest('pattern_adjustment', [...quiet(500), engulfing(500)])).toBe(0.03);
    expect(
      newest('pattern_adjustment', mirrored([...quiet(500), engulfing(500)]), { neutral_weight: 0 }),
    ).toBe(-0.03);
  });

  it('patterns below the least win rate and neutral ones can be left out', () => {
    const open = { limit: 0.2, unconfirmed: 0.2 };
    const bars = [...quiet(500), engulfing(600)];
    expect(newest('pattern_adjustment', bars, { ...open, neutral_weight: 0 })).toBeCloseTo(0.1, 15);
    expect(newest('pattern_adjustment', bars, { ...open, least_win_rate: 0.6 })).toBeCloseTo(0.1, 15);
    expect(newest('pattern_adjustment', bars, { ...open, least_win_rate: 0.63 })).toBe(0);
    // A doji's published rate is 0.52: nothing, until it is asked for.
    const doji: Candle[] = [...quiet(500), [100, 105, 97, 100, 600]];
    expect(newest('pattern_adjustment', doji, open)).toBe(0);
    expect(newest('pattern_adjustment', doji, { ...open, least_win_rate: 0.5 })).toBeCloseTo(0.015, 15);
  });

  it('unknown activity confirms nothing, and the first bars have no value', () => {
    const values = column('pattern_adjustment', [...quiet(500).slice(2), engulfing(6000)]);
    expect(values.slice(0, 3)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(values[3]).toBe(0.03);
  });

  it('refuses weights of patterns that do not exist or cannot take part', () => {
    const weight = { winRate: 0.6, baseAdjustment: 0.1 };
    expect(() => weighPatterns({ hamer: weight })).toThrow(/no pattern "hamer"/);
    expect(() => weighPatterns({ squeeze: weight })).toThrow(/needs indicators/);
  });
});
