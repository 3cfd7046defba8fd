// The bootstrap: repeatable, covering, and clustered by day.

import { describe, expect, it } from 'vitest';
import { createRandom } from '../numeric/random.ts';
import { bootstrapIntervals, meanBlockLength } from './bootstrap.ts';
import { sharpeFromSums, sharpeRatio } from './metrics-ratios.ts';

function intervalsOf(returns: Float64Array, seed: number, wins = returns, trades = returns) {
  const pnl = returns.map((value) => value * 1_000);
  const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
  return bootstrapIntervals({
    returns,
    pnl,
    dayWins: wins,
    dayTrades: trades,
    seed,
    sharpeOf: sharpeFromSums,
    values: { sharpe: sharpeRatio(returns), netPnl: sum(pnl), hitRate: sum(wins) / sum(trades) },
  });
}

function normalReturns(count: number, seed: number, mean: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length: count }, () => mean + 0.01 * random.normal());
}

describe('bootstrap intervals', () => {
  it('repeat for a seed and move with it', () => {
    const returns = normalReturns(250, 1, 0.0005);
    expect(intervalsOf(returns, 5)).toEqual(intervalsOf(returns, 5));
    expect(intervalsOf(returns, 6).sharpe.low).not.toBe(intervalsOf(returns, 5).sharpe.low);
  });

  it('enclose the figure they belong to', () => {
    const { sharpe, netPnl } = intervalsOf(normalReturns(250, 2, 0.001), 5);
    for (const { value, low, high } of [sharpe, netPnl]) {
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
  });

  it('cover the true Sharpe ratio about 19 times in 20, and are as wide as theory says', () => {
    const truth = 0.05 * Math.sqrt(252);
    let covered = 0;
    let width = 0;
    const runs = 60;
    for (let seed = 1; seed <= runs; seed++) {
      const { low, high } = intervalsOf(normalReturns(500, seed, 0.0005), seed).sharpe;
      if (low <= truth && truth <= high) covered++;
      width += (high - low) / runs;
    }
    expect(covered / runs).toBeGreaterThanOrEqual(0.85);
    // Lo (2002): standard error of an annualised Sharpe from n independent days ≈ √(252/n)
    const expected = 2 * 1.96 * Math.sqrt(252 / 500);
    expect(width / expected).toBeGreaterThan(0.85);
    expect(width / expected).toBeLessThan(1.1);
  });

  it('treat the trades of a day as one observation', () => {
    // 100 days of ten trades each that all win or all lose: as uncertain as 100 coin flips, not as 1,000.
    const random = createRandom(3);
    const wins = Float64Array.from({ length: 100 }, () => (random.next() < 0.5 ? 10 : 0));
    const { low, high } = intervalsOf(
      normalReturns(100, 4, 0),
      5,
      wins,
      new Float64Array(100).fill(10),
    ).hitRate;
    expect(high - low).toBeGreaterThan(0.13);
    expect(high - low).toBeLessThan(0.27);
  });

  it('weights days by their trades', () => {
    // One lost trade on every second day, nine won on the others: 90 %, not 50 %.
    const wins = Float64Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? 9 : 0));
    const trades = Float64Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? 9 : 1));
    const { value, low, high } = intervalsOf(normalReturns(80, 4, 0), 5, wins, trades).hitRate;
    expect(value).toBeCloseTo(0.9, 12);
    expect(low).toBeGreaterThan(0.8);
    expect(high).toBeLessThan(0.96);
  });

  it('claim nothing without two sessions or without variance', () => {
    expect(intervalsOf(Float64Array.of(0.01), 1).netPnl.low).toBeNaN();
    const flat = intervalsOf(new Float64Array(30).fill(0.001), 1);
    expect(flat.sharpe).toEqual({ value: Number.NaN, low: Number.NaN, high: Number.NaN });
    expect(flat.netPnl.low).toBeCloseTo(30, 9);
    expect(flat.netPnl.high).toBeCloseTo(30, 9);
  });

  it('use longer blocks for longer histories', () => {
    expect([1, 2, 27, 1_000].map(meanBlockLength)).toEqual([1, 1, 3, 10]);
  });

  it('keep neighbouring sessions together, so a trending series is less certain', () => {
    // Ten-day blocks of equal sign: independent resampling would call this as certain as independent days.
    const random = createRandom(9);
    const clustered = new Float64Array(1_000);
    for (let i = 0; i < 1_000; i += 10) clustered.fill(random.next() < 0.5 ? 0.01 : -0.01, i, i + 10);
    const shuffled = clustered.slice().sort((_a, _b) => random.next() - 0.5);
    const width = (values: Float64Array): number => {
      const { low, high } = intervalsOf(values, 2).netPnl;
      return high - low;
    };
    expect(width(clustered)).toBeGreaterThan(1.5 * width(shuffled));
  });
});
