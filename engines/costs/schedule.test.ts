// The charge model on a made-up schedule: caps per order, dates of both legs, refusals, and the property of exact totals.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChargeItem,
  type ChargeRow,
  ChargeScheduleError,
  chargeExchangeOf,
  createChargeModel,
  scheduleIssues,
} from './schedule.ts';

function row(item: ChargeItem, percent: number, part: Partial<ChargeRow> = {}): ChargeRow {
  return {
    item,
    segments: ['equity-intraday'],
    exchanges: ['NSE'],
    buyPercent: percent,
    sellPercent: percent,
    validFrom: '2020-01-01',
    validTo: null,
    certainty: 'confirmed',
    source: 'test',
    ...part,
  };
}

const rows: readonly ChargeRow[] = [
  row('brokerage', 0.03, { maximumPerOrder: 20 }),
  row('stt', 0, { sellPercent: 0.025 }),
  row('transaction', 0.003),
  row('investor-protection', 0.0001),
  row('sebi', 0.0001),
  row('stamp', 0, { buyPercent: 0.003 }),
  row('gst', 15, { validTo: '2020-06-30' }),
  row('gst', 18, { validFrom: '2020-07-01' }),
];

const trip = (buyValue: number, sellValue: number, orders = 1, date = '2021-01-01') => ({
  buyValue,
  sellValue,
  buyOrders: orders,
  sellOrders: orders,
  buyDate: date,
  sellDate: date,
});

describe('charge model', () => {
  const model = createChargeModel(rows, 'equity-intraday', 'NSE');

  it('caps brokerage per executed order, not per side', () => {
    expect(model(trip(100_000, 100_000, 1)).brokerage).toBe(40);
    expect(model(trip(100_000, 100_000, 2)).brokerage).toBeCloseTo(60, 10);
    expect(model(trip(400_000, 400_000, 2)).brokerage).toBe(80);
    expect(model(trip(400_000, 400_000, 0)).brokerage).toBe(0);
  });

  it('taxes each leg by the rate of its own day', () => {
    const crossing = { ...trip(1e5, 1e5), buyDate: '2020-06-30', sellDate: '2020-07-01' };
    const base = 20 + 3.1 + 0.1;
    expect(model(crossing).gst).toBeCloseTo(0.15 * base + 0.18 * base, 10);
  });

  it('gives the same answer for a day already looked up', () => {
    expect(model(trip(12_345, 23_456))).toEqual(
      createChargeModel(rows, 'equity-intraday', 'NSE')(trip(12_345, 23_456)),
    );
  });

  it('has an exact total and grows with turnover', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e8, noNaN: true }),
        fc.double({ min: 1, max: 1e8, noNaN: true }),
        fc.integer({ min: 1, max: 9 }),
        (buy, sell, orders) => {
          const c = model(trip(buy, sell, orders));
          expect(c.total).toBe(c.brokerage + c.stt + c.transaction + c.sebi + c.stamp + c.gst);
          expect(c.brokerage).toBeLessThanOrEqual(40 * orders);
          expect(model(trip(buy * 2, sell * 2, orders)).total).toBeGreaterThan(c.total);
        },
      ),
    );
  });

  it('refuses a day without a rate, an exchange without rows, and two rates at once', () => {
    expect(() => model(trip(1, 1, 1, '2019-12-31'))).toThrow(ChargeScheduleError);
    expect(() => model(trip(1, 1, 1, '2019-12-31'))).toThrow(
      /brokerage of equity-intraday on NSE.*2019-12-31/,
    );
    expect(() => createChargeModel(rows, 'futures', 'NSE')(trip(1, 1))).toThrow(ChargeScheduleError);
    const doubled = createChargeModel([...rows, row('sebi', 1)], 'equity-intraday', 'NSE');
    expect(() => doubled(trip(1, 1))).toThrow(/2 rates for sebi/);
  });
});

describe('schedule checks', () => {
  it('finds gaps, overlaps and reversed spans', () => {
    const of = (extra: readonly ChargeRow[]): readonly string[] =>
      scheduleIssues(extra).filter((text) => text.startsWith('sebi of equity-intraday on NSE'));
    expect(of(rows)).toEqual([]);
    expect(
      of([row('sebi', 1, { validTo: '2020-02-28' }), row('sebi', 1, { validFrom: '2020-02-29' })]),
    ).toEqual([]);
    expect(
      of([row('sebi', 1, { validTo: '2020-02-28' }), row('sebi', 1, { validFrom: '2020-03-01' })])[0],
    ).toMatch(/no rate between/);
    expect(of([row('sebi', 1), row('sebi', 1, { validFrom: '2020-03-01' })])[0]).toMatch(/two rates/);
    expect(of([row('sebi', 1, { validTo: '2019-01-01' })])).toHaveLength(2);
    expect(of([])).toEqual(['sebi of equity-intraday on NSE: no rate at all']);
  });

  it('knows where a derivative exchange is charged', () => {
    expect((['NSE', 'NFO', 'BSE', 'BFO', 'US'] as const).map(chargeExchangeOf)).toEqual([
      'NSE',
      'NSE',
      'BSE',
      'BSE',
      undefined,
    ]);
  });
});
