// The published flat cost (AVWAP v11 as published): 5 bp slippage each way and 3 bp commission on the exit, about 13 bp a round trip.
// Exists to reproduce and price that assumption; the honest cost is the dated charge schedule plus modelled slippage.

import type { Side } from '../orders/exit-plan.ts';

export const PUBLISHED_SLIPPAGE = 0.0005;
export const PUBLISHED_COMMISSION = 0.0003;

/** Rupees of cost of one round trip, all of it reported as brokerage. */
export function flatCost(
  side: Side,
  entryPrice: number,
  exitPrice: number,
  quantity: number,
): { brokerage: number; total: number } {
  const adjustedEntry = entryPrice * (1 + side * PUBLISHED_SLIPPAGE);
  const adjustedExit = exitPrice * (1 - side * (PUBLISHED_SLIPPAGE + PUBLISHED_COMMISSION));
  const netFraction = (side * (adjustedExit - adjustedEntry)) / adjustedEntry;
  const gross = side * (exitPrice - entryPrice) * quantity;
  // Published rupees are the net return on the *unadjusted* notional.
  const cost = gross - netFraction * entryPrice * quantity;
  return { brokerage: cost, total: cost };
}
