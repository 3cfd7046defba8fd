// Recorded trades filtered and sized by a model of five features, in the layouts of the published ML back-test: filtered trades, summary, best
// instruments. Pure; called by the command line through ml-backtest-files.ts. The trades are as recorded: their fills keep whatever they
// assumed, and the summary says what the sizing alone did.

import {
  WIN_MULTIPLIER,
  type WinMultiplier,
  winMultiplier,
} from '../../../../engines/learn/policy/multiplier.ts';
import { AppError } from '../../../contracts/errors.ts';
import { type Cell, csvText } from './csv-text.ts';

export const ML_BACKTEST_COLUMNS = [
  'quality_score',
  'atr_pct_signal',
  'rsi_signal',
  'adx_signal',
  'side',
  'pnl_rs',
] as const;

/** Inputs of the meta-model by name, one per trade. */
export const TRADE_FEATURES = ['quality_score', 'atr_pct', 'rsi_centered', 'adx_norm', 'side'] as const;
export type TradeFeatures = Readonly<Record<(typeof TRADE_FEATURES)[number], Float32Array>>;

export type ChanceMode = 'model' | 'heur';

export interface MlBacktestAsked {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly mode: ChanceMode;
  /** Chance of winning of each trade; clipped to [0.01, 0.99] here. */
  readonly chancesOf: (features: TradeFeatures, rows: number) => Float64Array;
  readonly multiplier?: WinMultiplier;
  readonly topN?: number;
}

export interface MlBacktest {
  readonly summary: MlBacktestSummary;
  readonly tradesCsv: string;
  readonly topStocksCsv: string;
}

/** The first nine keys are the published ones; kept_pct is a percentage, win rates are fractions. */
export interface MlBacktestSummary {
  readonly rows: number;
  readonly kept: number;
  readonly kept_pct: number;
  readonly base_pnl: number;
  readonly ml_pnl: number;
  readonly pnl_delta: number;
  readonly base_avg_trade: number;
  readonly ml_avg_trade: number;
  readonly base_win_rate: number;
  readonly ml_win_rate: number;
  readonly ml_mode: ChanceMode;
  readonly threshold: number;
  /** Capital used per rupee of the recorded trades. */
  readonly mean_multiplier: number;
  /** `ml_pnl` over that: what the sizing earned on the capital the recorded trades had. */
  readonly ml_pnl_at_base_capital: number;
  readonly notes: readonly string[];
}

const SCALED = [
  'pnl_pct',
  'pnl_pct_gross',
  'pnl_rs',
  'pnl_rs_gross',
  'pnl_pct_price',
  'pnl_pct_gross_price',
] as const;
const TOP = 20;

/** Throws BAD_DATA for missing columns or cells that are no numbers. */
export function mlBacktest(asked: MlBacktestAsked): MlBacktest {
  const { columns, rows, mode, multiplier = WIN_MULTIPLIER, topN = TOP } = asked;
  const missing = ML_BACKTEST_COLUMNS.filter((name) => !columns.includes(name));
  if (missing.length > 0)
    throw new AppError(
      'BAD_DATA',
      `The trade file has no column ${missing.join(', ')}. Nothing was written; give a file with ${ML_BACKTEST_COLUMNS.join(', ')}.`,
      { missing },
    );
  const chances = asked
    .chancesOf(featuresOf(rows), rows.length)
    .map((p) => Math.min(0.99, Math.max(0.01, p)));
  const base = rows.map((row, k) => numberIn(row, 'pnl_rs', k));
  const kept: Kept[] = [];
  rows.forEach((row, k) => {
    const times = winMultiplier(chances[k]!, multiplier);
    if (times > 0) kept.push({ row, chance: chances[k]!, times, base: base[k]!, scaled: base[k]! * times });
  });
  return {
    summary: summaryOf(base, kept, mode, multiplier.threshold),
    tradesCsv: tradesCsv(columns, kept, mode, multiplier.threshold),
    topStocksCsv: topStocksCsv(columns, kept, topN),
  };
}

interface Kept {
  readonly row: Readonly<Record<string, string>>;
  readonly chance: number;
  readonly times: number;
  readonly base: number;
  readonly scaled: number;
}

function featuresOf(rows: MlBacktestAsked['rows']): TradeFeatures {
  const column = (of: (row: Readonly<Record<string, string>>, k: number) => number) =>
    Float32Array.from(rows, of);
  return {
    quality_score: column((row, k) => numberIn(row, 'quality_score', k)),
    atr_pct: column((row, k) => numberIn(row, 'atr_pct_signal', k)),
    rsi_centered: column((row, k) => (numberIn(row, 'rsi_signal', k) - 50) / 50),
    adx_norm: column((row, k) => numberIn(row, 'adx_signal', k) / 50),
    side: column(sideIn),
  };
}

