// Ratios, drawdown and runs on series small enough to check with pencil and paper.

import { describe, expect, it } from 'vitest';
import { drawdownSeries, measureDrawdown } from './drawdown.ts';
import { compoundGrowth, dailyReturns, sharpeFromSums, sharpeRatio, sortinoRatio } from './metrics-ratios.ts';
import { measureStreaks } from './streaks.ts';

const series = Float64Array.of(0.01, -0.01, 0.02);

describe('ratios', () => {
  it('computes Sharpe with the sample deviation', () => {
    // mean 2/300, variance 7/30000: 252 × (4/90000)/(7/30000) = 48
    expect(sharpeRatio(series)).toBeCloseTo(Math.sqrt(48), 10);
    const sum = 0.02;
    expect(sharpeFromSums(sum, 0.0006, 3)).toBeCloseTo(Math.sqrt(48), 10);
  });

  it('computes Sortino over all sessions', () => {
    // downside² = 0.0001/3: 252 × (4/90000)/(1/30000) = 336
    expect(sortinoRatio(series)).toBeCloseTo(Math.sqrt(336), 10);
    expect(sortinoRatio(Float64Array.of(0.01, 0.02))).toBeNaN();
  });

  it('is undefined without variance or with one return', () => {
    expect(sharpeRatio(Float64Array.of(0.001, 0.001, 0.001))).toBeNaN();
    expect(sharpeRatio(Float64Array.of(0.001))).toBeNaN();
    expect(sharpeFromSums(0.003, 0.000003, 3)).toBeNaN();
    expect(sharpeFromSums(0, 0, 3)).toBeNaN();
    expect(sharpeFromSums(0.01, 0.0001, 1)).toBeNaN();
  });

  it('compounds growth over calendar days', () => {
    expect(compoundGrowth(100, 121, 730.5, 490)).toBeCloseTo(0.1, 12);
    expect(compoundGrowth(100, 121, 730.5, 19)).toBeNaN();
    expect(compoundGrowth(100, -5, 730.5, 490)).toBe(-1);
  });

  it('takes returns from the equity before, and none from a lost account', () => {
    expect([...dailyReturns([110, 99], 100)].map((value) => Number(value.toFixed(12)))).toEqual([0.1, -0.1]);
    expect(dailyReturns([-1, 5], 100)[1]).toBeNaN();
  });
});

describe('drawdown', () => {
  it('measures depth, fraction and time under water separately', () => {
    // 100 → 80 (20 %, one session) → 200 → 170 (30 rupees, 15 %) → 180 → 190 → 200 reaches the peak again
    const drawdown = measureDrawdown([80, 200, 170, 180, 190, 200, 199], 100);
    expect(drawdown).toEqual({ depth: 30, fraction: 0.2, longestUnderWater: 3 });
    expect([...drawdownSeries([80, 200, 170], 100)]).toEqual([-20, 0, -30]);
  });

  it('is zero for a rising series and has no fraction without a positive start', () => {
    expect(measureDrawdown([101, 102], 100)).toEqual({ depth: 0, fraction: 0, longestUnderWater: 0 });
    expect(measureDrawdown([-1, 2], 0)).toEqual({ depth: 1, fraction: Number.NaN, longestUnderWater: 1 });
  });
});

describe('runs', () => {
  it('ends both runs at a result of exactly zero', () => {
    expect(measureStreaks([1, 1, 0, 1, -1, -1, -1])).toEqual({ longestWinRun: 2, longestLossRun: 3 });
    expect(measureStreaks([-1, 0, -1, -1, 1, 0, 1])).toEqual({ longestWinRun: 1, longestLossRun: 2 });
    expect(measureStreaks([])).toEqual({ longestWinRun: 0, longestLossRun: 0 });
  });
});
