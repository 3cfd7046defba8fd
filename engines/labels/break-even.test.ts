// The break-even win rate: what the barriers ask for alone, what charges add, and where no share of wins is enough.

import { describe, expect, it } from 'vitest';
import { breakEven } from './break-even.ts';

const trade = { side: 1, target: 0.02, stop: 0.01, price: 100, quantity: 10 } as const;

describe('break-even', () => {
  it('is stop over target plus stop without charges', () => {
    const free = breakEven({ ...trade, chargesOf: () => 0 });
    expect(free.withoutCharges).toBeCloseTo(1 / 3, 12);
    expect(free.withCharges).toBeCloseTo(1 / 3, 12);
    expect(free.win).toBeCloseTo(20, 12);
    expect(free.loss).toBeCloseTo(10, 12);
  });

  it('adds the charges to every loss and takes them from every win', () => {
    expect(breakEven({ ...trade, chargesOf: () => 5 }).withCharges).toBeCloseTo(15 / 30, 12);
  });

  it('prices the legs as they are traded: a short sells first', () => {
    const legs: number[][] = [];
    const chargesOf = (buyValue: number, sellValue: number) => {
      legs.push([buyValue, sellValue]);
      return 0;
    };
    breakEven({ ...trade, chargesOf });
    breakEven({ ...trade, side: -1, chargesOf });
    expect(legs.map((pair) => pair.map((value) => Math.round(value)))).toEqual([
      [1000, 1020],
      [1000, 990],
      [980, 1000],
      [1010, 1000],
    ]);
  });

  it('is out of reach where a win does not pay its charges', () => {
    expect(breakEven({ ...trade, chargesOf: () => 20 }).withCharges).toBe(Number.POSITIVE_INFINITY);
  });

  it.each(['target', 'stop', 'price', 'quantity'])('refuses no %s', (name) => {
    expect(() => breakEven({ ...trade, [name]: 0, chargesOf: () => 0 })).toThrow(RangeError);
    expect(() => breakEven({ ...trade, [name]: Number.NaN, chargesOf: () => 0 })).toThrow(RangeError);
  });
});