/** A blank is missing; anything else that is no number is a fault of the file. */
function numberIn(row: Readonly<Record<string, string>>, name: string, k: number): number {
  const text = row[name]?.trim() ?? '';
  if (text === '' && name !== 'pnl_rs') return Number.NaN;
  const value = text === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value))
    throw new AppError(
      'BAD_DATA',
      `Trade ${k + 1}: "${text}" in ${name} is no number. Nothing was written; correct the file.`,
    );
  return value;
}

function sideIn(row: Readonly<Record<string, string>>, k: number): number {
  const side = row.side?.trim().toUpperCase();
  if (side === 'LONG' || side === 'BUY' || side === '1') return 1;
  if (side === 'SHORT' || side === 'SELL' || side === '-1') return -1;
  throw new AppError(
    'BAD_DATA',
    `Trade ${k + 1}: "${row.side}" is no side. Nothing was written; sides are LONG and SHORT.`,
  );
}

function summaryOf(
  base: readonly number[],
  kept: readonly Kept[],
  mode: ChanceMode,
  threshold: number,
): MlBacktestSummary {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : Number.NaN);
  const scaled = kept.map((one) => one.scaled);
  const times = share(sum(kept.map((one) => one.times)), kept.length);
  return {
    rows: base.length,
    kept: kept.length,
    kept_pct: 100 * share(kept.length, base.length),
    base_pnl: sum(base),
    ml_pnl: sum(scaled),
    pnl_delta: sum(scaled) - sum(base),
    base_avg_trade: share(sum(base), base.length),
    ml_avg_trade: share(sum(scaled), kept.length),
    base_win_rate: share(base.filter((value) => value > 0).length, base.length),
    ml_win_rate: share(scaled.filter((value) => value > 0).length, kept.length),
    ml_mode: mode,
    threshold,
    mean_multiplier: times,
    ml_pnl_at_base_capital: sum(scaled) / times,
    notes: [
      ...(mode === 'heur' ? ['UNCALIBRATED HEURISTIC: no model said these chances.'] : []),
      'The multiplier scales the capital a trade uses: compare ml_pnl_at_base_capital with the base, not ml_pnl.',
      'Trades are as recorded: their fills keep whatever they assumed, and a model trained on these very trades knows them.',
    ],
  };
}

function tradesCsv(
  columns: readonly string[],
  kept: readonly Kept[],
  mode: ChanceMode,
  threshold: number,
): string {
  const scaled = SCALED.filter((name) => columns.includes(name));
  const own = columns.filter(
    (name) => !/^(p_win|confidence_multiplier|pnl_rs_ml|ml_threshold|ml_mode)$|_raw$/.test(name),
  );
  const header = [
    ...own,
    ...['p_win', 'confidence_multiplier', 'pnl_rs_ml', 'ml_threshold', 'ml_mode'],
    ...scaled.map((name) => `${name}_raw`),
  ];
  return csvText(
    header,
    kept.map(({ row, chance, times, scaled: money }): readonly Cell[] => [
      ...own.map((name) => row[name] ?? null),
      ...[chance, times, money, threshold, mode],
      ...scaled.map((name) => row[name] ?? null),
    ]),
  );
}

function topStocksCsv(columns: readonly string[], kept: readonly Kept[], topN: number): string {
  const name = ['ticker', 'symbol'].find((one) => columns.includes(one));
  const byTicker = Map.groupBy(kept, ({ row }) => (name === undefined ? '' : (row[name] ?? '')));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const rows = [...byTicker].map(([ticker, own]) => ({
    ticker,
    trades: own.length,
    chance: mean(own.map((one) => one.chance)),
    times: mean(own.map((one) => one.times)),
    money: own.reduce((sum, one) => sum + one.scaled, 0),
    base: own.reduce((sum, one) => sum + one.base, 0),
  }));
  rows.sort((a, b) => b.chance - a.chance || b.money - a.money || (a.ticker < b.ticker ? -1 : 1));
  return csvText(
    ['ticker', 'trades', 'avg_p_win', 'avg_confidence', 'ml_pnl', 'base_pnl'],
    rows.slice(0, topN).map((one) => [one.ticker, one.trades, one.chance, one.times, one.money, one.base]),
  );
}

/**
 * The chance the published system guessed without a model: 1 / (1 + e^−z), z = 1.8·quality + 0.8·ADX/50 − 0.6·max(0, ATR% − 2.5)/2.5 −
 * 0.5·|RSI centred|. Kept to read its files; shown as what it is wherever it is used, and never traded.
 */
export function heuristicChances(features: TradeFeatures, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, k) => {
    const wild = Math.max(0, features.atr_pct[k]! - 2.5) / 2.5;
    const z =
      1.8 * features.quality_score[k]! +
      0.8 * features.adx_norm[k]! -
      0.6 * wild -
      0.5 * Math.abs(features.rsi_centered[k]!);
    return 1 / (1 + Math.exp(-z));
  });
}
