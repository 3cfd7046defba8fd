// Candle, structure and flow features by hand, on a few candles each: values and signs.

import { describe, expect, it } from 'vitest';
import { type Candle, column, inputOf, mirrored, newest } from '../../../tests/fixtures/candles.ts';
import { CATALOGUE } from '../catalogue.ts';

describe('candle', () => {
  const bar: readonly Candle[] = [[101, 104, 99, 102]];

  it('shares of the range', () => {
    expect(newest('body_ratio', bar)).toBeCloseTo(1 / 5, 15);
    expect(newest('upper_wick_ratio', bar)).toBeCloseTo(2 / 5, 15);
    expect(newest('lower_wick_ratio', bar)).toBeCloseTo(2 / 5, 15);
    expect(newest('close_position', bar)).toBeCloseTo(3 / 5, 15);
    expect(newest('candle_direction', bar)).toBe(1);
    expect(newest('candle_direction', mirrored(bar))).toBe(-1);
  });

  it('wick extremes count bodies, a third each, and 1 at most', () => {
    expect(newest('wick_extreme_up', bar)).toBeCloseTo(2 / 3, 15);
    expect(newest('wick_extreme_up', [[101, 106, 99, 102]])).toBe(1);
    expect(newest('wick_extreme_down', [[101, 103, 101, 102]])).toBe(0);
    // A doji: any wick is extreme.
    expect(newest('wick_extreme_down', [[101, 101, 100.9, 101]])).toBe(1);
  });

  it('a bar that did not move', () => {
    const still: readonly Candle[] = [[100, 100, 100, 100]];
    for (const id of [
      'body_ratio',
      'upper_wick_ratio',
      'lower_wick_ratio',
      'candle_direction',
      'wick_extreme_up',
    ])
      expect(newest(id, still), id).toBe(0);
    expect(newest('close_position', still)).toBe(0.5);
  });

  it('the range is measured with the ATR before it', () => {
    const usual: readonly Candle[] = Array.from({ length: 4 }, (): Candle => [100, 101, 99, 100]);
    expect(newest('range_to_atr', [...usual, [100, 103, 97, 100]], { atr: 3 })).toBeCloseTo(3, 12);
    expect(newest('range_to_atr', [...usual, [100, 200, 97, 100]], { atr: 3 })).toBe(20);
  });
});

describe('structure', () => {
  it('a swipe passes the bar before and comes back', () => {
    const before: Candle = [100, 101, 99, 100];
    expect(newest('swipe_up', [before, [100, 101.5, 99.5, 100.9]])).toBe(1);
    expect(newest('swipe_up', [before, [100, 101.5, 99.5, 101]])).toBe(0);
    expect(newest('swipe_up', [before, [100, 101, 99.5, 100.9]])).toBe(0);
    expect(newest('swipe_down', mirrored([before, [100, 101.5, 99.5, 100.9]]))).toBe(1);
    expect(newest('swipe_up', mirrored([before, [100, 101.5, 99.5, 100.9]]))).toBe(0);
  });

  it('fair-value gaps lie between bars 1 and 3, whatever bar 2 did', () => {
    const gap: readonly Candle[] = [
      [100, 101, 99, 100.5],
      [100.5, 104, 100.4, 103.8],
      [103.8, 105, 102, 104],
    ];
    expect(newest('fvg_up', gap)).toBe(1);
    expect(newest('fvg_up_size', gap)).toBeCloseTo(1 / 104, 15);
    expect(newest('fvg_down', gap)).toBe(0);
    expect(newest('fvg_down', mirrored(gap))).toBe(1);
    expect(newest('fvg_down_size', mirrored(gap))).toBeCloseTo(1 / 96, 15);
    // Adjacent bars gap, bars 1 and 3 do not: none.
    const adjacent: readonly Candle[] = [
      [100, 101, 99, 100.5],
      [102, 103, 101.5, 102.5],
      [102, 102.2, 100.8, 101.2],
    ];
    expect(newest('fvg_up', adjacent)).toBe(0);
    expect(newest('fvg_up_size', adjacent)).toBe(0);
  });

  it('the bar before the newest is the swing', () => {
    const bars: readonly Candle[] = [
      [100, 101, 99, 100],
      [100, 103, 99.5, 102],
      [102, 102.5, 100, 101],
    ];
    expect(newest('swing_high', bars, { bars: 3 })).toBe(1);
    expect(newest('swing_high', [...bars.slice(0, 2), [102, 103, 100, 101]], { bars: 3 })).toBe(0);
    expect(newest('swing_low', bars, { bars: 3 })).toBe(0);
    expect(newest('swing_low', mirrored(bars), { bars: 3 })).toBe(1);
  });

  it('distances from the extremes are signed shares of the close', () => {
    const bars: readonly Candle[] = [
      [100, 105, 99, 100],
      [100, 102, 98, 101],
      [101, 101.5, 99.5, 100],
    ];
    expect(newest('dist_from_high', bars, { bars: 3 })).toBeCloseTo(-0.05, 15);
    expect(newest('dist_from_low', bars, { bars: 3 })).toBeCloseTo(0.02, 15);
  });

  it('order blocks: near one counts, far ones drop out', () => {
    const rise: Candle[] = Array.from(
      { length: 16 },
      (_, k): Candle => [100, 100.5, 99.5, k === 15 ? 99.8 : 100],
    );
    const broken: readonly Candle[] = [...rise, [100, 102, 100, 102]];
    expect(newest('order_block_bull', broken)).toBe(1);
    expect(newest('order_block_bear', broken)).toBe(0);
    // Close 102, near edge 100.5.
    expect(newest('order_block_bull_distance', broken)).toBeCloseTo(1.5 / 102, 12);
    expect(newest('order_block_bear_distance', broken)).toBe(0.05);
    expect(newest('order_block_bear', mirrored(broken))).toBe(1);
  });
});

