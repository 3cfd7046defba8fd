// The last bars up close, the stochastic, turnover and the trend features against definitions written out anew, and by hand.

import { describe, expect, it } from 'vitest';
import { randomDays } from '../../../tests/fixtures/intraday-days.ts';
import type { IndicatorParameters } from '../../indicators/definition.ts';
import { type Bars, barsFrom } from '../../market/bars.ts';
import { MINUTE_MS } from '../../market/interval.ts';
import { CATALOGUE } from '../catalogue.ts';
import type { FeatureData } from '../data.ts';
import { buildMatrix } from '../matrix.ts';
import { resolveSet } from '../resolve.ts';
import { entry } from '../sets/entry.ts';

function columnOf(feature: string, parameters: IndicatorParameters, data: FeatureData): Float32Array {
  const entries = [entry('it', feature, parameters)];
  const resolved = resolveSet({ id: 'one', version: 1, title: '', description: '', entries }, CATALOGUE);
  return buildMatrix(resolved, data).columns[0]!;
}

/** One session of one-minute bars from closes; highs and lows half a rupee away. */
function minutesOf(
  closes: readonly number[],
  volumes: readonly number[] = closes.map(() => 10),
): FeatureData {
  const open = Date.parse('2024-01-01T09:15:00+05:30');
  const close = open + 375 * MINUTE_MS;
  const bars = barsFrom(
    closes.map((price, i) => ({
      openTime: open + i * MINUTE_MS,
      open: price,
      high: price + 0.5,
      low: price - 0.5,
      close: price,
      volume: volumes[i]!,
    })),
  );
  const session = { date: '2024-01-01', kind: 'regular', open, close, windows: [{ open, close }] } as const;
  return { decisionInterval: '1m', series: { self: { interval: '1m', bars, sessions: [session] } } };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

type Naive = (bars: Bars, i: number) => number;
const window = (column: Float64Array, i: number, count: number) =>
  Array.from(column.slice(i + 1 - count, i + 1));
const highest = (bars: Bars, i: number, count: number) => Math.max(...window(bars.high, i, count));
const lowest = (bars: Bars, i: number, count: number) => Math.min(...window(bars.low, i, count));
const fastK = (bars: Bars, i: number) =>
  (100 * (bars.close[i]! - lowest(bars, i, 14))) / (highest(bars, i, 14) - lowest(bars, i, 14));
const slowK = (bars: Bars, i: number) => mean([0, 1, 2].map((lag) => fastK(bars, i - lag)));

const NAIVE: readonly (readonly [feature: string, parameters: IndicatorParameters, naive: Naive])[] = [
  [
    'micro_slope',
    { bars: 5 },
    ({ close }, i) => {
      const y = window(close, i, 5);
      const x = [-2, -1, 0, 1, 2];
      return x.reduce((sum, age, k) => sum + age * (y[k]! - mean(y)), 0) / 10 / close[i]!;
    },
  ],
  [
    'micro_imbalance',
    { bars: 8 },
    ({ close }, i) => {
      const signs = Array.from({ length: 8 }, (_, lag) => Math.sign(close[i - lag]! - close[i - lag - 1]!));
      return mean(signs);
    },
  ],
  [
    'mean_range',
    { bars: 5 },
    (bars, i) =>
      mean(
        window(
          bars.high.map((high, k) => high - bars.low[k]!),
          i,
          5,
        ),
      ) / bars.close[i]!,
  ],
  ['high_distance', { bars: 3 }, (bars, i) => highest(bars, i, 3) / bars.close[i]! - 1],
  ['low_distance', { bars: 3 }, (bars, i) => 1 - lowest(bars, i, 3) / bars.close[i]!],
  ['breakout_up', { bars: 5 }, (bars, i) => Number(bars.close[i]! >= highest(bars, i - 1, 5))],
  ['breakout_down', { bars: 5 }, (bars, i) => Number(bars.close[i]! <= lowest(bars, i - 1, 5))],
  ['stochastic_k', {}, slowK],
  ['stochastic_d', {}, (bars, i) => mean([0, 1, 2].map((lag) => slowK(bars, i - lag)))],
  [
    'obv_z_score',
    { bars: 30 },
    ({ close, volume }, i) => {
      const obv = [0];
      for (let k = i - 28; k <= i; k++)
        obv.push(obv.at(-1)! + Math.sign(close[k]! - close[k - 1]!) * volume[k]!);
      const centre = mean(obv);
      return (obv.at(-1)! - centre) / Math.sqrt(mean(obv.map((value) => (value - centre) ** 2)));
    },
  ],
];

describe('on random bars', () => {
  const data = randomDays({ interval: '5m', days: 3, seed: 5 });
  const { bars } = data.series.self!;

  it.each(NAIVE)('%s %j is what its definition says', (feature, parameters, naive) => {
    const column = columnOf(feature, parameters, data);
    const seen = new Set<number>();
    for (let i = 40; i < bars.length; i++) {
      const expected = naive(bars, i);
      seen.add(expected);
      expect(column[i]!, `row ${i}`).toBeCloseTo(expected, 4);
      if (Math.abs(expected) > 1e-6) expect(column[i]! / expected, `row ${i}`).toBeCloseTo(1, 3);
    }
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('by hand', () => {
  it('nothing that moves is balanced, a gap in the data is not', () => {
    expect(columnOf('micro_imbalance', { bars: 3 }, minutesOf([5, 5, 5, 5]))[3]).toBe(0);
    expect(columnOf('micro_imbalance', { bars: 3 }, minutesOf([5, 6, 7, 6]))[3]).toBe(Math.fround(1 / 3));
    expect(columnOf('micro_imbalance', { bars: 3 }, minutesOf([5, 6, 7]))[2]).toBeNaN();
  });

  it('a breakout leaves the bars before it: its own high does not count', () => {
    // Highs before are 10.5: a close of 10.5 reaches them although the bar's own high is 11.
    expect(columnOf('breakout_up', { bars: 2 }, minutesOf([10, 10, 10.5]))[2]).toBe(1);
    expect(columnOf('breakout_up', { bars: 2 }, minutesOf([10, 10, 10.4]))[2]).toBe(0);
    expect(columnOf('breakout_down', { bars: 2 }, minutesOf([10, 10, 9.5]))[2]).toBe(1);
  });

  it('the VWAP run counts closes of one side, stops at its cap and starts anew each day', () => {
    const rising = minutesOf(Array.from({ length: 15 }, (_, i) => 100 + i));
    expect([...columnOf('vwap_side_run', { cap: 4 }, rising)]).toEqual([0, 1, 2, 3, ...Array(11).fill(4)]);
    const falling = minutesOf([100, 99, 98, 97]);
    expect([...columnOf('vwap_side_run', { cap: 4 }, falling)]).toEqual([0, -1, -2, -3]);
  });

  it('turnover of a bar that did not trade is missing, never minus infinity', () => {
    const data = minutesOf([10, 11, 12, 13], [5, 5, 0, 15]);
    const column = columnOf('log_turnover', { bars: 2 }, data);
    expect(column[1]).toBe(Math.fround(Math.log(55 / 52.5)));
    expect(column[2]).toBeNaN();
    expect(column[3]).toBe(Math.fround(Math.log(2)));
    expect(columnOf('illiquidity', { bars: 2 }, data)[3]).toBe(Math.fround(Math.log(13 / 12) / 2));
  });

  it('a slice of the session holds the bars that end in it', () => {
    const column = columnOf('session_bucket', { minutes: 3 }, minutesOf(Array(7).fill(10)));
    expect([...column]).toEqual([0, 0, 0, 1, 1, 1, 2]);
  });

  it('the vote of the patterns is the sign of their adjustment', () => {
    const data = randomDays({ interval: '5m', days: 2, seed: 9 });
    const adjustment = columnOf('pattern_adjustment', {}, data);
    const vote = columnOf('pattern_vote', {}, data);
    expect([...vote]).toEqual([...adjustment].map(Math.sign));
    expect(new Set(vote)).toEqual(new Set([Number.NaN, -1, 0, 1]));
  });

  it('a market that stands still has no range to measure in', () => {
    const data = minutesOf([10, 10, 10]);
    const { bars } = data.series.self!;
    bars.high.fill(10);
    bars.low.fill(10);
    for (const feature of ['vwap_distance_atr', 'above_low_atr', 'below_high_atr', 'vwap_reach_up_atr'])
      expect(columnOf(feature, { atr_bars: 2 }, data)[2], feature).toBeNaN();
  });

  it('the Supertrend turns once on the way up and once on the way down', () => {
    const closes = [...Array(20).keys()].map((i) => 100 - i);
    closes.push(
      ...[...Array(20).keys()].map((i) => 82 + 2 * i),
      ...[...Array(20).keys()].map((i) => 118 - 3 * i),
    );
    const flips = columnOf('supertrend_flip', { period: 5, multiplier: 2 }, minutesOf(closes));
    const directions = columnOf('supertrend_direction', { period: 5, multiplier: 2 }, minutesOf(closes));
    expect([...flips].filter((flip) => flip > 0 || flip < 0).slice(-2)).toEqual([1, -1]);
    flips.forEach((flip, i) => {
      if (flip !== 0 && !Number.isNaN(flip)) expect(directions[i]).toBe(flip);
    });
  });

  it('the directional difference is +DI less −DI, and adx_norm a fiftieth of the ADX', () => {
    const data = randomDays({ interval: '5m', days: 1, seed: 8 });
    const [plus, minus, difference] = ['plus_di', 'minus_di', 'di_difference'].map((id) =>
      columnOf(id, {}, data),
    );
    const [adx, norm] = ['adx', 'adx_norm'].map((id) => columnOf(id, {}, data));
    let compared = 0;
    for (let i = 30; i < difference!.length; i++, compared++) {
      expect(difference![i]).toBeCloseTo(plus![i]! - minus![i]!, 4);
      expect(norm![i]).toBeCloseTo(adx![i]! / 50, 6);
    }
    expect(compared).toBeGreaterThan(40);
  });
});
