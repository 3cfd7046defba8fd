// Outcomes of patterns by hand: what is judged, when it enters the counts, and when a rate is shown.

import { expect, it } from 'vitest';
import { type Bar, barsFrom, sliceBars } from '../../market/bars.ts';
import { MINUTE_MS } from '../../market/interval.ts';
import type { Session } from '../../market/session.ts';
import { sliceSessions } from '../../market/slices.ts';
import { createRandom } from '../../numeric/random.ts';
import { findPattern } from './index.ts';
import { wilsonInterval } from './wilson.ts';
import { type PatternStatisticsOptions, patternRecord, patternStatistics, winRateAt } from './win-rates.ts';

const OPTIONS: PatternStatisticsOptions = { intervalMs: MINUTE_MS, horizon: 2, costFraction: 0.001 };
const RISING = findPattern('marubozu_bullish')!;
const FALLING = findPattern('marubozu_bearish')!;

const session = (openMinute: number, closeMinute: number): Session => {
  const open = openMinute * MINUTE_MS;
  const close = closeMinute * MINUTE_MS;
  return { date: `2024-01-0${openMinute}`, kind: 'regular', open, close, windows: [{ open, close }] };
};

/** A bar that is all body from the close before to its own. */
const body = (minute: number, open: number, close: number): Bar => ({
  openTime: minute * MINUTE_MS,
  open,
  high: Math.max(open, close),
  low: Math.min(open, close),
  close,
  volume: 100,
});

/** Bars at minutes 0… with these closes, each opening at the close before. */
const path = (closes: readonly number[], minutes = closes.map((_, k) => k)) =>
  barsFrom(closes.map((close, k) => body(minutes[k]!, closes[k - 1] ?? 100, close)));

it('an outcome enters the counts at the close that ends its horizon, not before', () => {
  // Rising bars 1, 2 and 5; two bars later the close is 103 against 101 (win), 102 against 102 (no move), and not yet known.
  const bars = path([100, 101, 102, 103, 102, 104]);
  const record = patternRecord(RISING, bars, sliceSessions(bars, [session(0, 6)]), OPTIONS);
  expect(Array.from(record.found)).toEqual([0, 1, 1, 1, 0, 1]);
  expect(Array.from(record.count)).toEqual([0, 0, 0, 1, 2, 3]);
  // Bar 3 at 103 is judged at bar 5: 104, up 0.97 %.
  expect(Array.from(record.wins)).toEqual([0, 0, 0, 1, 1, 2]);
});

it('a move must exceed the cost, in the direction of the pattern', () => {
  const bars = path([100, 101, 101.05, 101.1]);
  const slices = sliceSessions(bars, [session(0, 4)]);
  const wins = (costFraction: number) =>
    patternRecord(RISING, bars, slices, { ...OPTIONS, costFraction }).wins[3];
  expect(wins(0.0009)).toBe(1);
  expect(wins(0.0011)).toBe(0);
  const down = path([100, 99, 98.5, 98]);
  const falling = patternRecord(FALLING, down, sliceSessions(down, [session(0, 4)]), OPTIONS);
  expect(falling.wins[3]).toBe(1);
});

it('a session’s end and a missing bar leave an occurrence unjudged', () => {
  const closes = [100, 101, 102, 103, 104];
  const cut = path(closes);
  const cutSlices = sliceSessions(cut, [session(0, 3), session(3, 5)]);
  // Bars 1 and 2 would be judged in the next session; bar 3 and 4 after the series.
  expect(patternRecord(RISING, cut, cutSlices, OPTIONS).count[4]).toBe(0);
  const gap = path(closes, [0, 1, 2, 4, 5]);
  const gapRecord = patternRecord(RISING, gap, sliceSessions(gap, [session(0, 6)]), OPTIONS);
  expect(Array.from(gapRecord.count)).toEqual([0, 0, 0, 0, 0]);
  const statistic = patternStatistics(gap, sliceSessions(gap, [session(0, 6)]), OPTIONS).find(
    ({ id }) => id === 'marubozu_bullish',
  )!;
  expect(statistic).toMatchObject({ occurrences: 4, count: 0, unjudged: 4, winRate: null });
});

it('below the least count nothing is shown; from there on the rate with Wilson’s interval', () => {
  // Every bar rises: with horizon 2 the last two are not judged.
  const of = (length: number) => {
    const bars = path(Array.from({ length }, (_, k) => 100 + k));
    return patternStatistics(bars, sliceSessions(bars, [session(0, length)]), OPTIONS).find(
      ({ id }) => id === 'marubozu_bullish',
    )!;
  };
  expect(of(32)).toMatchObject({ count: 29, wins: null, winRate: null, interval: null });
  expect(of(33)).toMatchObject({ count: 30, wins: 30, winRate: 1, interval: wilsonInterval(30, 30) });
});

it('patterns without direction are counted and have no rate', () => {
  const bars = path(Array.from({ length: 50 }, () => 100));
  const statistics = patternStatistics(bars, sliceSessions(bars, [session(0, 50)]), OPTIONS);
  expect(statistics.find(({ id }) => id === 'doji')).toMatchObject({
    occurrences: 50,
    count: 0,
    unjudged: 0,
    winRate: null,
    published: { winRate: 0.52 },
  });
});

it('a rate read at any bar is the same when all later bars are removed', () => {
  const random = createRandom(11);
  const closes = Array.from({ length: 400 }, () => 100);
  for (let k = 1; k < closes.length; k++) closes[k] = closes[k - 1]! * (1 + random.normal() * 0.002);
  const bars = path(closes);
  const sessions = [session(0, 200), session(200, 400)];
  const whole = patternRecord(RISING, bars, sliceSessions(bars, sessions), OPTIONS);
  for (const end of [60, 150, 201, 333]) {
    const part = sliceBars(bars, 0, end);
    const record = patternRecord(RISING, part, sliceSessions(part, sessions), OPTIONS);
    expect(record.count[end - 1]).toBeGreaterThan(0);
    expect(Array.from(record.count)).toEqual(Array.from(whole.count.subarray(0, end)));
    expect(Array.from(record.wins)).toEqual(Array.from(whole.wins.subarray(0, end)));
    expect(winRateAt(record, end - 1, 1)).toBe(whole.wins[end - 1]! / whole.count[end - 1]!);
  }
});

it('refuses options that make no sense', () => {
  const bars = path([100, 101]);
  const slices = sliceSessions(bars, [session(0, 2)]);
  for (const wrong of [{ horizon: 0 }, { horizon: 1.5 }, { costFraction: -0.1 }, { leastCount: 0 }])
    expect(() => patternStatistics(bars, slices, { ...OPTIONS, ...wrong })).toThrow(RangeError);
});

it('Wilson’s interval: the textbook figures, and never outside 0 to 1', () => {
  expect(wilsonInterval(18, 30).low).toBeCloseTo(0.4232, 4);
  expect(wilsonInterval(18, 30).high).toBeCloseTo(0.7541, 4);
  expect(wilsonInterval(0, 10)).toMatchObject({ low: 0 });
  expect(wilsonInterval(10, 10)).toMatchObject({ high: 1 });
  expect(() => wilsonInterval(2, 1)).toThrow(RangeError);
});
