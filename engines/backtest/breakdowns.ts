// Breakdowns of a run's trades by side, setup, instrument, hour, weekday, month and exit reason, and the monthly table.
// Called by metrics. Every trade is in exactly one group of each kind, so each kind adds up to the run.
// Hour and weekday are those of the entry (when the decision was acted on); the month is that of the exit (when money was booked).

import { WEEKDAYS } from '../market/weekdays.ts';
import { indianHour, indianMonth, indianWeekday, nextMonth } from './breakdowns-clock.ts';
import { type Breakdown, type BreakdownKind, EXIT_REASONS, type Metrics, type Trade } from './contract.ts';

const KEYS: Readonly<Record<BreakdownKind, (trade: Trade) => string>> = {
  side: (trade) => (trade.side === 1 ? 'long' : 'short'),
  setup: (trade) => trade.tag,
  instrument: (trade) => trade.instrumentId,
  hour: (trade) => indianHour(trade.entryTime),
  weekday: (trade) => indianWeekday(trade.entryTime),
  month: (trade) => indianMonth(trade.exitTime),
  exitReason: (trade) => trade.exitReason,
};

/** Kinds whose groups have an order of their own; the others are sorted by key. */
const ORDERS: Partial<Readonly<Record<BreakdownKind, readonly string[]>>> = {
  weekday: WEEKDAYS,
  exitReason: EXIT_REASONS,
};

export function computeBreakdowns(trades: readonly Trade[]): Metrics['breakdowns'] {
  const one = (kind: BreakdownKind): readonly Breakdown[] => breakDown(trades, kind);
  return {
    side: one('side'),
    setup: one('setup'),
    instrument: one('instrument'),
    hour: one('hour'),
    weekday: one('weekday'),
    month: one('month'),
    exitReason: one('exitReason'),
  };
}

/** Profit factor: Σ wins / |Σ losses|; Infinity without a loss, NaN without either. */
export function profitFactorOf(wins: number, losses: number): number {
  if (losses < 0) return wins / -losses;
  return wins > 0 ? Number.POSITIVE_INFINITY : Number.NaN;
}

interface Totals {
  trades: number;
  wins: number;
  netPnl: number;
  grossPnl: number;
  charges: number;
  won: number;
  lost: number;
}

function breakDown(trades: readonly Trade[], kind: BreakdownKind): readonly Breakdown[] {
  const keyOf = KEYS[kind];
  const groups = new Map<string, Totals>();
  for (const trade of trades) {
    const key = keyOf(trade);
    let group = groups.get(key);
    if (group === undefined) {
      group = { trades: 0, wins: 0, netPnl: 0, grossPnl: 0, charges: 0, won: 0, lost: 0 };
      groups.set(key, group);
    }
    group.trades++;
    group.netPnl += trade.netPnl;
    group.grossPnl += trade.grossPnl;
    group.charges += trade.charges.total;
    if (trade.netPnl > 0) {
      group.wins++;
      group.won += trade.netPnl;
    } else group.lost += trade.netPnl;
  }
  const order = ORDERS[kind];
  return [...groups]
    .sort(([a], [b]) => (order ? order.indexOf(a) - order.indexOf(b) : a < b ? -1 : 1))
    .map(([key, group]) => ({
      key,
      trades: group.trades,
      netPnl: group.netPnl,
      grossPnl: group.grossPnl,
      charges: group.charges,
      hitRate: group.wins / group.trades,
      profitFactor: profitFactorOf(group.won, group.lost),
      averagePnl: group.netPnl / group.trades,
    }));
}

/**
 * Net rupees and trades of every month from the first to the last, by exit; months without a trade are there with 0.
 * `sessionDates` (ascending `yyyy-mm-dd`) widen the span to the whole run.
 */
export function computeMonthlyPnl(
  trades: readonly Trade[],
  sessionDates: readonly string[],
): Metrics['monthlyPnl'] {
  const months = new Map<string, { netPnl: number; trades: number }>();
  for (const date of sessionDates) {
    const month = date.slice(0, 7);
    if (!months.has(month)) months.set(month, { netPnl: 0, trades: 0 });
  }
  for (const trade of trades) {
    const month = indianMonth(trade.exitTime);
    const entry = months.get(month) ?? { netPnl: 0, trades: 0 };
    entry.netPnl += trade.netPnl;
    entry.trades++;
    months.set(month, entry);
  }
  const known = [...months.keys()].sort();
  const table: { month: string; netPnl: number; trades: number }[] = [];
  const last = known.at(-1);
  if (last === undefined) return table;
  for (let month = known[0]!; month <= last; month = nextMonth(month)) {
    const entry = months.get(month);
    table.push({ month, netPnl: entry?.netPnl ?? 0, trades: entry?.trades ?? 0 });
  }
  return table;
}
