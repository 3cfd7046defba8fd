// Metrics against figures worked by hand, and every edge where a figure is undefined.

import { describe, expect, it } from 'vitest';
import { ist, makeEquity, makeTrade } from '../../tests/fixtures/trades.ts';
import type { EquityPoint, Trade } from './contract.ts';
import { computeMetrics } from './metrics.ts';

const SESSION_MS = 375 * 60_000;
const NAN = Number.NaN;

function metricsOf(trades: readonly Trade[], equity: readonly EquityPoint[], initialCapital = 1_000) {
  return computeMetrics({
    trades,
    equity,
    initialCapital,
    sessions: equity.length,
    sessionMsTotal: equity.length * SESSION_MS,
    seed: 7,
  });
}

/** Four trades over three sessions: +90, −60, +6, −8 net on 1,000 rupees. */
const trades: readonly Trade[] = [
  makeTrade({ sequence: 1, exitPrice: 110, cost: 10 }),
  makeTrade({
    sequence: 2,
    instrumentId: 'NSE:BBB',
    side: -1,
    tag: 'OTHER',
    entryTime: ist('2025-01-06', '10:15'),
    entryPrice: 200,
    exitTime: ist('2025-01-06', '11:00'),
    exitPrice: 205,
    exitReason: 'stop',
    cost: 10,
  }),
  makeTrade({
    sequence: 3,
    quantity: 5,
    entryTime: ist('2025-01-07', '09:30'),
    exitTime: ist('2025-01-07', '09:45'),
    exitPrice: 102,
    exitReason: 'signal',
    cost: 4,
  }),
  makeTrade({
    sequence: 4,
    instrumentId: 'NSE:BBB',
    side: -1,
    tag: 'OTHER',
    entryTime: ist('2025-03-03', '14:00'),
    entryPrice: 200,
    exitTime: ist('2025-03-03', '15:00'),
    exitPrice: 200,
    exitReason: 'forced',
    cost: 8,
  }),
];
const equity = [
  makeEquity('2025-01-06', 1_030, { peakMargin: 400 }),
  makeEquity('2025-01-07', 1_036, { peakMargin: 200 }),
  makeEquity('2025-03-03', 1_028),
];

describe('metrics of four trades, worked by hand', () => {
  const metrics = metricsOf(trades, equity);

  it('adds up money', () => {
    expect(metrics.netPnl).toBe(28);
    expect(metrics.grossPnl).toBe(60);
    expect(metrics.charges.total).toBe(32);
    expect(metrics.charges.brokerage).toBe(32);
    expect(metrics.returnOnCapital).toBeCloseTo(0.028, 12);
    expect(metrics.turnover).toBeCloseTo((2_100 + 4_050 + 1_010 + 4_000) / 1_000, 12);
    expect(metrics.peakMargin).toBe(400);
  });

  it('counts wins and losses', () => {
    expect(metrics.hitRate).toBe(0.5);
    expect(metrics.profitFactor).toBeCloseTo(96 / 68, 12);
    expect(metrics.expectancy).toBe(7);
    expect(metrics.averageWin).toBe(48);
    expect(metrics.averageLoss).toBe(-34);
    expect(metrics.largestWin).toBe(90);
    expect(metrics.largestLoss).toBe(-60);
    expect([metrics.longestWinRun, metrics.longestLossRun]).toEqual([1, 1]);
  });

  it('measures time in the market as a union, not a sum', () => {
    // 10:00–10:30 and 10:15–11:00 are one hour; then 15 and 60 minutes of 3 × 375.
    expect(metrics.exposure).toBeCloseTo(135 / 1_125, 12);
    expect(metrics.averageHoldingMs).toBe(37.5 * 60_000);
  });

  it('takes ratios from daily equity', () => {
    // Returns +3 %, +6/1030, −8/1036, worked independently.
    expect(metrics.sharpe).toBeCloseTo(7.782157, 5);
    expect(metrics.sortino).toBeCloseTo(33.355367, 5);
    expect(metrics.maxDrawdown).toBe(8);
    expect(metrics.maxDrawdownFraction).toBeCloseTo(8 / 1_036, 12);
    expect(metrics.timeUnderWaterSessions).toBe(1);
    expect(metrics.basis).toMatch(/3 daily equity returns/);
  });

  it('gives no yearly growth for three sessions', () => {
    expect(metrics.cagr).toBeNaN();
    expect(metrics.calmar).toBeNaN();
  });

  it('breaks trades down by hour, weekday, side and reason in India', () => {
    const of = (kind: keyof typeof metrics.breakdowns) =>
      metrics.breakdowns[kind].map((one) => [one.key, one.trades, one.netPnl]);
    expect(of('side')).toEqual([
      ['long', 2, 96],
      ['short', 2, -68],
    ]);
    expect(of('hour')).toEqual([
      ['09:00', 1, 6],
      ['10:00', 2, 30],
      ['14:00', 1, -8],
    ]);
    expect(of('weekday')).toEqual([
      ['Monday', 3, 22],
      ['Tuesday', 1, 6],
    ]);
    expect(of('exitReason').map(([key]) => key)).toEqual(['stop', 'target', 'signal', 'forced']);
    expect(of('instrument')).toEqual([
      ['NSE:AAA', 2, 96],
      ['NSE:BBB', 2, -68],
    ]);
    const long = metrics.breakdowns.side[0]!;
    expect(long.profitFactor).toBe(Number.POSITIVE_INFINITY);
    expect([long.hitRate, long.averagePnl, long.charges, long.grossPnl]).toEqual([1, 48, 14, 110]);
    expect(metrics.breakdowns.side[1]!.profitFactor).toBe(0);
  });

  it('lists every month of the span, also the one without a trade', () => {
    expect(metrics.monthlyPnl).toEqual([
      { month: '2025-01', netPnl: 36, trades: 3 },
      { month: '2025-02', netPnl: 0, trades: 0 },
      { month: '2025-03', netPnl: -8, trades: 1 },
    ]);
  });
});

