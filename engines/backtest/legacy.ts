// Reads trade files of the system AnchorDesk replaces (eqidv2: 30 columns, and its two wider ML variants) into typed rows.
// Called by the legacy import with CSV records. Repairs nothing: a row it cannot read is a problem with its line and reason.
// Source: AVWAP v11 as published. Stamps are bar ends, so an entry stamp is the close of the bar the decision needed.

import type { Side } from '../strategies/contract.ts';
import { indianDate } from './breakdowns-clock.ts';

/** The 30 columns every layout has. */
export const LEGACY_COLUMNS = [
  'trade_date',
  'ticker',
  'side',
  'setup',
  'impulse_type',
  'signal_time_ist',
  'entry_time_ist',
  'entry_price',
  'sl_price',
  'target_price',
  'exit_time_ist',
  'exit_price',
  'outcome',
  'pnl_pct',
  'pnl_pct_gross',
  'adx_signal',
  'rsi_signal',
  'stochk_signal',
  'avwap_dist_atr_signal',
  'ema20_gap_atr_signal',
  'atr_pct_signal',
  'quality_score',
  'stop_price',
  'pnl_pct_price',
  'pnl_pct_gross_price',
  'position_size_rs',
  'leverage',
  'notional_exposure_rs',
  'pnl_rs',
  'pnl_rs_gross',
] as const;

/** Columns a trade itself holds; every other column is kept in `fields`. */
const CARRIED: ReadonlySet<string> = new Set([
  'trade_date',
  'ticker',
  'side',
  'setup',
  'signal_time_ist',
  'entry_time_ist',
  'entry_price',
  'sl_price',
  'target_price',
  'exit_time_ist',
  'exit_price',
  'stop_price',
  'quality_score',
  'pnl_rs',
  'pnl_rs_gross',
]);

/**
 * `plain`: the runner's file. `ml-filtered`: adds p_win and a multiplier, P&L columns unscaled. `ml-scaled`: every P&L column is
 * multiplied by the confidence while the capital columns are not; the originals are in `*_raw`.
 */
export type LegacyLayout = 'plain' | 'ml-filtered' | 'ml-scaled';

export const LEGACY_OUTCOMES = ['TARGET', 'SL', 'BE', 'EOD'] as const;
export type LegacyOutcome = (typeof LEGACY_OUTCOMES)[number];

/** One published trade. Percent columns are percent; `pnlPercent` is of margin, `pricePercent` unlevered. */
export interface LegacyRow {
  /** Position in the file, from 1 (the header not counted). */
  readonly row: number;
  readonly tradeDate: string;
  readonly ticker: string;
  readonly side: Side;
  readonly setup: string;
  readonly signalTime: number;
  readonly entryTime: number;
  readonly exitTime: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly stopPrice: number;
  readonly targetPrice: number;
  readonly outcome: LegacyOutcome;
  readonly qualityScore: number;
  readonly pnlPercent: number;
  readonly pnlPercentGross: number;
  readonly pricePercent: number;
  readonly pricePercentGross: number;
  readonly marginRupees: number;
  readonly notionalRupees: number;
  readonly pnlRupees: number;
  readonly pnlRupeesGross: number;
  /** What the P&L columns were multiplied by: the confidence in `ml-scaled`, else 1. */
  readonly multiplier: number;
  /** The other columns as they were, numbers where numeric. */
  readonly fields: Readonly<Record<string, number | string>>;
}

export interface LegacyProblem {
  readonly row: number;
  readonly column: string;
  readonly message: string;
}

export interface LegacyFile {
  readonly layout: LegacyLayout;
  readonly rows: readonly LegacyRow[];
  readonly problems: readonly LegacyProblem[];
}

/** Which layout these columns are, or undefined where it is no legacy trade file. Order does not matter. */
export function legacyLayoutOf(columns: readonly string[]): LegacyLayout | undefined {
  const present = new Set(columns);
  if (!LEGACY_COLUMNS.every((column) => present.has(column))) return undefined;
  if (present.has('pnl_rs_raw') && present.has('confidence_multiplier')) return 'ml-scaled';
  if (present.has('p_win') && present.has('confidence_multiplier')) return 'ml-filtered';
  return 'plain';
}

type LegacyRecord = Readonly<Record<string, string>>;

