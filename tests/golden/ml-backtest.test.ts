// The published ML back-tests, computed again from the trades of their own files: kept, money and every chance of the heuristic.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { heuristicChances, mlBacktest } from '../../src/services/training/reports/ml-backtest.ts';
import { describeWithData } from '../shared-data.ts';

const PAIRS = [
  ['ml_filtered_trades_591.csv', 'ml_backtest_summary_591.json'],
  ['ml_filtered_trades_20260221.csv', 'ml_backtest_summary_20260221.json'],
] as const;

describeWithData('published ML back-tests', (folder) => {
  it.each(PAIRS)('%s gives the figures of its summary', (trades, summary) => {
    const place = join(folder, 'seed_outputs', 'eqidv2');
    const lines = parse(readFileSync(join(place, trades), 'utf8')) as string[][];
    const [columns, ...cells] = lines;
    const rows = cells.map((line) => Object.fromEntries(columns!.map((name, k) => [name, line[k]!])));
    const published = JSON.parse(readFileSync(join(place, summary), 'utf8')) as Record<string, number>;
    const made = mlBacktest({ columns: columns!, rows, mode: 'heur', chancesOf: heuristicChances });
    for (const [name, value] of Object.entries(published))
      expect(made.summary[name as 'rows'] / value).toBeCloseTo(1, 6);
    const again = parse(made.tradesCsv, { columns: true }) as Record<string, string>[];
    again.forEach((line, k) => {
      expect(Number(line.p_win)).toBeCloseTo(Number(rows[k]!.p_win), 6);
      expect(Number(line.confidence_multiplier)).toBeCloseTo(Number(rows[k]!.confidence_multiplier), 6);
    });
    // All of the gain was larger positions.
    expect(made.summary.ml_pnl_at_base_capital).toBeLessThan(published.base_pnl! * 1.15);
  });
});
