import { expect, it } from 'vitest';
import { oneDay } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { FAIR_VALUE_GAP } from './fair-value-gap.ts';

it('sees the span between the first and the third bar, at the third bar only', () => {
  const rising = oneDay([
    [100, 101, 99, 100],
    [101, 106, 101, 105],
    [105, 108, 104, 107],
    [107, 108, 105, 106],
  ]);
  const { bull, bull_size, bear } = outputsOf(FAIR_VALUE_GAP, rising, {});
  expect(Array.from(bull!)).toEqual([Number.NaN, Number.NaN, 1, 0]);
  expect(bull_size![2]).toBeCloseTo((104 - 101) / 107, 12);
  expect(bull_size![3]).toBe(0);
  expect(Array.from(bear!.subarray(2))).toEqual([0, 0]);
});

it('sees the mirrored gap, and none where the ranges just touch', () => {
  const falling = oneDay([
    [100, 101, 99, 100],
    [99, 99, 94, 95],
    [95, 96, 92, 93],
    [93, 94, 90, 91],
    [93, 97, 92, 96],
  ]);
  const { bull, bear, bear_size } = outputsOf(FAIR_VALUE_GAP, falling, {});
  // The fourth bar's high is the second's low: touching leaves no gap.
  expect(Array.from(bear!.subarray(2))).toEqual([1, 0, 0]);
  expect(bear_size![2]).toBeCloseTo((99 - 96) / 93, 12);
  expect(Array.from(bull!.subarray(2))).toEqual([0, 0, 0]);
  const touching = oneDay([
    [100, 101, 99, 100],
    [100, 104, 100, 103],
    [103, 104, 101, 102],
  ]);
  expect(outputsOf(FAIR_VALUE_GAP, touching, {}).bull![2]).toBe(0);
});
