// The published cost and rupee formulae (AVWAP v11 as published), kept to check and reproduce old files. Called by tests and the legacy import.
// Not a charge model of AnchorDesk: honest runs use the dated schedule and modelled slippage.

import type { Side } from '../strategies/contract.ts';
import { PUBLISHED_COMMISSION, PUBLISHED_SLIPPAGE } from './flat-cost.ts';

export interface PublishedCost {
  /** One way, applied to both prices. */
  readonly slippage: number;
  /** Applied once, to the exit. */
  readonly commission: number;
}

export const PUBLISHED_COST: PublishedCost = Object.freeze({
  slippage: PUBLISHED_SLIPPAGE,
  commission: PUBLISHED_COMMISSION,
});

/** `pnl_pct_gross_price`: unlevered price return in percent, before cost. */
export function publishedGrossPercent(side: Side, entryPrice: number, exitPrice: number): number {
  return ((side * (exitPrice - entryPrice)) / entryPrice) * 100;
}

/** `pnl_pct_price`: unlevered price return in percent on prices moved against the trader, about 0.13 % below gross. */
export function publishedNetPercent(
  side: Side,
  entryPrice: number,
  exitPrice: number,
  cost: PublishedCost = PUBLISHED_COST,
): number {
  const entry = entryPrice * (1 + side * cost.slippage);
  const exit = exitPrice * (1 - side * (cost.slippage + cost.commission));
  return ((side * (exit - entry)) / entry) * 100;
}

/** `pnl_pct`, `pnl_pct_gross`: percent of margin. */
export function publishedLeveredPercent(pricePercent: number, leverage: number): number {
  return pricePercent * leverage;
}

/** `notional_exposure_rs`. */
export function publishedNotional(marginRupees: number, leverage: number): number {
  return marginRupees * leverage;
}

/** `pnl_rs`, `pnl_rs_gross`: no share count and no rounding anywhere. */
export function publishedRupees(pricePercent: number, notionalRupees: number): number {
  return (pricePercent / 100) * notionalRupees;
}
