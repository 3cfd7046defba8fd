import { describe, expect, it } from 'vitest';
import { chargeModelFrom } from '../../charges/index.ts';
import { createRowCosts, TYPICAL_VALUE } from './row-costs.ts';

const share = { exchange: 'NSE', kind: 'equity' } as const;
const trip = { buyValue: TYPICAL_VALUE, sellValue: TYPICAL_VALUE, buyOrders: 1, sellOrders: 1 };

describe('the cost of a round trip', () => {
  it('follows the date, the segment and the night', () => {
    const costs = createRowCosts({ slippageInPrices: true });
    const of = (segment: Parameters<typeof chargeModelFrom>[0], buyDate: string, sellDate: string) =>
      chargeModelFrom(segment, 'NSE', '2024-01-01')({ ...trip, buyDate, sellDate }).total / TYPICAL_VALUE;
    expect(costs.of(share, '2024-06-03', '2024-06-03')).toBe(
      of('equity-intraday', '2024-06-03', '2024-06-03'),
    );
    expect(costs.of(share, '2024-06-03', '2024-06-04')).toBe(
      of('equity-delivery', '2024-06-03', '2024-06-04'),
    );
    const future = { exchange: 'NFO', kind: 'future' } as const;
    // The securities transaction tax of futures rose on 1 October 2024.
    expect(costs.of(future, '2024-10-01', '2024-10-01')).toBeGreaterThan(
      costs.of(future, '2024-09-30', '2024-09-30'),
    );
    expect(costs.of({ exchange: 'BSE', kind: 'index' }, '2024-06-03', '2024-06-03')).toBeGreaterThan(0);
    expect(costs.notes()).toEqual([]);
  });

  it('adds slippage both ways, but not to prices that contain it', () => {
    const [with_, without] = [false, true].map((slippageInPrices) =>
      createRowCosts({ slippageInPrices }).of(share, '2024-06-03', '2024-06-03'),
    );
    expect(with_! - without!).toBeCloseTo(0.001, 12);
  });

  it('says what it assumes: the first known day before it, nothing but slippage outside India', () => {
    const costs = createRowCosts({ slippageInPrices: false });
    expect(costs.of(share, '2009-05-04', '2009-05-04')).toBe(costs.of(share, '2012-01-02', '2012-01-02'));
    expect(costs.of({ exchange: 'US', kind: 'equity' }, '2024-06-03', '2024-06-03')).toBeCloseTo(0.001, 12);
    expect(costs.notes()).toEqual([
      expect.stringMatching(/known from 20\d\d-\d\d-\d\d: earlier rows/),
      expect.stringMatching(/Outside India no charges/),
    ]);
  });
});
