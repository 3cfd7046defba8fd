// The old system's daily summary file (AVWAP v11 as published), unrounded. Called by the legacy import and export.
// As published, invested capital ignores the confidence multiplier that scales the P&L: its ratios flatter.

import type { LegacyRow } from './legacy.ts';

/** One line, named as in the file. Money in rupees, the four ratios in percent. */
export interface LegacySummaryLine {
  /** `yyyy-mm-dd`, `TOTAL` or `AVERAGE`. */
  readonly trade_date: string;
  readonly entries_count: number;
  readonly net_profit_rs: number;
  readonly net_loss_rs: number;
  readonly net_pnl_rs: number;
  readonly gross_profit_rs: number;
  readonly gross_loss_rs: number;
  readonly gross_pnl_rs: number;
  readonly cost_impact_rs_gross_minus_net: number;
  readonly invested_without_leverage_rs: number;
  readonly invested_with_leverage_rs: number;
  readonly avg_effective_leverage: number;
  readonly net_pnl_pct_on_invested_without_lev: number;
  readonly net_pnl_pct_on_invested_with_lev: number;
  readonly gross_pnl_pct_on_invested_without_lev: number;
  readonly gross_pnl_pct_on_invested_with_lev: number;
}

/** One line per day ascending, then TOTAL (ratios of the sums) and AVERAGE (mean of the daily lines); empty without rows. */
export function legacyDailySummary(rows: readonly LegacyRow[]): readonly LegacySummaryLine[] {
  if (rows.length === 0) return [];
  const byDay = Map.groupBy(rows, (row) => row.tradeDate);
  const days = [...byDay.keys()].sort().map((date) => summarise(date, byDay.get(date)!));
  return [...days, summarise('TOTAL', rows), averageOf(days)];
}

function summarise(label: string, rows: readonly LegacyRow[]): LegacySummaryLine {
  const total = (figureOf: (row: LegacyRow) => number): number =>
    rows.reduce((sum, row) => sum + figureOf(row), 0);
  const net = total((row) => row.pnlRupees);
  const gross = total((row) => row.pnlRupeesGross);
  const margin = total((row) => row.marginRupees);
  const notional = total((row) => row.notionalRupees);
  return {
    trade_date: label,
    entries_count: rows.length,
    net_profit_rs: total((row) => Math.max(row.pnlRupees, 0)),
    net_loss_rs: total((row) => Math.min(row.pnlRupees, 0)),
    net_pnl_rs: net,
    gross_profit_rs: total((row) => Math.max(row.pnlRupeesGross, 0)),
    gross_loss_rs: total((row) => Math.min(row.pnlRupeesGross, 0)),
    gross_pnl_rs: gross,
    cost_impact_rs_gross_minus_net: gross - net,
    invested_without_leverage_rs: margin,
    invested_with_leverage_rs: notional,
    avg_effective_leverage: notional / margin,
    net_pnl_pct_on_invested_without_lev: (net / margin) * 100,
    net_pnl_pct_on_invested_with_lev: (net / notional) * 100,
    gross_pnl_pct_on_invested_without_lev: (gross / margin) * 100,
    gross_pnl_pct_on_invested_with_lev: (gross / notional) * 100,
  };
}

function averageOf(days: readonly LegacySummaryLine[]): LegacySummaryLine {
  const average = (key: Exclude<keyof LegacySummaryLine, 'trade_date'>): number =>
    days.reduce((sum, day) => sum + day[key], 0) / days.length;
  return {
    trade_date: 'AVERAGE',
    entries_count: average('entries_count'),
    net_profit_rs: average('net_profit_rs'),
    net_loss_rs: average('net_loss_rs'),
    net_pnl_rs: average('net_pnl_rs'),
    gross_profit_rs: average('gross_profit_rs'),
    gross_loss_rs: average('gross_loss_rs'),
    gross_pnl_rs: average('gross_pnl_rs'),
    cost_impact_rs_gross_minus_net: average('cost_impact_rs_gross_minus_net'),
    invested_without_leverage_rs: average('invested_without_leverage_rs'),
    invested_with_leverage_rs: average('invested_with_leverage_rs'),
    avg_effective_leverage: average('avg_effective_leverage'),
    net_pnl_pct_on_invested_without_lev: average('net_pnl_pct_on_invested_without_lev'),
    net_pnl_pct_on_invested_with_lev: average('net_pnl_pct_on_invested_with_lev'),
    gross_pnl_pct_on_invested_without_lev: average('gross_pnl_pct_on_invested_without_lev'),
    gross_pnl_pct_on_invested_with_lev: average('gross_pnl_pct_on_invested_with_lev'),
  };
}
