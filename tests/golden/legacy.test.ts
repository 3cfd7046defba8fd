// The published results of the old system, recomputed from its own files (the published figures, checks 1, 2 and 4). If one of these moves, an
// imported run no longer means what its publisher printed.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { type LegacyRow, parseLegacyTrades } from '../../engines/backtest/legacy.ts';
import {
  publishedGrossPercent,
  publishedLeveredPercent,
  publishedNetPercent,
  publishedNotional,
  publishedRupees,
} from '../../engines/backtest/legacy-costs.ts';
import { legacyStatistics } from '../../engines/backtest/legacy-statistics.ts';
import { legacyDailySummary } from '../../engines/backtest/legacy-summary.ts';
import { legacyFlags, legacyTrades } from '../../engines/backtest/legacy-trades.ts';
import { describeWithData } from '../shared-data.ts';

function readCsv(folder: string, name: string): { columns: string[]; records: Record<string, string>[] } {
  const text = readFileSync(join(folder, 'seed_outputs', 'eqidv2', name), 'utf8');
  const [columns, ...lines] = parse(text) as string[][];
  return {
    columns: columns!,
    records: lines.map((line) => Object.fromEntries(columns!.map((column, i) => [column, line[i]!]))),
  };
}

function readTrades(folder: string, name: string) {
  const { columns, records } = readCsv(folder, name);
  return { records, ...parseLegacyTrades(columns, records) };
}

describeWithData('check 1: trades_big_20260223_133856.csv', (folder) => {
  const { rows, problems, layout } = folder
    ? readTrades(folder, 'trades_big_20260223_133856.csv')
    : { rows: [], problems: [], layout: 'plain' };

  it('is read whole', () => {
    expect(layout).toBe('plain');
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(1_019);
  });

  it('gives the published counts, rupees and ratios', () => {
    const statistics = legacyStatistics(rows);
    expect(statistics).toMatchObject({
      trades: 1_019,
      shorts: 776,
      longs: 243,
      days: 121,
      longestWinRun: 32,
      longestLossRun: 7,
    });
    expect(statistics.outcomes).toEqual({ BE: 791, SL: 155, EOD: 73, TARGET: 0 });
    expect(statistics.netRupees).toBeCloseTo(1_389_051.88, 2);
    expect(statistics.profitFactorOnPercent).toBeCloseTo(3.3223, 4);
    expect(statistics.sharpePerTradeAsPublished).toBeCloseTo(6.0806, 4);
    expect(statistics.maxDrawdownPoints).toBeCloseTo(35.2258, 4);
  });

  it('gives every figure of the console log of that run, per side and combined', () => {
    const printed = (side: readonly LegacyRow[]) => {
      const s = legacyStatistics(side);
      return [
        s.averagePercent.toFixed(4),
        s.sumPercent.toFixed(4),
        s.averagePercentGross.toFixed(4),
        s.sumPercentGross.toFixed(4),
        s.profitFactorOnPercent.toFixed(3),
        s.averageWinPercent.toFixed(4),
        s.averageLossPercent.toFixed(4),
        s.maxDrawdownPoints.toFixed(4),
        s.sharpePerTradeAsPublished.toFixed(3),
        s.sortinoPerTradeAsPublished.toFixed(3),
        s.calmarAsPublished.toFixed(3),
        s.longestWinRun,
        s.longestLossRun,
      ].join(' ');
    };
    expect(printed(rows.filter((row) => row.side === -1))).toBe(
      '1.0618 823.9508 1.7099 1326.8773 2.275 2.4378 -3.7345 30.5782 4.455 12.806 26.946 31 7',
    );
    expect(printed(rows.filter((row) => row.side === 1))).toBe(
      '4.0209 977.0765 4.6766 1136.4242 8.546 5.4780 -3.1581 11.9226 10.498 39.316 81.952 28 4',
    );
    expect(printed(rows)).toBe(
      '1.7674 1801.0273 2.4174 2463.3015 3.322 3.2007 -3.6240 35.2258 6.081 20.113 51.128 32 7',
    );
  });

  it('raises the three flags', () => {
    expect(legacyFlags(rows).map((flag) => [flag.id, flag.count])).toEqual([
      ['better-than-target', 105],
      ['exit-above-4-percent', 10],
      ['long-quality-above-50', 4],
    ]);
  });

  it('becomes trades that keep the published rupees', () => {
    const trades = legacyTrades(rows);
    const net = trades.reduce((sum, trade) => sum + trade.netPnl, 0);
    expect(net).toBeCloseTo(1_389_051.88, 2);
    for (const trade of trades) {
      expect(trade.side * (trade.exitPrice - trade.entryPrice) * trade.quantity).toBeCloseTo(
        trade.grossPnl,
        6,
      );
      expect(trade.grossPnl - trade.charges.total).toBeCloseTo(trade.netPnl, 8);
    }
    // Every armed stop of this file was a trailing one: none left below +0.2 %.
    expect(trades.filter((trade) => trade.exitReason === 'trail')).toHaveLength(791);
    expect(new Set(trades.map((trade) => trade.instrumentId)).size).toBe(
      new Set(rows.map((row) => row.ticker)).size,
    );
  });
});

