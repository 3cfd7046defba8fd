// Turns published rows into trades, and raises the flags a reader of old results must see. Called by the legacy import.
// Prices, times and rupees stay as published; only what they imply (fractional quantity, exit reason) is worked out.

import { NO_CHARGES } from '../costs/contract.ts';
import type { ExitReason, Trade } from './contract.ts';
import type { LegacyRow } from './legacy.ts';

/** One kind of implausibility with the trades concerned (`sequence` numbers, as `legacyTrades` gives them). */
export interface LegacyFlag {
  readonly id:
    | 'better-than-target'
    | 'exit-above-4-percent'
    | 'long-quality-above-50'
    | 'multiplier-not-in-capital'
    | 'rupees-not-from-prices';
  readonly count: number;
  readonly message: string;
  readonly trades: readonly number[];
}

/** Above this gross percent an armed stop was a trailing one: the breakeven level lies 0.01 % from the entry (AVWAP v11 as published). */
const BREAKEVEN_PERCENT = 0.02;

/**
 * Rows as trades in file order. Quantity is notional over entry price, fractional as published. Where the file scaled the P&L by a
 * confidence, quantity and margin are scaled too, because a multiplier uses capital (the file pretends it does not). The cost is
 * booked as brokerage, its only name in the file; excursions were not recorded and are NaN.
 */
export function legacyTrades(rows: readonly LegacyRow[]): readonly Trade[] {
  return rows.map((row, i) => {
    const cost = row.pnlRupeesGross - row.pnlRupees;
    return {
      sequence: i + 1,
      instrumentId: `NSE:${row.ticker}`,
      side: row.side,
      tag: row.setup,
      quantity: quantityOf(row),
      signalTime: row.signalTime,
      decisionTime: row.entryTime,
      entryTime: row.entryTime,
      entryPrice: row.entryPrice,
      exitTime: row.exitTime,
      exitPrice: row.exitPrice,
      exitReason: exitReasonOf(row),
      stopPrice: row.stopPrice,
      targetPrice: row.targetPrice,
      score: row.qualityScore,
      margin: row.marginRupees * row.multiplier,
      grossPnl: row.pnlRupeesGross,
      charges: { ...NO_CHARGES, brokerage: cost, total: cost },
      netPnl: row.pnlRupees,
      slippage: 0,
      maxAdverse: Number.NaN,
      maxFavourable: Number.NaN,
      details: row.fields,
    };
  });
}

function quantityOf(row: LegacyRow): number {
  return (row.notionalRupees * row.multiplier) / row.entryPrice;
}

function exitReasonOf(row: LegacyRow): ExitReason {
  switch (row.outcome) {
    case 'TARGET':
      return 'target';
    case 'SL':
      return 'stop';
    case 'EOD':
      return 'session-end';
    case 'BE':
      return priceGainPercent(row) > BREAKEVEN_PERCENT ? 'trail' : 'breakeven';
  }
}

function priceGainPercent(row: LegacyRow): number {
  return ((row.side * (row.exitPrice - row.entryPrice)) / row.entryPrice) * 100;
}

/** Flags with at least one trade, in a fixed order. */
export function legacyFlags(rows: readonly LegacyRow[]): readonly LegacyFlag[] {
  const flag = (id: LegacyFlag['id'], message: string, hits: (row: LegacyRow) => boolean): LegacyFlag => {
    const trades = rows.flatMap((row, i) => (hits(row) ? [i + 1] : []));
    return { id, count: trades.length, message, trades };
  };
  return [
    flag(
      'better-than-target',
      'exited at a better price than the target, which an order resting at the target cannot do: the exit rule took the best price of the bar first',
      (row) => row.side * (row.exitPrice - row.targetPrice) > 0,
    ),
    flag(
      'exit-above-4-percent',
      'gained more than 4 % in price although the target was 1.2 % or 1.5 % away',
      (row) => priceGainPercent(row) > 4,
    ),
    flag(
      'long-quality-above-50',
      'have a long quality score above 50 (the median is about 7.5): an AVWAP distance of more than a hundred ATR is a data fault, not quality',
      (row) => row.side === 1 && row.qualityScore > 50,
    ),
    flag(
      'multiplier-not-in-capital',
      'profit multiplied by a confidence while the capital was not: margin and quantity are shown scaled here',
      (row) => row.multiplier !== 1,
    ),
    flag(
      'rupees-not-from-prices',
      'gross rupees do not follow from prices, side and size',
      (row) =>
        Math.abs(row.side * (row.exitPrice - row.entryPrice) * quantityOf(row) - row.pnlRupeesGross) > 0.01,
    ),
  ].filter((one) => one.count > 0);
}
