// Properties of the simulation on random markets and random strategies: determinism, order of instruments, no hindsight,
// conservation of cash, limits never broken, exits within what the bars allowed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AS_PUBLISHED, assumptionsOf, HONEST } from '../../engines/backtest/assumptions.ts';
import { computeWaterfall, WATERFALL_STEPS } from '../../engines/backtest/attribution.ts';
import type { Assumptions, SimulationResult, Trade } from '../../engines/backtest/contract.ts';
import { simulate } from '../../engines/backtest/simulate.ts';
import type { Order, OrderEventKind } from '../../engines/orders/order.ts';
import { NO_INTENTS } from '../../engines/strategies/contract.ts';
import { inputOf, optionsWith, randomSeries, randomStrategy, truncated } from './simulation-fixtures.ts';

const POLICIES = ['pessimistic', 'ohlc-path', 'as-published'] as const;
const runs = { numRuns: 25 };

function market(seed: number, instruments = 4, bars = 600) {
  return Array.from({ length: instruments }, (_, k) => randomSeries(`NSE:T${k}`, bars, seed * 17 + k));
}

function run(seed: number, assumptions: Assumptions, series = market(seed)): SimulationResult {
  return simulate(inputOf(series, randomStrategy(seed), { assumptions }))!;
}

describe('simulation', () => {
  test('is deterministic, and blind to the order of instruments', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.constantFrom(...POLICIES), (seed, policy) => {
        const series = market(seed);
        const assumptions = assumptionsOf(policy);
        const first = run(seed, assumptions, series);
        expect(run(seed, assumptions, series)).toEqual(first);
        expect(run(seed, assumptions, [...series].reverse())).toEqual(first);
      }),
      runs,
    );
  });

  test('bars after the cut change no trade that was closed before it', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.integer({ min: 60, max: 590 }),
        fc.constantFrom('pessimistic', 'ohlc-path'),
        (seed, cut, policy) => {
          const series = market(seed);
          const assumptions = assumptionsOf(policy as 'pessimistic');
          const whole = run(seed, assumptions, series).trades;
          const part = run(
            seed,
            assumptions,
            series.map((one) => truncated(one, cut)),
          ).trades;
          const until = series[0]!.execution.openTime[cut - 1]!;
          const closed = (trades: readonly Trade[]) =>
            trades.filter((trade) => trade.exitTime < until).map(({ sequence: _, ...trade }) => trade);
          expect(closed(part)).toEqual(closed(whole));
        },
      ),
      runs,
    );
  });

  test('hindsight top-N is the one assumption that later bars can change', () => {
    // Guards the test above: it must be able to fail.
    const different = Array.from({ length: 20 }, (_, seed) => {
      const series = market(seed);
      const options = { assumptions: { ...HONEST, selection: 'hindsight' as const }, topN: 1 };
      const cut = 300 + 40;
      const until = series[0]!.execution.openTime[cut - 1]!;
      const closed = (all: typeof series) =>
        simulate(inputOf(all, randomStrategy(seed), options))!
          .trades.filter((trade) => trade.exitTime < until)
          .map((trade) => `${trade.instrumentId} ${trade.entryTime}`)
          .join();
      return closed(series) !== closed(series.map((one) => truncated(one, cut)));
    });
    expect(different).toContain(true);
  });

  test('conserves cash: capital plus net profits is the final equity, day by day', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.constantFrom(...POLICIES), (seed, policy) => {
        const result = run(seed, assumptionsOf(policy));
        let realised = 0;
        for (const point of result.equity) {
          realised = result.trades
            .filter((trade) => trade.exitTime < point.time)
            .reduce((sum, trade) => sum + trade.netPnl, 0);
          expect(point.realised).toBeCloseTo(realised, 4);
          expect(point.equity).toBeCloseTo(result.initialCapital + realised, 4);
          expect(point.lowEquity).toBeLessThanOrEqual(point.equity);
        }
        for (const trade of result.trades) {
          expect(trade.netPnl).toBeCloseTo(trade.grossPnl - trade.charges.total, 8);
          expect(trade.grossPnl).toBeCloseTo(
            trade.side * (trade.exitPrice - trade.entryPrice) * trade.quantity,
            6,
          );
        }
      }),
      runs,
    );
  });

  test('keeps every limit at every instant', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const options = optionsWith();
        const { trades, equity } = run(seed, HONEST);
        const overlapping = (time: number) =>
          trades.filter((trade) => trade.entryTime <= time && trade.exitTime > time);
        for (const trade of trades) {
          const open = overlapping(trade.entryTime);
          expect(open.length).toBeLessThanOrEqual(options.limits.maxOpenPositions);
          expect(open.filter((other) => other.instrumentId === trade.instrumentId)).toHaveLength(1);
          expect(open.reduce((sum, other) => sum + other.margin, 0)).toBeLessThanOrEqual(
            options.capital * 1.2,
          );
          expect(Number.isInteger(trade.quantity)).toBe(true);
          expect(trade.margin).toBeLessThanOrEqual((trade.side > 0 ? 100_000 : 50_000) + 1e-6);
        }
        const day = (trade: Trade) => equity.findIndex((point) => trade.decisionTime <= point.time);
        const perDay = Map.groupBy(trades, day);
        for (const group of perDay.values()) {
          expect(group.length).toBeLessThanOrEqual(options.limits.maxTradesPerDay);
          for (const side of [1, -1])
            expect(group.filter((trade) => trade.side === side).length).toBeLessThanOrEqual(options.topN);
        }
      }),
      runs,
    );
  });

  test('an honest exit never beats the bar it happened in, nor fills between its stop and its target', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const series = market(seed);
        for (const trade of run(seed, HONEST, series).trades) {
          const { openTime, high, low } = series.find(
            (one) => one.instrumentId === trade.instrumentId,
          )!.execution;
          let bar = openTime.findIndex((time) => time > trade.exitTime) - 1;
          if (bar < 0) bar = openTime.length - 1;
          const best = trade.side > 0 ? high[bar]! : low[bar]!;
          expect(trade.side * (trade.exitPrice - best)).toBeLessThanOrEqual(1e-9);
          if (trade.exitReason === 'stop')
            expect(trade.side * (trade.exitPrice - trade.stopPrice)).toBeLessThanOrEqual(1e-9);
          if (trade.exitReason === 'target')
            expect(trade.side * (trade.exitPrice - trade.targetPrice)).toBeGreaterThanOrEqual(-1e-9);
          expect(trade.exitTime).toBeGreaterThanOrEqual(trade.entryTime);
          expect(trade.entryTime).toBeGreaterThanOrEqual(trade.decisionTime);
        }
      }),
      runs,
    );
  });

  test('every order ends, and brackets cancel each other', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const events: { order: Order; kind: OrderEventKind }[] = [];
        const input = inputOf(market(seed), randomStrategy(seed), {
          onEvent: (order, kind) => events.push({ order, kind }),
        });
        const result = simulate(input)!;
        const orders = new Set(events.map(({ order }) => order));
        for (const order of orders) expect(['denied', 'filled', 'cancelled']).toContain(order.state);
        const filledEntries = [...orders].filter(
          (order) => order.role === 'entry' && order.filledQuantity > 0,
        );
        expect(filledEntries).toHaveLength(result.trades.length);
        for (const entry of filledEntries) {
          const exits = [...orders].filter((order) => order.parentId === entry.id && order.role !== 'entry');
          expect(exits.filter((order) => order.state === 'filled')).toHaveLength(1);
          expect(exits.find((order) => order.state === 'filled')!.quantity).toBe(entry.filledQuantity);
        }
        const denied = result.denials.reduce((sum, { count }) => sum + count, 0);
        expect(denied + result.trades.length).toBe(result.signals);
      }),
      runs,
    );
  });

  test('an instrument alone coasts over quiet bars to the same trades and equity as beside another', () => {
    let trades = 0;
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.constantFrom(...POLICIES),
        fc.boolean(),
        fc.double({ min: 0.002, max: 0.2, noNaN: true }),
        (seed, policy, intraday, probability) => {
          const limits = { ...optionsWith().limits, flattenOnDailyLoss: false };
          const series = randomSeries('NSE:A', 600, seed);
          const busy = randomStrategy(seed, probability);
          // Trades on NSE:A only; the second instrument is there to be waited for.
          const one: typeof busy = {
            ...busy,
            prepare: (input, values) =>
              input.instrumentId === 'NSE:A'
                ? busy.prepare(input, values)
                : { onBar: () => NO_INTENTS, plots: () => [] },
          };
          const alone = { assumptions: assumptionsOf(policy), limits, intraday };
          const single = simulate(inputOf([series], one, alone))!;
          const beside = simulate(inputOf([series, randomSeries('NSE:B', 600, seed + 1)], one, alone))!;
          expect(single.trades).toEqual(beside.trades);
          expect(single.denials).toEqual(beside.denials);
          single.equity.forEach((point, k) => {
            const { equity, lowEquity, ...rest } = point;
            const other = beside.equity[k]!;
            expect(equity).toBeCloseTo(other.equity, 6);
            expect(lowEquity).toBeCloseTo(other.lowEquity, 6);
            expect(rest).toMatchObject({
              date: other.date,
              openPositions: other.openPositions,
              tradesClosed: other.tradesClosed,
            });
          });
          trades += single.trades.length;
        },
      ),
      { numRuns: 80 },
    );
    expect(trades).toBeGreaterThan(300);
  });

  test('asked to stop, it stops', () => {
    let calls = 0;
    const options = {
      onProgress: () => {
        calls++;
        return false;
      },
    };
    expect(simulate(inputOf(market(1, 1, 40_000), randomStrategy(1), options))).toBeUndefined();
    expect(calls).toBe(1);
  });
});

