// Legacy trade files from records written here: layouts, refusals, the trades made of them, flags, statistics and equity.

import { describe, expect, it } from 'vitest';
import { ist } from '../../tests/fixtures/trades.ts';
import type { Session } from '../market/session.ts';
import { LEGACY_COLUMNS, legacyLayoutOf, parseLegacyTrades } from './legacy.ts';
import {
  publishedGrossPercent,
  publishedLeveredPercent,
  publishedNetPercent,
  publishedNotional,
  publishedRupees,
} from './legacy-costs.ts';
import { equityOfClosedTrades } from './legacy-equity.ts';
import { legacyStatistics } from './legacy-statistics.ts';
import { legacyDailySummary } from './legacy-summary.ts';
import { legacyFlags, legacyTrades } from './legacy-trades.ts';

const COLUMNS: readonly string[] = LEGACY_COLUMNS;
const SCALED = [...COLUMNS, 'p_win', 'confidence_multiplier', 'ml_mode', 'pnl_rs_raw'];

/** A short of 100 → 99: 1 % gross on 250,000. */
const SHORT: Readonly<Record<string, string>> = {
  trade_date: '2025-08-26',
  ticker: 'GODIGIT',
  side: 'SHORT',
  setup: 'A_MOD_BREAK_C1_LOW',
  impulse_type: 'MODERATE',
  signal_time_ist: '2025-08-26 10:00:00+05:30',
  entry_time_ist: '2025-08-26 10:15:00+05:30',
  entry_price: '100.0',
  sl_price: '100.75',
  target_price: '98.8',
  exit_time_ist: '2025-08-26T10:45:00+05:30',
  exit_price: '99.0',
  outcome: 'BE',
  pnl_pct: '4.35',
  pnl_pct_gross: '5.0',
  adx_signal: '29.6',
  rsi_signal: '25.8',
  stochk_signal: '4.9',
  avwap_dist_atr_signal: '1.36',
  ema20_gap_atr_signal: '3.1',
  atr_pct_signal: '0.0052',
  quality_score: '0.54',
  stop_price: '100.75',
  pnl_pct_price: '0.87',
  pnl_pct_gross_price: '1.0',
  position_size_rs: '50000.0',
  leverage: '5.0',
  notional_exposure_rs: '250000.0',
  pnl_rs: '2175.0',
  pnl_rs_gross: '2500.0',
};

/** A long of 200 → 209 (+4.5 %), beyond its 1.5 % target. */
const LONG: Readonly<Record<string, string>> = {
  ...SHORT,
  ticker: 'IXIGO',
  side: 'LONG',
  entry_price: '200',
  sl_price: '198.5',
  target_price: '203',
  exit_price: '209',
  quality_score: '265.0',
  pnl_pct: '21.8',
  pnl_pct_gross: '22.5',
  position_size_rs: '100000',
  notional_exposure_rs: '500000',
  pnl_rs: '21800',
  pnl_rs_gross: '22500',
};

const parse = (records: readonly Record<string, string>[]) => parseLegacyTrades(COLUMNS, records);
const rowsOf = (...records: readonly Record<string, string>[]) => {
  const { rows, problems } = parse(records);
  expect(problems).toEqual([]);
  return rows;
};

describe('layouts', () => {
  it('tells the three layouts apart, whatever the column order', () => {
    expect(legacyLayoutOf([...COLUMNS].reverse())).toBe('plain');
    expect(legacyLayoutOf([...COLUMNS, 'p_win', 'confidence_multiplier', 'pnl_rs_ml'])).toBe('ml-filtered');
    expect(legacyLayoutOf(SCALED)).toBe('ml-scaled');
    expect(legacyLayoutOf(['date', 'open', 'high', 'low', 'close'])).toBeUndefined();
  });

  it('refuses other files and names the missing columns', () => {
    expect(() => parseLegacyTrades(COLUMNS.slice(0, -1), [])).toThrow(/missing pnl_rs_gross/);
  });
});

