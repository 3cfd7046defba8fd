// Slippage and participation: sizes worked by hand, never in the trader's favour, stops never cheaper than market orders.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capQuantity } from './participation.ts';
import {
  createBarRangeSlippage,
  createBasisPointSlippage,
  createHalfSpreadSlippage,
  NO_SLIPPAGE,
} from './slippage.ts';

describe('slippage', () => {
  it('takes basis points of the price', () => {
    const model = createBasisPointSlippage({ basisPoints: 5, stopMultiplier: 2 });
    expect(model.market(2_000, 2_010, 1_990, 10)).toBeCloseTo(1, 12);
    expect(model.stop(2_000, 2_010, 1_990, 10)).toBeCloseTo(2, 12);
    expect(model.name).toBe('5 bp, stops × 2');
  });

  it('takes half of the spread', () => {
    const model = createHalfSpreadSlippage({ spreadTicks: 2, tickSize: 0.05 });
    expect(model.market(100, 101, 99, 1)).toBeCloseTo(0.05, 12);
    expect(model.stop(100, 101, 99, 1)).toBeCloseTo(0.05, 12);
  });

  it('takes a share of the bar range, and nothing of a bar without range', () => {
    const model = createBarRangeSlippage({ fraction: 0.1, stopMultiplier: 1.5 });
    expect(model.market(100, 102, 99, 1)).toBeCloseTo(0.3, 12);
    expect(model.stop(100, 102, 99, 1)).toBeCloseTo(0.45, 12);
    expect(model.market(100, 100, 100, 1)).toBe(0);
  });

  it('never helps, and a stop is never cheaper than a market order', () => {
    const size = fc.double({ min: 0, max: 50, noNaN: true });
    const multiplier = fc.double({ min: 1, max: 5, noNaN: true });
    fc.assert(
      fc.property(size, multiplier, size, size, (amount, stopMultiplier, a, b) => {
        const models = [
          NO_SLIPPAGE,
          createBasisPointSlippage({ basisPoints: amount, stopMultiplier }),
          createHalfSpreadSlippage({ spreadTicks: amount, tickSize: 0.05, stopMultiplier }),
          createBarRangeSlippage({ fraction: amount, stopMultiplier }),
        ];
        for (const model of models) {
          // High below low is bad data; it must not turn into a gift.
          const market = model.market(100, 100 + a, 100 + b, 1);
          expect(market).toBeGreaterThanOrEqual(0);
          expect(model.stop(100, 100 + a, 100 + b, 1)).toBeGreaterThanOrEqual(market);
        }
      }),
    );
  });

  it('refuses favourable or endless settings', () => {
    expect(() => createBasisPointSlippage({ basisPoints: -1 })).toThrow(RangeError);
    expect(() => createBasisPointSlippage({ basisPoints: Number.NaN })).toThrow(RangeError);
    expect(() => createHalfSpreadSlippage({ spreadTicks: 1, tickSize: -0.05 })).toThrow(RangeError);
    expect(() => createBarRangeSlippage({ fraction: Number.POSITIVE_INFINITY })).toThrow(RangeError);
    expect(() => createBasisPointSlippage({ basisPoints: 1, stopMultiplier: 0.5 })).toThrow(/at least 1/);
  });
});

describe('volume participation', () => {
  it('lets an order take its share of the bar in whole units or lots', () => {
    expect(capQuantity(500, 1_000, 0.1)).toBe(100);
    expect(capQuantity(50, 1_000, 0.1)).toBe(50);
    expect(capQuantity(500, 1_234, 0.1)).toBe(123);
    expect(capQuantity(650, 1_234, 0.25, 65)).toBe(260);
    expect(capQuantity(500, 0, 0.1)).toBe(0);
    expect(capQuantity(500, Number.NaN, 0.1)).toBe(0);
    expect(capQuantity(500, 0, Number.POSITIVE_INFINITY)).toBe(500);
    expect(() => capQuantity(500, 1_000, -0.1)).toThrow(RangeError);
    expect(() => capQuantity(500, 1_000, 0.1, 0)).toThrow(RangeError);
  });
});
