// A plain commission on the value of each leg, whatever the date: for comparing with other back-testers, never for reporting
// what an Indian trade costs. Books everything as brokerage.

import type { ChargeModel } from './contract.ts';

/** Cost in rupees = `rate` × (buy value + sell value); 0.0003 is 3 basis points a side. */
export function createCommissionModel(rate: number): ChargeModel {
  if (!(rate >= 0)) throw new RangeError(`a commission rate must be 0 or more, got ${rate}`);
  return (trip) => {
    const total = rate * (trip.buyValue + trip.sellValue);
    return { brokerage: total, stt: 0, transaction: 0, sebi: 0, stamp: 0, gst: 0, total };
  };
}
