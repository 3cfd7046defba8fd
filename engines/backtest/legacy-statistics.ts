// The figures the old runner printed (AVWAP v11 as published), recomputed from its rows under their published definitions. Called by the legacy
// import and shown only as "as published": several of them, the per-trade Sharpe above all, mean nothing.

import { profitFactorOf } from './breakdowns.ts';
import { measureDrawdown } from './drawdown.ts';
import { LEGACY_OUTCOMES, type LegacyOutcome, type LegacyRow } from './legacy.ts';
import { measureStreaks } from './streaks.ts';

export interface LegacyStatistics {
  readonly trades: number;
  readonly longs: number;
  readonly shorts: number;
  readonly days: number;
  readonly outcomes: Readonly<Record<LegacyOutcome, number>>;
  readonly netRupees: number;
  readonly grossRupees: number;
  /** Percent of margin, per trade and summed as if percents of different trades could be added. */
  readonly averagePercent: number;
  readonly averagePercentGross: number;
  readonly sumPercent: number;
  readonly sumPercentGross: number;
  readonly averageWinPercent: number;
  readonly averageLossPercent: number;
  readonly profitFactorOnPercent: number;
  /** Percentage points of the running sum, from its first peak 0. */
  readonly maxDrawdownPoints: number;
  /** mean / sample deviation × √250 over *trades*. Kept under this name so that nobody takes it for a Sharpe ratio. */
  readonly sharpePerTradeAsPublished: number;
  /** mean / sample deviation of the losing trades × √250, over trades. */
  readonly sortinoPerTradeAsPublished: number;
  /** Summed percent over the drawdown in points: not a Calmar ratio either. */
  readonly calmarAsPublished: number;
  readonly longestWinRun: number;
  readonly longestLossRun: number;
}

const PUBLISHED_YEAR = 250;

/** Rows in file order (trade date, entry, signal, ticker, side): drawdown and runs depend on it. */
export function legacyStatistics(rows: readonly LegacyRow[]): LegacyStatistics {
  const percents = rows.map((row) => row.pnlPercent);
  const wins = percents.filter((value) => value > 0);
  const losses = percents.filter((value) => value < 0);
  const sumPercent = sum(percents);
  const sumPercentGross = sum(rows.map((row) => row.pnlPercentGross));
  const average = sumPercent / rows.length;
  let running = 0;
  const cumulative = percents.map((value) => {
    running += value;
    return running;
  });
  const { depth } = measureDrawdown(cumulative, 0);
  const outcomes: Record<LegacyOutcome, number> = { TARGET: 0, SL: 0, BE: 0, EOD: 0 };
  for (const outcome of LEGACY_OUTCOMES)
    outcomes[outcome] = rows.filter((row) => row.outcome === outcome).length;
  return {
    trades: rows.length,
    longs: rows.filter((row) => row.side === 1).length,
    shorts: rows.filter((row) => row.side === -1).length,
    days: new Set(rows.map((row) => row.tradeDate)).size,
    outcomes,
    netRupees: sum(rows.map((row) => row.pnlRupees)),
    grossRupees: sum(rows.map((row) => row.pnlRupeesGross)),
    averagePercent: average,
    averagePercentGross: sumPercentGross / rows.length,
    sumPercent,
    sumPercentGross,
    averageWinPercent: sum(wins) / wins.length,
    averageLossPercent: sum(losses) / losses.length,
    profitFactorOnPercent: profitFactorOf(sum(wins), sum(losses)),
    maxDrawdownPoints: depth,
    sharpePerTradeAsPublished: annualisedPerTrade(average, percents),
    sortinoPerTradeAsPublished: annualisedPerTrade(average, losses),
    calmarAsPublished: depth > 0 ? sumPercent / depth : Number.NaN,
    ...measureStreaks(percents),
  };
}

function annualisedPerTrade(average: number, spread: readonly number[]): number {
  if (spread.length < 2) return Number.NaN;
  const mean = sum(spread) / spread.length;
  const variance = sum(spread.map((value) => (value - mean) ** 2)) / (spread.length - 1);
  return variance > 0 ? (average / Math.sqrt(variance)) * Math.sqrt(PUBLISHED_YEAR) : Number.NaN;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
