import { expect, it } from 'vitest';
import { oneDay, scene, walk } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { barsFrom } from '../market/bars.ts';
import { DAY_MS, MINUTE_MS } from '../market/interval.ts';
import { SESSION_CLOCK } from './session-clock.ts';

const barAtMinute = (minute: number) => ({
  openTime: minute * MINUTE_MS,
  open: 1,
  high: 1,
  low: 1,
  close: 1,
  volume: 1,
});

it('counts from the scheduled open to the close of the bar, and the bars scheduled after it', () => {
  const input = scene([{ candles: walk([100, 101, 102]), late: 2, minutes: 375 }]);
  const columns = outputsOf(SESSION_CLOCK, input, {});
  expect(Array.from(columns.minutes_since_open!)).toEqual([3, 4, 5]);
  expect(Array.from(columns.bars_left!)).toEqual([372, 371, 370]);
  expect(columns.share_gone![0]).toBeCloseTo(3 / 375, 12);
});

it('knows the break between two windows and a last bar cut short by the close', () => {
  const windows = [
    { open: 0, close: 45 * MINUTE_MS },
    { open: 135 * MINUTE_MS, close: 185 * MINUTE_MS },
  ];
  const session = { date: 'special', kind: 'special', open: 0, close: 185 * MINUTE_MS, windows } as const;
  const minutes = [0, 30, 135, 165];
  const columns = outputsOf(
    SESSION_CLOCK,
    {
      bars: barsFrom(minutes.map(barAtMinute)),
      session: new Int32Array(minutes.length),
      sessions: [session],
      intervalMs: 30 * MINUTE_MS,
    },
    {},
  );
  // 30-minute bars: the second of each window lasts 15 and 20 minutes.
  expect(Array.from(columns.minutes_since_open!)).toEqual([30, 45, 165, 185]);
  expect(Array.from(columns.bars_left!)).toEqual([3, 2, 1, 0]);
  expect(columns.share_gone![3]).toBe(1);
});

it('closes a day bar with its session, and has nothing outside sessions', () => {
  const day = { ...scene([{ candles: walk([100]), minutes: 375 }]), intervalMs: DAY_MS };
  const columns = outputsOf(SESSION_CLOCK, day, {});
  expect([columns.minutes_since_open![0], columns.bars_left![0], columns.share_gone![0]]).toEqual([
    375, 0, 1,
  ]);
  const outside = { ...oneDay(walk([100])), session: Int32Array.of(-1) };
  expect(outputsOf(SESSION_CLOCK, outside, {}).minutes_since_open![0]).toBeNaN();
});
