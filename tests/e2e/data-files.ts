// Small files for the Data specs: candles of three NSE sessions, a broken one, and one published trade. Made here, so that the
// specs run without the market data that may not be shipped.

import { LEGACY_COLUMNS } from '../../engines/backtest/legacy.ts';

export interface UploadFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Trading days by NSE's calendar (25 and 29 March 2024 were holidays). */
export const SESSIONS = ['2024-03-26', '2024-03-27', '2024-03-28'] as const;
const BARS_A_DAY = 75;

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Five-minute rows of three sessions, stamped by the bar's start; `shift` moves every price. */
export function candleRows(shift = 0): string[] {
  return SESSIONS.flatMap((date, day) =>
    Array.from({ length: BARS_A_DAY }, (_, bar) => {
      const open = 1000 + day * 10 + Math.sin(bar / 7) * 4 + shift;
      const close = open + Math.cos(bar / 5);
      const prices = [open, Math.max(open, close) + 0.5, Math.min(open, close) - 0.5, close];
      return `${date} ${clock(555 + bar * 5)}:00,${prices.map((price) => price.toFixed(2)).join(',')},${1000 + bar}`;
    }),
  );
}

export function csvFile(
  name: string,
  rows: readonly string[],
  header = 'date,open,high,low,close,volume',
): UploadFile {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${[header, ...rows].join('\n')}\n`) };
}

/** A line in the middle that holds no prices. */
export function brokenFile(name: string): UploadFile {
  const rows = candleRows();
  rows[100] = '2024-03-27 11:20:00,what,is,this';
  return csvFile(name, rows);
}

/** One winning short trade in the layout of the published system. */
export function tradeFile(name: string): UploadFile {
  const trade: Record<(typeof LEGACY_COLUMNS)[number], string> = {
    trade_date: '2024-03-28',
    ticker: 'TCS',
    side: 'SHORT',
    setup: 'A_MOD_BREAK_C1_LOW',
    impulse_type: 'MODERATE',
    signal_time_ist: '2024-03-28 10:00:00+05:30',
    entry_time_ist: '2024-03-28 10:15:00+05:30',
    entry_price: '1000',
    sl_price: '1007.5',
    target_price: '988',
    exit_time_ist: '2024-03-28 11:00:00+05:30',
    exit_price: '988',
    outcome: 'TARGET',
    pnl_pct: '5.35',
    pnl_pct_gross: '6',
    adx_signal: '25',
    rsi_signal: '40',
    stochk_signal: '30',
    avwap_dist_atr_signal: '1',
    ema20_gap_atr_signal: '1',
    atr_pct_signal: '0.004',
    quality_score: '2.5',
    stop_price: '1007.5',
    pnl_pct_price: '1.07',
    pnl_pct_gross_price: '1.2',
    position_size_rs: '50000',
    leverage: '5',
    notional_exposure_rs: '250000',
    pnl_rs: '2675',
    pnl_rs_gross: '3000',
  };
  return csvFile(name, [LEGACY_COLUMNS.map((column) => trade[column]).join(',')], LEGACY_COLUMNS.join(','));
}
