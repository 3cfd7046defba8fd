// Writes a run as CSV (its trades, one line each) or JSON (everything stored). Called by the service for page and CLI.

import { stringify } from 'csv-stringify/sync';
import type { Trade } from '../../../engines/backtest/contract.ts';
import type { Run } from '../../contracts/backtests.ts';

const INDIA_OFFSET_MS = 19_800_000;

/** ISO 8601 with the Indian offset, to the second. */
export function indianStamp(epochMs: number): string {
  return Number.isFinite(epochMs)
    ? `${new Date(epochMs + INDIA_OFFSET_MS).toISOString().slice(0, 19)}+05:30`
    : '';
}

const COLUMNS: readonly (readonly [string, (trade: Trade) => string | number])[] = [
  ['sequence', (trade) => trade.sequence],
  ['instrument', (trade) => trade.instrumentId],
  ['side', (trade) => (trade.side > 0 ? 'LONG' : 'SHORT')],
  ['setup', (trade) => trade.tag],
  ['quantity', (trade) => trade.quantity],
  ['signal_time', (trade) => indianStamp(trade.signalTime)],
  ['decision_time', (trade) => indianStamp(trade.decisionTime)],
  ['entry_time', (trade) => indianStamp(trade.entryTime)],
  ['entry_price', (trade) => trade.entryPrice],
  ['stop_price', (trade) => blank(trade.stopPrice)],
  ['target_price', (trade) => blank(trade.targetPrice)],
  ['exit_time', (trade) => indianStamp(trade.exitTime)],
  ['exit_price', (trade) => trade.exitPrice],
  ['exit_reason', (trade) => trade.exitReason],
  ['score', (trade) => blank(trade.score)],
  ['margin_rs', (trade) => trade.margin],
  ['gross_pnl_rs', (trade) => trade.grossPnl],
  ['brokerage_rs', (trade) => trade.charges.brokerage],
  ['stt_rs', (trade) => trade.charges.stt],
  ['transaction_rs', (trade) => trade.charges.transaction],
  ['sebi_rs', (trade) => trade.charges.sebi],
  ['stamp_rs', (trade) => trade.charges.stamp],
  ['gst_rs', (trade) => trade.charges.gst],
  ['charges_rs', (trade) => trade.charges.total],
  ['net_pnl_rs', (trade) => trade.netPnl],
  ['slippage_rs', (trade) => trade.slippage],
  ['max_adverse_rs', (trade) => blank(trade.maxAdverse)],
  ['max_favourable_rs', (trade) => blank(trade.maxFavourable)],
];

function blank(value: number): number | string {
  return Number.isNaN(value) ? '' : value;
}

export function tradesAsCsv(trades: readonly Trade[]): string {
  // Quoting guards spreadsheets against cells that begin like a formula; symbols never do, but tags come from strategies.
  return stringify(
    trades.map((trade) => COLUMNS.map(([, read]) => read(trade))),
    { header: true, columns: COLUMNS.map(([name]) => name), escape_formulas: true, cast: { number: String } },
  );
}

/** Plain JSON: figures that are not finite become null. */
export function runAsJson(run: Run, trades: readonly Trade[]): string {
  return `${JSON.stringify({ ...run, trades }, null, 2)}\n`;
}

/** Safe file name that says what is inside. */
export function exportFileName(run: Run, format: 'csv' | 'json'): string {
  const name =
    run.name
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'run';
  return `${name}-${run.id.slice(0, 8)}.${format}`;
}
