// Cash and margin of one account. Margin is reserved when an order is admitted, not when it fills, so that two orders
// can never be promised the same rupee. Rupees throughout.

export interface Ledger {
  readonly initialCapital: number;
  /** Capital plus everything realised, after charges. */
  cash: number;
  /** Margin reserved by working entries and held by open positions. */
  marginInUse: number;
  /** Highest `marginInUse` since `restartPeakMargin`. */
  peakMargin: number;
  /** Realised net profit since the account began. */
  realised: number;
}

export function createLedger(initialCapital: number): Ledger {
  return { initialCapital, cash: initialCapital, marginInUse: 0, peakMargin: 0, realised: 0 };
}

export function freeMargin(ledger: Ledger): number {
  return ledger.cash - ledger.marginInUse;
}

export function reserveMargin(ledger: Ledger, amount: number): void {
  ledger.marginInUse += amount;
  if (ledger.marginInUse > ledger.peakMargin) ledger.peakMargin = ledger.marginInUse;
}

export function releaseMargin(ledger: Ledger, amount: number): void {
  ledger.marginInUse -= amount;
  // Sums of reserved and released fractions may leave dust; margin in use is never negative.
  if (ledger.marginInUse < 1e-6) ledger.marginInUse = 0;
}

/** Begins a new day's peak at what is in use now. */
export function restartPeakMargin(ledger: Ledger): void {
  ledger.peakMargin = ledger.marginInUse;
}

export function bookProfit(ledger: Ledger, netPnl: number): void {
  ledger.cash += netPnl;
  ledger.realised += netPnl;
}