describe('rows', () => {
  it('become trades with the published prices, rupees and fractional size', () => {
    const [trade] = legacyTrades(rowsOf(SHORT));
    expect(trade).toMatchObject({
      sequence: 1,
      instrumentId: 'NSE:GODIGIT',
      side: -1,
      tag: 'A_MOD_BREAK_C1_LOW',
      quantity: 2_500,
      signalTime: ist('2025-08-26', '10:00'),
      decisionTime: ist('2025-08-26', '10:15'),
      entryTime: ist('2025-08-26', '10:15'),
      exitTime: ist('2025-08-26', '10:45'),
      entryPrice: 100,
      exitPrice: 99,
      exitReason: 'trail',
      stopPrice: 100.75,
      targetPrice: 98.8,
      margin: 50_000,
      grossPnl: 2_500,
      netPnl: 2_175,
      score: 0.54,
    });
    expect(trade!.charges).toMatchObject({ brokerage: 325, total: 325, stt: 0 });
    expect(trade!.maxAdverse).toBeNaN();
    expect(trade!.details).toMatchObject({
      outcome: 'BE',
      impulse_type: 'MODERATE',
      adx_signal: 29.6,
      pnl_pct: 4.35,
    });
    expect(trade!.details).not.toHaveProperty('ticker');
  });

  it('map every outcome, and a breakeven stop at its level to breakeven', () => {
    const at = (outcome: string, exitPrice: string) =>
      legacyTrades(rowsOf({ ...SHORT, outcome, exit_price: exitPrice }))[0]!.exitReason;
    expect(at('TARGET', '98.8')).toBe('target');
    expect(at('SL', '100.75')).toBe('stop');
    expect(at('EOD', '99.9')).toBe('session-end');
    expect(at('BE', '99.0')).toBe('trail');
    // The pad is added on both sides, so a short leaves 1 bp worse than its entry.
    expect(at('BE', '100.01')).toBe('breakeven');
  });

  it('scale size and margin where the file scaled only the profit', () => {
    const scaled = {
      ...SHORT,
      pnl_rs: '3262.5',
      pnl_rs_gross: '3750',
      p_win: '0.8',
      confidence_multiplier: '1.5',
      ml_mode: 'heur',
      pnl_rs_raw: '2175',
    };
    const { rows, layout } = parseLegacyTrades(SCALED, [scaled]);
    const [trade] = legacyTrades(rows);
    expect(layout).toBe('ml-scaled');
    expect([trade!.quantity, trade!.margin, trade!.grossPnl]).toEqual([3_750, 75_000, 3_750]);
    expect(trade!.details).toMatchObject({ ml_mode: 'heur', pnl_rs_raw: 2_175 });
    expect(legacyFlags(rows).map((flag) => flag.id)).toEqual(['multiplier-not-in-capital']);
  });

  it.each([
    ['side', 'BUY', /none of LONG, SHORT/],
    ['outcome', 'OPEN', /none of TARGET/],
    ['entry_price', '', /is empty/],
    ['entry_price', 'abc', /not a number/],
    ['exit_price', '0', /not above 0/],
    ['pnl_rs', 'NaN', /not a number/],
    ['signal_time_ist', '2025-08-26 10:00:00', /UTC offset/],
    ['entry_time_ist', '2025-08-26 09:45:00+05:30', /before its signal/],
    ['exit_time_ist', '2025-08-26 10:00:00+05:30', /before the entry/],
    ['trade_date', '2025-08-27', /not the Indian date/],
  ])('refuse a bad %s (%s) with row, column and reason, and keep the others', (column, text, reason) => {
    const { rows, problems } = parse([SHORT, { ...SHORT, [column]: text }, LONG]);
    expect(rows.map((row) => row.row)).toEqual([1, 3]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ row: 2, column });
    expect(problems[0]!.message).toMatch(reason);
  });
});

describe('flags', () => {
  it('are raised on the trades concerned and absent otherwise', () => {
    expect(legacyFlags(rowsOf(SHORT))).toEqual([]);
    expect(legacyFlags(rowsOf(SHORT, LONG)).map((flag) => [flag.id, flag.count, flag.trades])).toEqual([
      ['better-than-target', 1, [2]],
      ['exit-above-4-percent', 1, [2]],
      ['long-quality-above-50', 1, [2]],
    ]);
    expect(legacyFlags(rowsOf({ ...SHORT, exit_price: '98.7', pnl_rs_gross: '3250' }))[0]!.id).toBe(
      'better-than-target',
    );
    expect(legacyFlags(rowsOf({ ...SHORT, pnl_rs_gross: '9999' }))[0]!.id).toBe('rupees-not-from-prices');
    expect(legacyFlags(rowsOf({ ...SHORT, quality_score: '60' }))).toEqual([]);
  });
});

describe('published formulae', () => {
  it('take 5 bp from both prices and 3 bp from the exit', () => {
    expect(publishedGrossPercent(-1, 100, 99)).toBeCloseTo(1, 12);
    // long 100 → 100: (100 × 0.9992) / (100 × 1.0005) − 1
    expect(publishedNetPercent(1, 100, 100)).toBeCloseTo((0.9992 / 1.0005 - 1) * 100, 12);
    expect(publishedNetPercent(1, 100, 100)).toBeCloseTo(-0.13, 3);
    expect(publishedNetPercent(-1, 100, 100)).toBeCloseTo((1 - 1.0008 / 0.9995) * 100, 12);
    expect(publishedNetPercent(1, 100, 101, { slippage: 0, commission: 0 })).toBeCloseTo(1, 12);
  });

  it('lever the percent and not the price', () => {
    expect(publishedLeveredPercent(0.87, 5)).toBeCloseTo(4.35, 12);
    expect(publishedNotional(50_000, 5)).toBe(250_000);
    expect(publishedRupees(0.87, 250_000)).toBeCloseTo(2_175, 9);
  });
});

