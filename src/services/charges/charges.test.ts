// The shipped schedule against the documented vectors and vectors worked by hand for older days, and its refusals.

import { describe, expect, it } from 'vitest';
import { CHARGE_KINDS, CHARGE_SEGMENTS, type Charges } from '../../../engines/costs/contract.ts';
import {
  CHARGE_EXCHANGES,
  certaintyOn,
  createChargeModel,
  firstCoveredDate,
  rowInForce,
} from '../../../engines/costs/schedule.ts';
import zerodha from '../../../resources/charges/zerodha.json' with { type: 'json' };
import { AppError } from '../../contracts/errors.ts';
import { chargeModelFrom, loadChargeSchedule } from './index.ts';

const rows = loadChargeSchedule();

function onDay(date: string, buyValue: number, sellValue: number) {
  return { buyValue, sellValue, buyOrders: 1, sellOrders: 1, buyDate: date, sellDate: date };
}

function expectCharges(actual: Charges, expected: readonly number[]): void {
  const [brokerage, stt, transaction, sebi, stamp, gst, total] = expected;
  const wanted = { brokerage, stt, transaction, sebi, stamp, gst, total };
  for (const kind of [...CHARGE_KINDS, 'total'] as const)
    expect(Math.abs(actual[kind] - wanted[kind]!), `${kind}: ${actual[kind]}`).toBeLessThanOrEqual(1e-4);
}

describe('charges of November 2026', () => {
  const day = '2026-11-20';

  it('prices an intraday equity round trip at the brokerage cap', () => {
    const charges = createChargeModel(rows, 'equity-intraday', 'NSE')(onDay(day, 100_000, 101_000));
    expectCharges(charges, [40, 25.25, 6.1707, 0.201, 3, 8.3469, 82.9686]);
  });

  it('prices a small intraday equity round trip below the cap', () => {
    const charges = createChargeModel(rows, 'equity-intraday', 'NSE')(onDay(day, 20_000, 19_900));
    expectCharges(charges, [11.97, 4.975, 1.2249, 0.0399, 0.6, 2.3823, 21.1921]);
  });

  it('prices a NIFTY future', () => {
    const charges = createChargeModel(rows, 'futures', 'NSE')(onDay(day, 65 * 25_000, 65 * 25_050));
    expectCharges(charges, [40, 814.125, 59.5345, 3.2532, 32.5, 18.5018, 967.9145]);
  });

  it('prices a NIFTY option on its premium', () => {
    const charges = createChargeModel(rows, 'options', 'NSE')(onDay(day, 65 * 100, 65 * 110));
    expectCharges(charges, [40, 10.725, 4.8498, 0.0136, 0.195, 8.0754, 63.8589]);
  });
});

describe('charges of earlier days, worked by hand', () => {
  it('prices intraday equity on the last day before 1 October 2024', () => {
    // transaction 0.00322 % + IPFT 0.0001 % of 201,000 = 6.6732; gst 18 % of 40 + 6.6732 + 0.201
    const charges = createChargeModel(rows, 'equity-intraday', 'NSE')(onDay('2024-09-30', 100_000, 101_000));
    expectCharges(charges, [40, 25.25, 6.6732, 0.201, 3, 8.437356, 83.561556]);
  });

  it('prices a future on the last day before 1 October 2024', () => {
    // 25 × 26,000 → 26,050: stt 0.0125 % of 651,250 = 81.40625; transaction 0.00198 % of 1,301,250 = 25.76475
    const charges = createChargeModel(rows, 'futures', 'NSE')(onDay('2024-09-30', 650_000, 651_250));
    expectCharges(charges, [40, 81.40625, 25.76475, 1.30125, 13, 12.07188, 173.54413]);
  });

  it('prices an option on the last day before 1 April 2026', () => {
    // 65 × 100 → 110: stt 0.1 % of 7,150; transaction 0.03553 % of 13,650 = 4.849845
    const charges = createChargeModel(rows, 'options', 'NSE')(onDay('2026-03-31', 6_500, 7_150));
    expectCharges(charges, [40, 7.15, 4.849845, 0.01365, 0.195, 8.0754291, 60.2839241]);
  });

  it('prices intraday equity of 2016 with service tax, stamp duty on both sides and 0.01 % brokerage', () => {
    // brokerage 10 + 10.1; transaction (0.00325 + 0.0000001) % of 201,000 = 6.532701; sebi 0.0002 % = 0.402;
    // stamp 0.002 % of 201,000 = 4.02; service tax 15 % of 20.1 + 6.532701 + 0.402 = 4.05520515
    const charges = createChargeModel(rows, 'equity-intraday', 'NSE')(onDay('2016-08-16', 100_000, 101_000));
    expectCharges(charges, [20.1, 25.25, 6.532701, 0.402, 4.02, 4.05520515, 60.35990615]);
  });

  it('keeps the total outflow of 1 March 2026 while the split changes', () => {
    const model = createChargeModel(rows, 'futures', 'NSE');
    const before = model(onDay('2026-02-27', 1e7, 1e7));
    const after = model(onDay('2026-03-02', 1e7, 1e7));
    expect(before.transaction).toBeCloseTo(366, 6);
    expect(after.transaction).toBeCloseTo(366, 6);
    expect(rowInForce(rows, 'transaction', 'futures', 'NSE', '2026-03-01').buyPercent).toBe(0.0018299);
  });

  it('prices each leg by its own day', () => {
    // delivery bought under 0.00332 % and sold under 0.00307 %; a short sold before and covered after the STT change
    const delivery = createChargeModel(rows, 'equity-delivery', 'NSE');
    const trip = { ...onDay('2024-09-30', 1e5, 1e5), sellDate: '2024-10-01' };
    expect(delivery(trip).transaction).toBeCloseTo(3.32 + 3.07, 10);
    const futures = createChargeModel(rows, 'futures', 'NSE');
    const short = { ...onDay('2026-03-31', 1e6, 1e6), buyDate: '2026-04-01' };
    expect(futures(short).stt).toBeCloseTo(200, 10);
    expect(futures({ ...short, buyDate: '2026-03-31', sellDate: '2026-04-01' }).stt).toBeCloseTo(500, 10);
  });

  it('charges BSE its own transaction rates', () => {
    const cash = createChargeModel(rows, 'equity-intraday', 'BSE')(onDay('2026-11-20', 1e5, 1e5));
    expect(cash.transaction).toBeCloseTo(7.5, 10);
    expect(createChargeModel(rows, 'futures', 'BSE')(onDay('2026-11-20', 1e6, 1e6)).transaction).toBe(0);
    const option = createChargeModel(rows, 'options', 'BSE')(onDay('2026-11-20', 1e4, 1e4));
    expect(option.transaction).toBeCloseTo(6.5, 10);
  });
});