describe('edges', () => {
  it('says NaN, not 0 or Infinity, for a run without trades', () => {
    const metrics = metricsOf([], [makeEquity('2025-01-06', 1_000), makeEquity('2025-01-07', 1_000)]);
    expect(metrics.netPnl).toBe(0);
    expect(metrics.exposure).toBe(0);
    expect(metrics.turnover).toBe(0);
    expect(metrics.maxDrawdown).toBe(0);
    for (const key of [
      'sharpe',
      'sortino',
      'calmar',
      'hitRate',
      'profitFactor',
      'expectancy',
      'averageWin',
      'averageLoss',
      'largestWin',
      'largestLoss',
      'averageHoldingMs',
    ] as const)
      expect(metrics[key], key).toBeNaN();
    expect(metrics.intervals.hitRate).toEqual({ value: NAN, low: NAN, high: NAN });
    expect(metrics.breakdowns.side).toEqual([]);
    expect(metrics.monthlyPnl).toEqual([{ month: '2025-01', netPnl: 0, trades: 0 }]);
  });

  it('handles a run without a single session', () => {
    const metrics = metricsOf([], []);
    expect(metrics.exposure).toBeNaN();
    expect(metrics.cagr).toBeNaN();
    expect(metrics.maxDrawdown).toBe(0);
    expect(metrics.monthlyPnl).toEqual([]);
  });

  it('claims no ratio and no interval from one day', () => {
    const metrics = metricsOf([makeTrade({ exitPrice: 102 })], [makeEquity('2025-01-06', 1_020)]);
    expect(metrics.hitRate).toBe(1);
    expect(metrics.sharpe).toBeNaN();
    expect(metrics.sortino).toBeNaN();
    expect(metrics.intervals.netPnl).toEqual({ value: 20, low: NAN, high: NAN });
    expect(metrics.averageLoss).toBeNaN();
  });

  it('has an infinite profit factor and no Sortino when nothing lost', () => {
    const metrics = metricsOf(
      [makeTrade({ sequence: 1 }), makeTrade({ sequence: 2, entryTime: ist('2025-01-07', '10:00') })],
      [makeEquity('2025-01-06', 1_010), makeEquity('2025-01-07', 1_030)],
    );
    expect(metrics.profitFactor).toBe(Number.POSITIVE_INFINITY);
    expect(metrics.sortino).toBeNaN();
    expect(metrics.sharpe).toBeGreaterThan(0);
    expect(metrics.calmar).toBeNaN();
  });

  it('has no Sharpe where every day is equal', () => {
    let value = 1_000;
    const points = Array.from({ length: 28 }, (_, i) => {
      value *= 1.001;
      return makeEquity(`2025-02-${String(i + 1).padStart(2, '0')}`, value);
    });
    const metrics = metricsOf([], points);
    expect(metrics.sharpe).toBeNaN();
    expect(metrics.intervals.sharpe.low).toBeNaN();
    expect(metrics.cagr).toBeCloseTo(1.001 ** (28 * (365.25 / 28)) - 1, 9);
  });

  it('stays honest when the account is lost', () => {
    const points = Array.from({ length: 25 }, (_, i) =>
      makeEquity(`2025-01-${String(i + 1).padStart(2, '0')}`, i < 10 ? 1_000 - 50 * i : -200),
    );
    const metrics = metricsOf([], points);
    expect(metrics.cagr).toBe(-1);
    expect(metrics.maxDrawdown).toBe(1_200);
    expect(metrics.maxDrawdownFraction).toBeCloseTo(1.2, 12);
    expect(metrics.timeUnderWaterSessions).toBe(24);
    expect(metrics.sharpe).toBeNaN();
    expect(metrics.sortino).toBeNaN();
  });

  it('counts only session time of a position held overnight when it knows the sessions', () => {
    const overnight = makeTrade({
      entryTime: ist('2025-01-06', '15:00'),
      exitTime: ist('2025-01-07', '09:45'),
    });
    const windows = ['2025-01-06', '2025-01-07'].map((date) => ({
      open: ist(date, '09:15'),
      close: ist(date, '15:30'),
    }));
    const metrics = computeMetrics({
      trades: [overnight],
      equity: [],
      initialCapital: 1_000,
      sessions: 2,
      sessionMsTotal: 2 * SESSION_MS,
      sessionWindows: windows,
      seed: 1,
    });
    expect(metrics.exposure).toBeCloseTo(60 / 750, 12);
  });

  it('refuses a capital that is not above 0', () => {
    expect(() => metricsOf([], [], 0)).toThrow(RangeError);
    expect(() => metricsOf([], [], NAN)).toThrow(/above 0/);
  });

  it('counts runs in the order results were booked', () => {
    const close = (sequence: number, minute: string, exitPrice: number): Trade =>
      makeTrade({ sequence, exitTime: ist('2025-01-06', `11:${minute}`), exitPrice });
    // Booked: win, win, loss, loss, loss although entered alternately.
    const booked = [
      close(1, '01', 102),
      close(2, '30', 99),
      close(3, '02', 102),
      close(4, '31', 99),
      close(5, '32', 99),
    ];
    const metrics = metricsOf(booked, equity);
    expect([metrics.longestWinRun, metrics.longestLossRun]).toEqual([2, 3]);
  });
});
