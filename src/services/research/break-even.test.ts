import { expect, it } from 'vitest';
import type { Instrument } from '../../../engines/market/instrument.ts';
import { breakEven } from './break-even.ts';

const future: Instrument = {
  id: 'NFO:NIFTY26NOVFUT',
  exchange: 'NFO',
  symbol: 'NIFTY26NOVFUT',
  kind: 'future',
  lotSize: 65,
  tickSize: 0.1,
  closingAuction: false,
  synthetic: false,
};
const scalper = { target: 0.0015, stop: 0.0008 };

it('of the scalper barriers on one NIFTY future in November 2026 is 60.6 % after charges', () => {
  const answer = breakEven({ instrument: future, price: 25_000, date: '2026-11-20', distances: scalper })!;
  expect(answer.withoutCharges).toBeCloseTo(0.0008 / 0.0023, 12);
  expect(answer.withCharges * 100).toBeCloseTo(60.6, 1);
  expect(answer.basis).toBe(
    '1 lot of 65 of NFO:NIFTY26NOVFUT at ₹25,000, futures, charges of 2026-11-20, no slippage',
  );
});

it('says so where no charges are known, and is silent without a pair of distances', () => {
  const early = breakEven({ instrument: future, price: 25_000, date: '1999-01-01', distances: scalper })!;
  expect(early.withCharges).toBeCloseTo(early.withoutCharges, 12);
  expect(early.basis).toMatch(/no charges are known/);
  expect(breakEven({ instrument: future, price: 25_000, date: '2026-11-20', distances: null })).toBeNull();
  expect(
    breakEven({ instrument: future, price: Number.NaN, date: '2026-11-20', distances: scalper }),
  ).toBeNull();
});