describe('flow', () => {
  it('deviation from the session VWAP, within 1 %', () => {
    // Typical price of the first bar is 100, of 100,000 shares; the second hardly weighs.
    const bars: readonly Candle[] = [
      [100, 101, 99, 100, 1e9],
      [100, 100.6, 100, 100.5, 1],
    ];
    expect(newest('vwap_deviation', bars)).toBeCloseTo(0.005, 6);
    expect(newest('vwap_deviation', [bars[0]!, [100, 106, 100, 105, 1]])).toBe(0.01);
    expect(newest('vwap_deviation', [[100, 101, 99, 100, 0]])).toBeNaN();
  });

  it('VWAP crosses: +1 down, −1 up, none across a night', () => {
    const down: readonly Candle[] = [
      [100, 101, 99, 100, 1e9],
      [100, 101, 100, 101, 1],
      [101, 101, 99, 99.5, 1],
    ];
    expect(column('vwap_reversion_flag', down).slice(1)).toEqual([0, 1]);
    expect(newest('vwap_reversion_flag', mirrored(down))).toBe(-1);
    expect(newest('vwap_reversion_flag', down, {}, [0, 0, 1])).toBeNaN();
  });

  it('divergence: +1 where the price rose on a falling delta', () => {
    const bars: readonly Candle[] = [
      [100, 100, 100, 100, 10],
      [100, 101, 100, 101, 10],
      [101, 101, 100.5, 100.5, 500],
    ];
    expect(newest('cvd_divergence', bars, { bars: 2 })).toBe(1);
    expect(newest('cvd_divergence', mirrored(bars), { bars: 2 })).toBe(-1);
    expect(newest('cvd_divergence', bars, { bars: 2, least_move: 0.006 })).toBe(0);
    expect(newest('cvd_divergence', bars, { bars: 1 })).toBe(0);
    expect(newest('cvd_divergence', bars, { bars: 2 }, [0, 1, 1])).toBeNaN();
  });

  it('change of the delta against the volume so far', () => {
    const bars: readonly Candle[] = [
      [100, 100, 100, 100, 100],
      [100, 101, 100, 101, 200],
      [101, 101, 100, 100, 200],
      [100, 100, 100, 100, 0],
    ];
    const values = column('cvd_delta', bars);
    expect(values[0]).toBeNaN();
    expect(values[1]).toBeCloseTo(Math.tanh(200 / 300), 15);
    // Back to a delta of 0: the volume so far is known all the same.
    expect(values[2]).toBeCloseTo(Math.tanh(-200 / 500), 15);
    expect(values[3]).toBe(0);
  });

  it('where nothing has traded there is no delta, which is not a delta of 0', () => {
    const index = Array.from({ length: 4 }, (_, k): Candle => [100, 101 + k, 100, 100 + k, 0]);
    expect(newest('cvd_delta', index)).toBeNaN();
    expect(newest('cvd_divergence', index, { bars: 2 })).toBeNaN();
    expect(newest('volume_delta', index, { bars: 2 })).toBeNaN();
  });

  it('change of volume against the usual', () => {
    const bars: readonly Candle[] = [
      [100, 100, 100, 100, 300],
      [100, 100, 100, 100, 100],
      [100, 100, 100, 100, 200],
    ];
    expect(newest('volume_delta', bars, { bars: 2 })).toBeCloseTo(Math.tanh(0.5), 15);
  });
});

it('a missing number makes each of these missing, never 0', () => {
  const bars = Array.from(
    { length: 60 },
    (_, k): Candle => [100 + k / 10, 101 + k / 10, 99 + k / 10, 100.2 + k / 10],
  );
  const input = inputOf(bars);
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) input.bars[name][59] = Number.NaN;
  for (const template of CATALOGUE.values())
    if (template.kind === 'series' && ['candle', 'pattern', 'structure'].includes(template.family)) {
      const standard = Object.fromEntries(template.parameters.map((one) => [one.name, one.default]));
      expect(template.batch(input, standard)[59], template.id).toBeNaN();
    }
});