describe('published statistics', () => {
  const rows = rowsOf(
    { ...SHORT, pnl_pct: '4' },
    { ...SHORT, pnl_pct: '-2', outcome: 'SL' },
    { ...SHORT, pnl_pct: '-3', outcome: 'SL' },
    { ...LONG, pnl_pct: '5' },
  );

  it('follow the definitions of the old runner', () => {
    const statistics = legacyStatistics(rows);
    expect(statistics).toMatchObject({
      trades: 4,
      longs: 1,
      shorts: 3,
      days: 1,
      outcomes: { TARGET: 0, SL: 2, BE: 2, EOD: 0 },
      sumPercent: 4,
      averagePercent: 1,
      averageWinPercent: 4.5,
      averageLossPercent: -2.5,
      profitFactorOnPercent: 1.8,
      maxDrawdownPoints: 5,
      calmarAsPublished: 0.8,
      longestWinRun: 1,
      longestLossRun: 2,
    });
    // Sample variance of 4, −2, −3, 5 is 50/3; of −2, −3 it is 1/2.
    expect(statistics.sharpePerTradeAsPublished).toBeCloseTo(Math.sqrt(250 / (50 / 3)), 10);
    expect(statistics.sortinoPerTradeAsPublished).toBeCloseTo(Math.sqrt(250 / 0.5), 10);
  });

  it('are NaN where undefined', () => {
    const none = legacyStatistics([]);
    expect(none.averagePercent).toBeNaN();
    expect(none.profitFactorOnPercent).toBeNaN();
    expect(none.sharpePerTradeAsPublished).toBeNaN();
    expect(legacyStatistics(rowsOf(SHORT)).calmarAsPublished).toBeNaN();
  });
});

describe('daily summary', () => {
  it('sums per day, ratios of the sums in TOTAL and the mean of days in AVERAGE', () => {
    const nextDay = {
      trade_date: '2025-08-28',
      signal_time_ist: '2025-08-28 10:00:00+05:30',
      entry_time_ist: '2025-08-28 10:15:00+05:30',
      exit_time_ist: '2025-08-28 10:45:00+05:30',
    };
    const lines = legacyDailySummary(
      rowsOf(SHORT, LONG, { ...SHORT, ...nextDay, pnl_rs: '-1000', pnl_rs_gross: '-700' }),
    );
    expect(lines.map((line) => [line.trade_date, line.entries_count])).toEqual([
      ['2025-08-26', 2],
      ['2025-08-28', 1],
      ['TOTAL', 3],
      ['AVERAGE', 1.5],
    ]);
    const [day, loss, total, average] = lines;
    expect(day).toMatchObject({
      net_pnl_rs: 23_975,
      invested_without_leverage_rs: 150_000,
      avg_effective_leverage: 5,
    });
    expect(loss).toMatchObject({
      net_profit_rs: 0,
      net_loss_rs: -1_000,
      cost_impact_rs_gross_minus_net: 300,
    });
    expect(total!.net_pnl_pct_on_invested_without_lev).toBeCloseTo((22_975 / 200_000) * 100, 10);
    expect(average!.net_pnl_pct_on_invested_without_lev).toBeCloseTo(
      ((23_975 / 150_000 - 1_000 / 50_000) / 2) * 100,
      10,
    );
    expect(legacyDailySummary([])).toEqual([]);
  });
});

describe('daily equity of closed trades', () => {
  const session = (date: string): Session => {
    const window = { open: ist(date, '09:15'), close: ist(date, '15:30') };
    return { date, kind: 'regular', windows: [window], ...window };
  };
  const trades = legacyTrades(
    rowsOf({ ...SHORT, pnl_rs: '-1000' }, { ...LONG, exit_time_ist: '2025-08-26 15:30:00+05:30' }),
  );

  it('has a point for idle sessions too', () => {
    const points = equityOfClosedTrades(trades, 1e6, ['2025-08-25', '2025-08-26', '2025-08-28'].map(session));
    expect(
      points.map((point) => [point.date, point.equity, point.lowEquity, point.realised, point.tradesClosed]),
    ).toEqual([
      ['2025-08-25', 1_000_000, 1_000_000, 0, 0],
      ['2025-08-26', 1_020_800, 999_000, 20_800, 2],
      ['2025-08-28', 1_020_800, 1_020_800, 20_800, 0],
    ]);
    expect(points[1]!.peakMargin).toBe(150_000);
  });

  it('frees the margin of a closed position for one opened at that instant', () => {
    const later = {
      ...LONG,
      signal_time_ist: '2025-08-26 10:30:00+05:30',
      entry_time_ist: '2025-08-26 10:45:00+05:30',
      exit_time_ist: '2025-08-26 11:00:00+05:30',
    };
    for (const records of [
      [SHORT, later],
      [later, SHORT],
    ]) {
      const [point] = equityOfClosedTrades(legacyTrades(rowsOf(...records)), 1e6, [session('2025-08-26')]);
      expect(point!.peakMargin).toBe(100_000);
    }
  });

  it('refuses sessions that do not hold every exit', () => {
    expect(() => equityOfClosedTrades(trades, 1e6, [session('2025-08-25')])).toThrow(/none of the sessions/);
    expect(() => equityOfClosedTrades(trades, 1e6, [session('2025-08-28')])).toThrow(
      /trade 1 of NSE:GODIGIT/,
    );
  });
});
