// The figures of one run, from its trades and its daily equity. Called by the backtest worker, the legacy import and comparison.
// Risk-adjusted ratios come from daily equity only, and `basis` says so; what is undefined is NaN, never 0 or a huge number.

import { CHARGE_KINDS, type Charges } from '../costs/contract.ts';
import type { SessionWindow } from '../market/session.ts';
import { bootstrapIntervals, meanBlockLength, RESAMPLES } from './bootstrap.ts';
import { computeBreakdowns, computeMonthlyPnl, profitFactorOf } from './breakdowns.ts';
import { calendarDaysBetween, indianDay } from './breakdowns-clock.ts';
import type { EquityPoint, Metrics, Trade } from './contract.ts';
import { measureDrawdown } from './drawdown.ts';
import { exposureOf } from './metrics-exposure.ts';
import {
  CAGR_MINIMUM_SESSIONS,
  compoundGrowth,
  dailyReturns,
  sharpeFromSums,
  sharpeRatio,
  sortinoRatio,
} from './metrics-ratios.ts';
import { measureStreaks } from './streaks.ts';

export interface MetricsInput {
  readonly trades: readonly Trade[];
  /** One point per session, ascending. */
  readonly equity: readonly EquityPoint[];
  /** Rupees, above 0. */
  readonly initialCapital: number;
  /** Sessions of the run. */
  readonly sessions: number;
  /** Milliseconds of continuous trading in all of them. */
  readonly sessionMsTotal: number;
  /** The sessions' windows, ascending: needed only where positions are held overnight. */
  readonly sessionWindows?: readonly SessionWindow[];
  readonly seed: number;
}

/** Throws RangeError for a capital that is not above 0. */
export function computeMetrics(input: MetricsInput): Metrics {
  const { trades, equity, initialCapital } = input;
  if (!(initialCapital > 0))
    throw new RangeError(`metrics need an initial capital above 0, got ${initialCapital}`);

  const totals = sumTrades(trades);
  const closing = Float64Array.from(equity, (point) => point.equity);
  const returns = dailyReturns(closing, initialCapital);
  const drawdown = measureDrawdown(closing, initialCapital);
  const cagr = growthOf(equity, initialCapital);
  const sharpe = sharpeRatio(returns);
  const hitRate = trades.length > 0 ? totals.wins / trades.length : Number.NaN;
  const booked = [...trades].sort((a, b) => a.exitTime - b.exitTime || a.sequence - b.sequence);
  const days = clusterByDay(trades);

  return {
    trades: trades.length,
    sessions: input.sessions,
    netPnl: totals.netPnl,
    grossPnl: totals.grossPnl,
    charges: totals.charges,
    slippage: totals.slippage,
    returnOnCapital: totals.netPnl / initialCapital,
    cagr,
    sharpe,
    sortino: sortinoRatio(returns),
    calmar: drawdown.fraction > 0 ? cagr / drawdown.fraction : Number.NaN,
    maxDrawdown: drawdown.depth,
    maxDrawdownFraction: drawdown.fraction,
    timeUnderWaterSessions: drawdown.longestUnderWater,
    hitRate,
    profitFactor: profitFactorOf(totals.won, totals.lost),
    expectancy: mean(totals.netPnl, trades.length),
    averageWin: mean(totals.won, totals.wins),
    averageLoss: mean(totals.lost, totals.losses),
    largestWin: totals.wins > 0 ? totals.largestWin : Number.NaN,
    largestLoss: totals.losses > 0 ? totals.largestLoss : Number.NaN,
    exposure: exposureOf(trades, input.sessionMsTotal, input.sessionWindows),
    turnover: totals.turnover / initialCapital,
    averageHoldingMs: mean(totals.holdingMs, trades.length),
    ...measureStreaks(booked.map((trade) => trade.netPnl)),
    peakMargin: equity.reduce((peak, point) => Math.max(peak, point.peakMargin), 0),
    intervals: bootstrapIntervals({
      returns,
      pnl: differences(closing, initialCapital),
      dayWins: days.wins,
      dayTrades: days.trades,
      seed: input.seed,
      sharpeOf: sharpeFromSums,
      values: { sharpe, netPnl: totals.netPnl, hitRate },
    }),
    breakdowns: computeBreakdowns(trades),
    monthlyPnl: computeMonthlyPnl(
      trades,
      equity.map((point) => point.date),
    ),
    basis: basisOf(equity.length, input.seed),
  };
}

