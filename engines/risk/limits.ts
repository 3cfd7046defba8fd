// Pre-trade limits as one pure check: proposal + state → allowed (null) or denied (reason code). Called by the kernel before
// an order exists, identically in backtest, paper and live. Must not know prices beyond those handed in.

import type { Side } from '../orders/exit-plan.ts';

export const DENIAL_REASONS = [
  'after-last-entry',
  'already-in-position',
  'opposite-position',
  'daily-loss-stop',
  'max-trades-per-day',
  'max-trades-per-instrument',
  'max-trades-per-side',
  'max-open-positions',
  'not-in-top-n',
  'below-score-quantile',
  'hindsight-top-n',
  'below-one-lot',
  'insufficient-margin',
  'no-volume',
  'no-later-bar',
  'signal-withdrawn',
] as const;
export type DenialReason = (typeof DENIAL_REASONS)[number];

/** Zero switches a count or rupee limit off. */
export interface RiskLimits {
  readonly maxOpenPositions: number;
  readonly maxTradesPerDay: number;
  readonly maxTradesPerInstrument: number;
  readonly maxTradesPerSide: number;
  /** Rupees lost today, realised plus open, at which entries stop. */
  readonly dailyLossStop: number;
  /** Also close what is open when the daily loss stop is reached. */
  readonly flattenOnDailyLoss: boolean;
  readonly allowBothSides: boolean;
}

/** Every limit switched off: for yardsticks and tests, never a default. */
export const NO_LIMITS: RiskLimits = {
  maxOpenPositions: 0,
  maxTradesPerDay: 0,
  maxTradesPerInstrument: 0,
  maxTradesPerSide: 0,
  dailyLossStop: 0,
  flattenOnDailyLoss: false,
  allowBothSides: false,
};

/** Everything about the account and the day that a limit may look at. */
export interface RiskState {
  readonly decisionTime: number;
  /** Epoch milliseconds after which no entry is allowed today; NaN = none. */
  readonly lastEntryTime: number;
  readonly side: Side;
  readonly sameSideOpen: boolean;
  readonly oppositeSideOpen: boolean;
  /** Open positions plus working entries. */
  readonly openPositions: number;
  readonly tradesToday: number;
  readonly tradesTodayInstrument: number;
  readonly tradesTodaySide: number;
  /** Realised plus unrealised rupees since the day began. */
  readonly pnlToday: number;
}

/** Strategy-level rules that hold even where capacity is unlimited (they are part of the published system too). */
export function checkStrategyRules(limits: RiskLimits, state: RiskState): DenialReason | null {
  if (state.decisionTime > state.lastEntryTime) return 'after-last-entry';
  if (state.sameSideOpen) return 'already-in-position';
  if (limits.maxTradesPerSide > 0 && state.tradesTodaySide >= limits.maxTradesPerSide)
    return 'max-trades-per-side';
  return null;
}

/** Account limits: first failing limit in a fixed order, so that equal inputs give equal reasons. */
export function checkAccountLimits(limits: RiskLimits, state: RiskState): DenialReason | null {
  if (state.oppositeSideOpen && !limits.allowBothSides) return 'opposite-position';
  if (limits.dailyLossStop > 0 && state.pnlToday <= -limits.dailyLossStop) return 'daily-loss-stop';
  if (limits.maxTradesPerDay > 0 && state.tradesToday >= limits.maxTradesPerDay) return 'max-trades-per-day';
  if (limits.maxTradesPerInstrument > 0 && state.tradesTodayInstrument >= limits.maxTradesPerInstrument)
    return 'max-trades-per-instrument';
  if (limits.maxOpenPositions > 0 && state.openPositions >= limits.maxOpenPositions)
    return 'max-open-positions';
  return null;
}