/** Parses records in file order. Throws RangeError where the columns are not those of a legacy trade file. */
export function parseLegacyTrades(columns: readonly string[], records: readonly LegacyRecord[]): LegacyFile {
  const layout = legacyLayoutOf(columns);
  if (layout === undefined) {
    const missing = LEGACY_COLUMNS.filter((column) => !columns.includes(column));
    throw new RangeError(`not an eqidv2 trade file: missing ${missing.join(', ')}`);
  }
  const rows: LegacyRow[] = [];
  const problems: LegacyProblem[] = [];
  records.forEach((record, i) => {
    const found = parseRow(record, i + 1, layout);
    if ('message' in found) problems.push(found);
    else rows.push(found);
  });
  return { layout, rows, problems };
}

/** Internal: carries the first problem of a row out of the field readers. */
class RowProblem extends Error {
  readonly column: string;
  constructor(column: string, message: string) {
    super(message);
    this.column = column;
  }
}

function parseRow(record: LegacyRecord, row: number, layout: LegacyLayout): LegacyRow | LegacyProblem {
  try {
    return readRow(record, row, layout);
  } catch (error) {
    if (error instanceof RowProblem) return { row, column: error.column, message: error.message };
    throw error;
  }
}

function readRow(record: LegacyRecord, row: number, layout: LegacyLayout): LegacyRow {
  const side = oneOf(record, 'side', ['LONG', 'SHORT'] as const) === 'LONG' ? 1 : -1;
  const signalTime = timeOf(record, 'signal_time_ist');
  const entryTime = timeOf(record, 'entry_time_ist');
  const exitTime = timeOf(record, 'exit_time_ist');
  if (entryTime < signalTime) throw new RowProblem('entry_time_ist', 'the entry is before its signal');
  if (exitTime < entryTime) throw new RowProblem('exit_time_ist', 'the exit is before the entry');
  const tradeDate = textOf(record, 'trade_date');
  if (tradeDate !== indianDate(entryTime))
    throw new RowProblem('trade_date', `${tradeDate} is not the Indian date of the entry`);

  const fields: Record<string, number | string> = {};
  for (const [column, text] of Object.entries(record))
    if (!CARRIED.has(column)) fields[column] = asFigure(text);

  return {
    row,
    tradeDate,
    ticker: textOf(record, 'ticker'),
    side,
    setup: textOf(record, 'setup'),
    signalTime,
    entryTime,
    exitTime,
    entryPrice: positiveOf(record, 'entry_price'),
    exitPrice: positiveOf(record, 'exit_price'),
    stopPrice: positiveOf(record, 'sl_price'),
    targetPrice: positiveOf(record, 'target_price'),
    outcome: oneOf(record, 'outcome', LEGACY_OUTCOMES),
    qualityScore: numberOf(record, 'quality_score'),
    pnlPercent: numberOf(record, 'pnl_pct'),
    pnlPercentGross: numberOf(record, 'pnl_pct_gross'),
    pricePercent: numberOf(record, 'pnl_pct_price'),
    pricePercentGross: numberOf(record, 'pnl_pct_gross_price'),
    marginRupees: positiveOf(record, 'position_size_rs'),
    notionalRupees: positiveOf(record, 'notional_exposure_rs'),
    pnlRupees: numberOf(record, 'pnl_rs'),
    pnlRupeesGross: numberOf(record, 'pnl_rs_gross'),
    multiplier: layout === 'ml-scaled' ? positiveOf(record, 'confidence_multiplier') : 1,
    fields,
  };
}

function textOf(record: LegacyRecord, column: string): string {
  const text = record[column]?.trim() ?? '';
  if (text === '') throw new RowProblem(column, 'is empty');
  return text;
}

function numberOf(record: LegacyRecord, column: string): number {
  const text = textOf(record, column);
  const value = Number(text);
  if (!Number.isFinite(value)) throw new RowProblem(column, `${text} is not a number`);
  return value;
}

function positiveOf(record: LegacyRecord, column: string): number {
  const value = numberOf(record, column);
  if (!(value > 0)) throw new RowProblem(column, `${value} is not above 0`);
  return value;
}

function oneOf<T extends string>(record: LegacyRecord, column: string, allowed: readonly T[]): T {
  const text = textOf(record, column);
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new RowProblem(column, `${text} is none of ${allowed.join(', ')}`);
  return found;
}

const STAMP = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d+)?([+-]\d{2}:\d{2}|Z)$/;

/** A stamp must carry its offset: the old system wrote naive stamps in two different zones. */
function timeOf(record: LegacyRecord, column: string): number {
  const text = textOf(record, column);
  const time = STAMP.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (!Number.isFinite(time)) throw new RowProblem(column, `${text} is not a time with its UTC offset`);
  return time;
}

function asFigure(text: string): number | string {
  const trimmed = text.trim();
  const value = Number(trimmed);
  return trimmed !== '' && Number.isFinite(value) ? value : trimmed;
}
