// A flat cost in basis points of the average of both legs: the published system's 13 bp, kept only to be compared.
// Called for assumption `costs: flat`. Books everything as brokerage, because the published cost names no kinds.

import type { ChargeModel } from './contract.ts';

/** Seeds §1.9: 5 bp slippage on each side and 3 bp commission once, on the exit. */
export const PUBLISHED_ROUND_TRIP_BPS = 13;

/** Cost = `costBps` / 10,000 × (buy value + sell value) / 2, whatever the date. */
export function createFlatChargeModel(costBps: number): ChargeModel {
  if (!(costBps >= 0)) throw new RangeError(`a flat cost must be 0 basis points or more, got ${costBps}`);
  const fraction = costBps / 10_000 / 2;
  return (trip) => {
    const total = fraction * (trip.buyValue + trip.sellValue);
    return { brokerage: total, stt: 0, transaction: 0, sebi: 0, stamp: 0, gst: 0, total };
  };
}