function sumTrades(trades: readonly Trade[]) {
  const charges = { brokerage: 0, stt: 0, transaction: 0, sebi: 0, stamp: 0, gst: 0, total: 0 };
  const sums = {
    netPnl: 0,
    grossPnl: 0,
    slippage: 0,
    wins: 0,
    losses: 0,
    won: 0,
    lost: 0,
    largestWin: 0,
    largestLoss: 0,
    turnover: 0,
    holdingMs: 0,
  };
  for (const trade of trades) {
    sums.netPnl += trade.netPnl;
    sums.grossPnl += trade.grossPnl;
    sums.slippage += trade.slippage;
    sums.turnover += trade.quantity * (trade.entryPrice + trade.exitPrice);
    sums.holdingMs += trade.exitTime - trade.entryTime;
    for (const kind of CHARGE_KINDS) charges[kind] += trade.charges[kind];
    if (trade.netPnl > 0) {
      sums.wins++;
      sums.won += trade.netPnl;
      sums.largestWin = Math.max(sums.largestWin, trade.netPnl);
    } else if (trade.netPnl < 0) {
      sums.losses++;
      sums.lost += trade.netPnl;
      sums.largestLoss = Math.min(sums.largestLoss, trade.netPnl);
    }
  }
  charges.total =
    charges.brokerage + charges.stt + charges.transaction + charges.sebi + charges.stamp + charges.gst;
  return { ...sums, charges: charges satisfies Charges };
}

function mean(sum: number, count: number): number {
  return count > 0 ? sum / count : Number.NaN;
}

function differences(values: Float64Array, start: number): Float64Array {
  return values.map((value, i) => value - (i === 0 ? start : values[i - 1]!));
}

function growthOf(equity: readonly EquityPoint[], initialCapital: number): number {
  const first = equity[0];
  const last = equity.at(-1);
  if (first === undefined || last === undefined) return Number.NaN;
  // Both end days count: a run of one session lasts one day.
  const days = calendarDaysBetween(first.date, last.date) + 1;
  return compoundGrowth(initialCapital, last.equity, days, equity.length);
}

/** Wins and trades of each Indian day with an entry, in time order. */
function clusterByDay(trades: readonly Trade[]): { wins: Float64Array; trades: Float64Array } {
  const days = new Map<number, { wins: number; trades: number }>();
  for (const trade of trades) {
    const day = indianDay(trade.entryTime);
    const entry = days.get(day) ?? { wins: 0, trades: 0 };
    entry.trades++;
    if (trade.netPnl > 0) entry.wins++;
    days.set(day, entry);
  }
  const ordered = [...days].sort((a, b) => a[0] - b[0]).map(([, entry]) => entry);
  return {
    wins: Float64Array.from(ordered, (entry) => entry.wins),
    trades: Float64Array.from(ordered, (entry) => entry.trades),
  };
}

function basisOf(sessions: number, seed: number): string {
  return [
    `Sharpe and Sortino from ${sessions} daily equity returns × √252, risk-free rate 0 (Sharpe: sample deviation; Sortino: downside against 0 over all sessions).`,
    `CAGR over calendar days, not given below ${CAGR_MINIMUM_SESSIONS} sessions; Calmar = CAGR over the largest drawdown.`,
    'Drawdown and time under water on daily closing equity, starting capital included.',
    'Hit rate, expectancy and profit factor on net rupees per trade.',
    `95 % intervals: stationary bootstrap of whole sessions (mean block ${meanBlockLength(sessions)}, ${RESAMPLES} resamples, seed ${seed}).`,
    'Hours, weekdays and months in IST.',
  ].join(' ');
}
