// Properties of metrics over random trades: every breakdown adds up to the run, exposure is a true union, order does not matter.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeMetrics } from '../../engines/backtest/metrics.ts';
import { exposureOf } from '../../engines/backtest/metrics-exposure.ts';
import { makeEquity, tradesArbitrary } from '../fixtures/trades.ts';

const KINDS = ['side', 'setup', 'instrument', 'hour', 'weekday', 'month', 'exitReason'] as const;

function metricsOf(trades: Parameters<typeof exposureOf>[0]) {
  return computeMetrics({
    trades,
    equity: [makeEquity('2024-12-30', 1e6), makeEquity('2025-02-10', 1e6)],
    initialCapital: 1e6,
    sessions: 2,
    sessionMsTotal: 41 * 375 * 60_000,
    seed: 1,
  });
}

describe('metrics', () => {
  it('break down without losing or doubling a rupee or a trade', () => {
    fc.assert(
      fc.property(tradesArbitrary, (trades) => {
        const metrics = metricsOf(trades);
        for (const kind of KINDS) {
          const sum = (field: 'trades' | 'netPnl' | 'grossPnl' | 'charges'): number =>
            metrics.breakdowns[kind].reduce((total, one) => total + one[field], 0);
          expect(sum('trades')).toBe(trades.length);
          expect(Math.abs(sum('netPnl') - metrics.netPnl)).toBeLessThan(1e-6);
          expect(Math.abs(sum('grossPnl') - metrics.grossPnl)).toBeLessThan(1e-6);
          expect(Math.abs(sum('charges') - metrics.charges.total)).toBeLessThan(1e-6);
          expect(new Set(metrics.breakdowns[kind].map((one) => one.key)).size).toBe(
            metrics.breakdowns[kind].length,
          );
        }
        const monthly = metrics.monthlyPnl.reduce((total, one) => total + one.netPnl, 0);
        expect(Math.abs(monthly - metrics.netPnl)).toBeLessThan(1e-6);
        expect(Math.abs(metrics.grossPnl - metrics.charges.total - metrics.netPnl)).toBeLessThan(1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('measure exposure as the minutes in which any position is open', () => {
    fc.assert(
      fc.property(tradesArbitrary, (trades) => {
        const minutes = new Set<number>();
        for (const trade of trades)
          for (let time = trade.entryTime; time < trade.exitTime; time += 60_000) minutes.add(time);
        const total = 41 * 375;
        expect(exposureOf(trades, total * 60_000)).toBeCloseTo(minutes.size / total, 12);
      }),
      { numRuns: 60 },
    );
  });

  it('do not depend on the order trades are handed over in', () => {
    fc.assert(
      fc.property(tradesArbitrary, (trades) => {
        const forward = metricsOf(trades);
        const backward = metricsOf([...trades].reverse());
        expect(backward.longestLossRun).toBe(forward.longestLossRun);
        expect(backward.exposure).toBeCloseTo(forward.exposure, 12);
        expect(backward.intervals.hitRate).toEqual(forward.intervals.hitRate);
        expect(backward.breakdowns.hour.map((one) => [one.key, one.trades])).toEqual(
          forward.breakdowns.hour.map((one) => [one.key, one.trades]),
        );
      }),
      { numRuns: 30 },
    );
  });
});
