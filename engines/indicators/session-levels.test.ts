import { expect, it } from 'vitest';
import { scene, walk } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { DAY_RANGE, OPENING_GAP, PREVIOUS_DAY } from './session-levels.ts';

it('the gap stands all day and needs the calendar session before', () => {
  const input = scene([
    { candles: walk([100, 102]) },
    { candles: walk([105, 90]) },
    { candles: [] },
    { candles: walk([95]) },
  ]);
  const { gap } = outputsOf(OPENING_GAP, input, {});
  expect(Array.from(gap!.subarray(0, 2)).every(Number.isNaN)).toBe(true);
  expect(gap![2]).toBeCloseTo(105 / 102 - 1, 12);
  expect(gap![3]).toBe(gap![2]);
  // Nothing traded on the day between: an older close is not yesterday's.
  expect(gap![4]).toBeNaN();
  expect(outputsOf(PREVIOUS_DAY, input, {}).close![4]).toBeNaN();
});

it("the previous day's levels never hold anything of today", () => {
  const input = scene([{ candles: walk([100, 104, 101]) }, { candles: walk([150, 50]) }]);
  const { high, low, close } = outputsOf(PREVIOUS_DAY, input, {});
  expect(Array.from(high!.subarray(3))).toEqual([105, 105]);
  expect(Array.from(low!.subarray(3))).toEqual([99, 99]);
  expect(Array.from(close!.subarray(3))).toEqual([101, 101]);
});

it("the day's range grows with the bars and starts anew", () => {
  const input = scene([{ candles: walk([100, 104, 98]) }, { candles: walk([50]) }]);
  const { open, high, low, position } = outputsOf(DAY_RANGE, input, {});
  expect(Array.from(open!)).toEqual([100, 100, 100, 50]);
  expect(Array.from(high!)).toEqual([101, 105, 105, 51]);
  expect(Array.from(low!)).toEqual([99, 99, 97, 49]);
  expect(position![2]).toBeCloseTo((98 - 97) / 8, 12);
});
