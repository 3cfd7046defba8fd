// The vectorised engine against the event engine, trade by trade, on random series over its whole supported subset.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HONEST } from '../../engines/backtest/assumptions.ts';
import { simulate } from '../../engines/backtest/simulate.ts';
import { figuresOf, sweepSmaCross } from '../../engines/backtest/sweep.ts';
import { runVectorised, type VectorisedInput } from '../../engines/backtest/vectorised.ts';
import { createCommissionModel } from '../../engines/costs/commission.ts';
import { createBasisPointSlippage } from '../../engines/costs/slippage.ts';
import { sma } from '../../engines/indicators/sma.ts';
import { NO_LIMITS } from '../../engines/risk/limits.ts';
import { findStrategy } from '../../engines/strategies/index.ts';
import { crossings } from '../../engines/strategies/sma-cross/crossings.ts';
import { inputOf, optionsWith, randomSeries } from './simulation-fixtures.ts';

const cases = fc.record({
  seed: fc.nat(100_000),
  bars: fc.integer({ min: 80, max: 900 }),
  fast: fc.integer({ min: 1, max: 8 }),
  gap: fc.integer({ min: 1, max: 20 }),
  side: fc.constantFrom(1 as const, -1 as const),
  stop: fc.double({ min: 0.0005, max: 0.01, noNaN: true }),
  target: fc.double({ min: 0.0005, max: 0.01, noNaN: true }),
  intraday: fc.boolean(),
  fractional: fc.boolean(),
  allEquity: fc.boolean(),
  slippage: fc.constantFrom(0, 5),
  skipped: fc.integer({ min: 0, max: 3 }),
});

test('agrees with the event engine trade by trade, and on every day’s equity', () => {
  const strategy = findStrategy('sma-cross')!;
  let compared = 0;
  fc.assert(
    fc.property(cases, (given) => {
      const { seed, bars, fast, gap, side, stop, target, intraday, fractional, allEquity } = given;
      const slow = fast + gap;
      const whole = randomSeries('NSE:T', bars, seed);
      const first = whole.executionSlices.sessions[given.skipped];
      const series = { ...whole, tradeFrom: first ? first.open : Number.NEGATIVE_INFINITY };
      const sizing = {
        mode: allEquity ? ('all-equity' as const) : ('fixed-margin' as const),
        marginLong: 100_000,
        marginShort: 50_000,
        leverage: allEquity ? 1 : 5,
        costReserve: allEquity ? 0.0003 : 0,
      };
      const charges = createCommissionModel(0.0003);
      const slippage = createBasisPointSlippage({ basisPoints: given.slippage, stopMultiplier: 2 });
      const event = simulate(
        inputOf(
          [series],
          strategy,
          {
            assumptions: { ...HONEST, capacity: fractional ? 'unlimited' : 'limited' },
            sizing,
            limits: NO_LIMITS,
            intraday,
            topN: 0,
            participation: 0,
            charges: () => charges,
            slippage: () => slippage,
          },
          { fast, slow, sides: side > 0 ? 'long' : 'short', stop_pct: stop, target_pct: target },
        ),
      )!;
      const input: VectorisedInput = {
        bars: series.execution,
        slices: series.executionSlices,
        tradeFrom: series.tradeFrom,
        lastEntry: series.lastEntry,
        flatBy: series.flatBy,
        intervalMs: 60_000,
        intraday,
        capital: optionsWith().capital,
        sizing: { ...sizing, fractional },
        lotSize: 1,
        charges,
        slippage,
      };
      const signal = crossings(sma(series.execution.close, fast), sma(series.execution.close, slow));
      const vectorised = runVectorised(input, signal, side, stop, target);
      const { openTime } = series.execution;
      expect(
        vectorised.trades.map((trade) => ({
          decision: openTime[trade.decisionBar]! + 60_000,
          entry: openTime[trade.entryBar],
          entryPrice: trade.entryPrice,
          exitPrice: trade.exitPrice,
          quantity: trade.quantity,
          reason: trade.reason,
          netPnl: trade.netPnl,
        })),
      ).toEqual(
        event.trades.map((trade) => ({
          decision: trade.decisionTime,
          entry: trade.entryTime,
          entryPrice: trade.entryPrice,
          exitPrice: trade.exitPrice,
          quantity: trade.quantity,
          reason: trade.exitReason,
          netPnl: trade.netPnl,
        })),
      );
      event.equity.forEach((point, k) => {
        expect(vectorised.dailyEquity[k]!).toBeCloseTo(point.equity, 4);
      });
      compared += event.trades.length;
      const [figures] = sweepSmaCross(input, [
        { fast, slow, side, stopFraction: stop, targetFraction: target },
      ])!;
      expect(figures).toEqual(figuresOf(vectorised, input.capital));
      expect(figures!.trades).toBe(event.trades.length);
    }),
    { numRuns: 150 },
  );
  // The property would hold on no trades at all.
  expect(compared).toBeGreaterThan(1_000);
});