describeWithData('check 2: the published cost formula', (folder) => {
  it.each(['trades_big_20260223_133856.csv', 'trades_mid_20260217_142005.csv', 'trades_small_last60.csv'])(
    'reproduces price percent to 1e-12 and rupees to 1e-9 in every row of %s',
    (name) => {
      const { rows, problems } = readTrades(folder, name);
      expect(problems).toEqual([]);
      expect(rows.length).toBeGreaterThanOrEqual(60);
      const worst = { net: 0, gross: 0, levered: 0, rupees: 0, rupeesGross: 0, notional: 0 };
      for (const row of rows) {
        const leverage = row.fields.leverage as number;
        const net = publishedNetPercent(row.side, row.entryPrice, row.exitPrice);
        const gross = publishedGrossPercent(row.side, row.entryPrice, row.exitPrice);
        const notional = publishedNotional(row.marginRupees, leverage);
        const note = (key: keyof typeof worst, difference: number): void => {
          worst[key] = Math.max(worst[key], Math.abs(difference));
        };
        note('net', net - row.pricePercent);
        note('gross', gross - row.pricePercentGross);
        note('levered', publishedLeveredPercent(net, leverage) - row.pnlPercent);
        note('notional', notional - row.notionalRupees);
        note('rupees', publishedRupees(net, notional) - row.pnlRupees);
        note('rupeesGross', publishedRupees(gross, notional) - row.pnlRupeesGross);
      }
      expect(worst.net).toBeLessThan(1e-12);
      expect(worst.gross).toBeLessThan(1e-12);
      expect(worst.levered).toBeLessThan(1e-12);
      expect(worst.notional).toBe(0);
      expect(worst.rupees).toBeLessThan(1e-9);
      expect(worst.rupeesGross).toBeLessThan(1e-9);
    },
  );
});

describeWithData('check 4: summary_latest_20260221.csv', (folder) => {
  it('is reproduced from trades_ML_20260221_120145.csv to 0.01 for 120 days, TOTAL and AVERAGE', () => {
    const { rows, layout, problems } = readTrades(folder, 'trades_ML_20260221_120145.csv');
    expect([layout, problems.length, rows.length]).toEqual(['ml-scaled', 0, 1_025]);
    const published = readCsv(folder, 'summary_latest_20260221.csv');
    const lines = legacyDailySummary(rows);
    expect(lines).toHaveLength(122);
    expect(lines.map((line) => line.trade_date)).toEqual(
      published.records.map((record) => record.trade_date),
    );
    expect(Object.keys(lines[0]!)).toEqual(published.columns);
    let worst = 0;
    lines.forEach((line, i) => {
      for (const [column, figure] of Object.entries(line))
        if (column !== 'trade_date')
          worst = Math.max(worst, Math.abs(figure - Number(published.records[i]![column])));
    });
    // The file is rounded to the paisa; half a paisa of rounding is all that may remain.
    expect(worst).toBeLessThanOrEqual(0.01);
  });

  it('shows what the file hides: the capital the multiplier used', () => {
    const { rows } = readTrades(folder, 'trades_ML_20260221_120145.csv');
    const published = rows.reduce((sum, row) => sum + row.marginRupees, 0);
    const used = legacyTrades(rows).reduce((sum, trade) => sum + trade.margin, 0);
    expect(published).toBe(63_600_000);
    expect(used / published).toBeGreaterThan(1.3);
    const flags = Object.fromEntries(legacyFlags(rows).map((flag) => [flag.id, flag.count]));
    expect(flags['multiplier-not-in-capital']).toBe(1_025);
    expect(flags['rupees-not-from-prices']).toBeUndefined();
  });

  it.each([
    ['ml_filtered_trades_20260221.csv', 1_025],
    ['ml_filtered_trades_591.csv', 591],
  ] as const)('reads the filtered layout of %s', (name, count) => {
    const { rows, layout, problems } = readTrades(folder, name);
    expect([layout, problems.length, rows.length]).toEqual(['ml-filtered', 0, count]);
    for (const row of rows)
      expect(
        (row.fields.pnl_rs_ml as number) - row.pnlRupees * (row.fields.confidence_multiplier as number),
      ).toBeCloseTo(0, 8);
  });
});