describe('honesty waterfall', () => {
  test('starts at as-published, ends at the pessimistic run, and its steps sum exactly', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const input = inputOf(market(seed), randomStrategy(seed));
        const waterfall = computeWaterfall(input)!;
        const rupees = (assumptions: Assumptions) =>
          Math.round(run(seed, assumptions).trades.reduce((sum, trade) => sum + trade.netPnl, 0) * 100) / 100;
        expect(waterfall.publishedNetPnl).toBe(rupees(AS_PUBLISHED));
        expect(waterfall.honestNetPnl).toBe(rupees(HONEST));
        const paise = (value: number) => Math.round(value * 100);
        const total = waterfall.steps.reduce((sum, step) => sum + paise(step.change), 0);
        expect(total).toBe(paise(waterfall.honestNetPnl) - paise(waterfall.publishedNetPnl));
        let previous = waterfall.publishedNetPnl;
        for (const step of waterfall.steps) {
          expect(paise(previous) + paise(step.change)).toBe(paise(step.netPnl));
          previous = step.netPnl;
        }
      }),
      { numRuns: 10 },
    );
  });

  test('changes one assumption at a time and ends with none that flatters', () => {
    let assumptions = AS_PUBLISHED;
    for (const step of WATERFALL_STEPS) assumptions = { ...assumptions, ...step.change };
    expect(assumptions).toEqual(HONEST);
    const touched = WATERFALL_STEPS.flatMap((step) => Object.keys(step.change));
    expect(new Set(touched).size).toBe(touched.length);
  });
});