describe('the shipped schedule', () => {
  it('covers every segment and exchange on every first day of a quarter from 2012 to 2026', () => {
    for (const segment of CHARGE_SEGMENTS)
      for (const exchange of CHARGE_EXCHANGES) {
        const model = createChargeModel(rows, segment, exchange);
        expect(firstCoveredDate(rows, segment, exchange)).toBe('2012-01-01');
        for (let year = 2012; year <= 2026; year++)
          for (const month of ['01', '04', '07', '10']) {
            const date = `${year}-${month}-01`;
            expect(model(onDay(date, 1e5, 1e5)).total, `${segment} ${exchange} ${date}`).toBeGreaterThan(0);
          }
      }
  });

  it('says which days rest on reconstructed rates', () => {
    expect(certaintyOn(rows, 'futures', 'NSE', '2016-08-16')).toBe('approximate');
    expect(certaintyOn(rows, 'futures', 'NSE', '2025-08-26')).toBe('secondary');
  });
});

describe('refusals', () => {
  const code = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      return (error as AppError).code;
    }
    return 'nothing thrown';
  };

  it('refuses a run that starts before the first row, and says where it may start', () => {
    expect(code(() => chargeModelFrom('equity-intraday', 'NSE', '2011-12-30'))).toBe('NO_DATA');
    expect(() => chargeModelFrom('equity-intraday', 'NSE', '2011-12-30')).toThrow(/2012-01-01.*2011-12-30/);
    expect(
      chargeModelFrom('equity-intraday', 'NSE', '2012-01-02')(onDay('2012-01-02', 1, 1)).total,
    ).toBeGreaterThan(0);
  });

  it('refuses a schedule with a gap, an overlap, a bad date, an unknown field or a cap on a tax', () => {
    const change = (index: number, part: object): unknown => ({
      ...zerodha,
      rows: zerodha.rows.map((row, i) => (i === index ? { ...row, ...part } : row)),
    });
    const stt = zerodha.rows.findIndex((row) => row.validTo === '2026-03-31');
    expect(code(() => loadChargeSchedule(change(stt, { validTo: '2026-03-30' })))).toBe('BAD_DATA');
    expect(() => loadChargeSchedule(change(stt, { validTo: '2026-03-30' }))).toThrow(
      /stt of futures on NSE: no rate between 2026-03-30 and 2026-04-01/,
    );
    expect(() => loadChargeSchedule(change(stt, { validTo: '2026-04-01' }))).toThrow(
      /two rates on 2026-04-01/,
    );
    expect(() => loadChargeSchedule(change(stt, { validTo: '31/03/2026' }))).toThrow(/cannot be read: rows/);
    expect(() => loadChargeSchedule(change(stt, { percent: 1 }))).toThrow(/cannot be read/);
    expect(() => loadChargeSchedule(change(stt, { maximumPerOrder: 20 }))).toThrow(/only brokerage/);
    expect(() => loadChargeSchedule({ ...zerodha, coverageFrom: '2013-01-01' })).toThrow(/stated coverage/);
  });
});
