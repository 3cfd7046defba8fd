import { describe, expect, it } from 'vitest';
import { makeEquity } from '../../../../tests/fixtures/trades.ts';
import { alignEquity, canUseLog, equityScale } from './equity-model.ts';

const curve = (id: string, capital: number, values: Record<string, number>) => ({
  id,
  name: id,
  initialCapital: capital,
  points: Object.entries(values).map(([date, equity]) => makeEquity(date, equity)),
});

describe('alignEquity', () => {
  it('carries a missing session on, and shows nothing before the first and after the last', () => {
    const { dates, curves } = alignEquity([
      curve('a', 100, { '2024-01-01': 110, '2024-01-02': 120, '2024-01-03': 90, '2024-01-04': 130 }),
      curve('b', 100, { '2024-01-02': 105, '2024-01-04': 95 }),
      curve('c', 100, { '2024-01-01': 101 }),
    ]);
    expect(dates).toEqual(['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04']);
    expect(curves[1]?.equity).toEqual([Number.NaN, 105, 105, 95]);
    expect(curves[2]?.equity).toEqual([101, Number.NaN, Number.NaN, Number.NaN]);
  });

  it('measures drawdown from the highest equity so far, starting capital included', () => {
    const { curves } = alignEquity([
      curve('a', 100, { '2024-01-01': 90, '2024-01-02': 120, '2024-01-03': 90 }),
    ]);
    expect(curves[0]?.drawdown).toEqual([-10, 0, -30]);
    expect(curves[0]?.drawdownFraction[2]).toBeCloseTo(-0.25);
  });

  it('puts the interval of net rupees around the starting capital', () => {
    const one = { ...curve('a', 1000, { '2024-01-01': 1010 }), netPnl: { value: 10, low: -50, high: 80 } };
    expect(alignEquity([one]).curves[0]?.endInterval).toEqual({ low: 950, high: 1080 });
  });
});

describe('equityScale', () => {
  it('reads back what it plots, in every mode', () => {
    for (const unit of ['percent', 'rupees'] as const)
      for (const log of [false, true]) {
        const scale = equityScale(unit, log);
        const read = scale.read(scale.plot(1_250_000, 1_000_000));
        expect(read).toBeCloseTo(unit === 'percent' ? 0.25 : 1_250_000, 6);
      }
  });
  it('offers no log axis for an account that went to zero', () => {
    expect(canUseLog(alignEquity([curve('a', 100, { '2024-01-01': 0 })]))).toBe(false);
    expect(canUseLog(alignEquity([curve('a', 100, { '2024-01-01': 1 })]))).toBe(true);
  });
});
