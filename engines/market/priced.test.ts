import { expect, it } from 'vitest';
import { barsFrom } from './bars.ts';
import { pricedBars } from './priced.ts';

const bar = (openTime: number, low: number) => ({ openTime, open: 10, high: 11, low, close: 10, volume: 5 });

it('leaves out bars with a price of zero or less, or none at all', () => {
  const bars = barsFrom([bar(1, 9), bar(2, 0), bar(3, -1), bar(4, Number.NaN), bar(5, 8)]);
  expect([...pricedBars(bars).openTime]).toEqual([1, 5]);
});

it('hands a clean series through untouched', () => {
  const bars = barsFrom([bar(1, 9), bar(2, 8)]);
  expect(pricedBars(bars)).toBe(bars);
});
