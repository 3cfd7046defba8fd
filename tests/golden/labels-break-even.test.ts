// The worked break-even of the specification: what share of trades must reach a 0.15 % target before a 0.08 % stop on one NIFTY
// future, once the charges of November 2026 are paid. Composed as the services do it: a dated schedule behind a function.

import { expect, it } from 'vitest';
import { type ChargeRow, createChargeModel } from '../../engines/costs/schedule.ts';
import { breakEven } from '../../engines/labels/break-even.ts';
import zerodha from '../../resources/charges/zerodha.json' with { type: 'json' };

function worked(side: 1 | -1, date: string) {
  const charges = createChargeModel(zerodha.rows as readonly ChargeRow[], 'futures', 'NSE');
  return breakEven({
    side,
    target: 0.0015,
    stop: 0.0008,
    price: 25_000,
    quantity: 65,
    chargesOf: (buyValue, sellValue) =>
      charges({ buyValue, sellValue, buyOrders: 1, sellOrders: 1, buyDate: date, sellDate: date }).total,
  });
}

it('asks for 60.6 % wins on one NIFTY future in November 2026', () => {
  const { withCharges, withoutCharges, win, loss } = worked(1, '2026-11-20');
  expect((100 * withCharges).toFixed(1)).toBe('60.6');
  expect(withoutCharges).toBeCloseTo(8 / 23, 12);
  // 0.15 % and 0.08 % of 16,25,000 are 2,437.50 and 1,300; charges are about 966 either way.
  expect(2437.5 - win).toBeCloseTo(967, -1);
  expect(loss - 1300).toBeCloseTo(965, -1);
  expect(withCharges * win - (1 - withCharges) * loss).toBeCloseTo(0, 9);
});

it('asks for less before securities transaction tax rose, and nearly the same of a short', () => {
  expect(worked(1, '2026-03-31').withCharges).toBeLessThan(worked(1, '2026-11-20').withCharges - 0.05);
  expect((100 * worked(-1, '2026-11-20').withCharges).toFixed(1)).toBe('60.6');
});
