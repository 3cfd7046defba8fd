import { expect, it } from 'vitest';
import { scene, walk } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { barsFrom } from '../market/bars.ts';
import { MINUTE_MS } from '../market/interval.ts';
import { OPENING_RANGE } from './opening-range.ts';

/** Bars of `minutes` each from the open of one session on, with highs 101, 102, 103 … and lows 99, 98, 97 … */
function barsOf(minutes: number, count: number) {
  const [session] = scene([{ candles: [], minutes: 375 }]).sessions;
  const rows = Array.from({ length: count }, (_, k) => ({
    openTime: session!.open + k * minutes * MINUTE_MS,
    open: 100,
    high: 101 + k,
    low: 99 - k,
    close: 100,
    volume: 1,
  }));
  return {
    bars: barsFrom(rows),
    session: new Int32Array(count),
    sessions: [session!],
    intervalMs: minutes * MINUTE_MS,
  };
}

it('holds only bars that lie wholly within the range, and appears once its time is over', () => {
  const { high, low, width } = outputsOf(OPENING_RANGE, barsOf(10, 3), { minutes: 15 });
  // The second bar reaches from minute 10 to 20: it is no part of the first 15 minutes, but ends after them.
  expect(Array.from(high!)).toEqual([Number.NaN, 101, 101]);
  expect(Array.from(low!)).toEqual([Number.NaN, 99, 99]);
  expect(width![2]).toBeCloseTo(2 / 99, 12);
});

it('is known at the close of a bar as long as the range, and never on longer bars', () => {
  expect(outputsOf(OPENING_RANGE, barsOf(15, 2), { minutes: 15 }).high![0]).toBe(101);
  expect(Array.from(outputsOf(OPENING_RANGE, barsOf(30, 3), { minutes: 15 }).high!)).toEqual(
    Array(3).fill(Number.NaN),
  );
});

it('is missing all day for a stock that first traded later', () => {
  const input = scene([{ candles: walk([100, 101]), late: 20, minutes: 375 }]);
  expect(outputsOf(OPENING_RANGE, input, { minutes: 15 }).high!.every(Number.isNaN)).toBe(true);
});
