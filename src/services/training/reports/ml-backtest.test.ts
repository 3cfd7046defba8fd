// The ML back-test on a few trades: what is kept, how it is sized, and that a larger position is never told as skill.

import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { heuristicChances, type MlBacktestAsked, mlBacktest } from './ml-backtest.ts';

const COLUMNS = [
  'ticker',
  'side',
  'quality_score',
  'atr_pct_signal',
  'rsi_signal',
  'adx_signal',
  'pnl_rs',
  'pnl_pct',
];
const row = (ticker: string, side: string, pnl: number, quality = 0.5): Record<string, string> => ({
  ticker,
  side,
  quality_score: String(quality),
  atr_pct_signal: '0.005',
  rsi_signal: '25',
  adx_signal: '30',
  pnl_rs: String(pnl),
  pnl_pct: '1.5',
});
const ROWS = [row('TCS', 'LONG', 100), row('TCS', 'SHORT', -50), row('=INFY', 'short', 30)];

const asked = (chances: readonly number[], changes: Partial<MlBacktestAsked> = {}): MlBacktestAsked => ({
  columns: COLUMNS,
  rows: ROWS,
  mode: 'model',
  chancesOf: () => Float64Array.from(chances),
  ...changes,
});

describe('ML back-test', () => {
  it('keeps trades from the threshold on and scales them by the multiplier', () => {
    const { summary, tradesCsv } = mlBacktest(asked([0.8, 0.599, 0.6]));
    expect(summary).toMatchObject({ rows: 3, kept: 2, base_pnl: 80, base_win_rate: 2 / 3, ml_win_rate: 1 });
    // 0.8 + (0.8 − 0.6) / 0.4 · 0.8 = 1.2, and 0.8 at the threshold.
    expect(summary.ml_pnl).toBeCloseTo(100 * 1.2 + 30 * 0.8, 12);
    expect(summary.kept_pct).toBeCloseTo(66.6667, 3);
    expect(summary.pnl_delta).toBeCloseTo(144 - 80, 12);
    expect(summary.mean_multiplier).toBeCloseTo(1, 12);
    const lines = parse(tradesCsv, { columns: true }) as Record<string, string>[];
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      p_win: '0.8',
      pnl_rs: '100',
      pnl_rs_raw: '100',
      pnl_pct_raw: '1.5',
      ml_mode: 'model',
    });
    expect(Number(lines[0]!.pnl_rs_ml)).toBeCloseTo(120, 9);
  });

  it('says what the same capital would have earned', () => {
    const { summary } = mlBacktest(asked([0.99, 0.99, 0.99]));
    expect(summary.mean_multiplier).toBeCloseTo(0.8 + (0.39 / 0.4) * 0.8, 12);
    expect(summary.ml_pnl_at_base_capital).toBeCloseTo(80, 9);
    expect(summary.ml_pnl).toBeGreaterThan(120);
  });

  it('ranks instruments by chance, then money, and guards cells that begin like a formula', () => {
    const { topStocksCsv } = mlBacktest(asked([0.7, 0.7, 0.9], { topN: 1 }));
    const [header, first, ...rest] = topStocksCsv.trimEnd().split('\n');
    expect(header).toBe('ticker,trades,avg_p_win,avg_confidence,ml_pnl,base_pnl');
    expect(first).toMatch(/^'=INFY,1,0\.9,/);
    expect(rest).toEqual([]);
  });

  it('gives the features their published scale', () => {
    let seen: Parameters<MlBacktestAsked['chancesOf']>[0] | undefined;
    mlBacktest(
      asked([], {
        chancesOf: (features, rows) => {
          seen = features;
          return new Float64Array(rows).fill(0.7);
        },
      }),
    );
    expect(Array.from(seen!.side)).toEqual([1, -1, -1]);
    expect(seen!.rsi_centered[0]).toBeCloseTo(-0.5, 6);
    expect(seen!.adx_norm[0]).toBeCloseTo(0.6, 6);
    expect(seen!.atr_pct[0]).toBeCloseTo(0.005, 6);
  });

  it('marks the heuristic as what it is', () => {
    const made = mlBacktest(asked([], { mode: 'heur', chancesOf: heuristicChances }));
    expect(made.summary.notes.join()).toMatch(/UNCALIBRATED HEURISTIC/);
    // 1.8·0.5 + 0.8·0.6 − 0.5·0.5 = 1.13.
    const [line] = parse(made.tradesCsv, { columns: true }) as Record<string, string>[];
    expect(Number(line!.p_win)).toBeCloseTo(1 / (1 + Math.exp(-1.13)), 6);
  });

  it('refuses files without the columns and cells that are no numbers', () => {
    expect(() => mlBacktest(asked([], { columns: COLUMNS.slice(0, 5) }))).toThrow(/adx_signal, pnl_rs/);
    expect(() => mlBacktest(asked([], { rows: [{ ...ROWS[0]!, pnl_rs: 'n/a' }] }))).toThrow(
      /"n\/a" in pnl_rs/,
    );
    expect(() => mlBacktest(asked([], { rows: [{ ...ROWS[0]!, side: 'up' }] }))).toThrow(/no side/);
  });

  it('has nothing to divide where nothing is kept', () => {
    const { summary, tradesCsv } = mlBacktest(asked([0.1, 0.1, 0.1]));
    expect(summary).toMatchObject({ kept: 0, ml_pnl: 0 });
    expect(summary.ml_avg_trade).toBeNaN();
    expect(tradesCsv.trimEnd().split('\n')).toHaveLength(1);
  });
});
