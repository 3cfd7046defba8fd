// Small helpers that turn random bars into simulation inputs for the property tests of kernel, sweep and waterfall.
import { HONEST } from '../../engines/backtest/assumptions.ts';
import type { InstrumentSeries } from '../../engines/backtest/contract.ts';
import type { SimulationInput, SimulationOptions } from '../../engines/backtest/simulate.ts';
import { createCommissionModel } from '../../engines/costs/commission.ts';
import { createBasisPointSlippage } from '../../engines/costs/slippage.ts';
import { type Bars, sliceBars } from '../../engines/market/bars.ts';
import type { SessionSlices } from '../../engines/market/session.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import type { EnterIntent, Intent, Strategy } from '../../engines/strategies/contract.ts';
import { NO_INTENTS } from '../../engines/strategies/contract.ts';
import { dailySlices, randomBars } from '../bench/random-bars.ts';

export const MINUTES_A_DAY = 75;

export function seriesOf(instrumentId: string, bars: Bars, minutes = MINUTES_A_DAY): InstrumentSeries {
  const slices = dailySlices(bars, minutes);
  return seriesFrom(instrumentId, bars, slices);
}

function seriesFrom(instrumentId: string, bars: Bars, slices: SessionSlices): InstrumentSeries {
  return {
    instrumentId,
    lotSize: 1,
    signalInterval: '1m',
    signal: bars,
    signalSlices: slices,
    executionInterval: '1m',
    execution: bars,
    executionSlices: slices,
    tradeFrom: Number.NEGATIVE_INFINITY,
    lastEntry: Float64Array.from(slices.sessions, (session) => session.close - 15 * 60_000),
    flatBy: Float64Array.from(slices.sessions, (session) => session.close - 5 * 60_000),
  };
}

/** The same series cut after `length` bars: later bars, and only they, are gone. */
export function truncated(series: InstrumentSeries, length: number): InstrumentSeries {
  const bars = sliceBars(series.execution, 0, length);
  const cut = (indices: Int32Array) => indices.map((index) => Math.min(index, length));
  const slices = {
    sessions: series.executionSlices.sessions,
    start: cut(series.executionSlices.start),
    end: cut(series.executionSlices.end),
  };
  return { ...series, signal: bars, signalSlices: slices, execution: bars, executionSlices: slices };
}

export function randomSeries(instrumentId: string, bars: number, seed: number): InstrumentSeries {
  return seriesOf(instrumentId, randomBars(bars, seed));
}

/** Enters at random bars with every kind of exit plan: reaches corners that a real strategy seldom visits. */
export function randomStrategy(seed: number, probability = 0.1): Strategy {
  return {
    id: 'random',
    version: '1',
    title: 'Random',
    summary: 'Random entries for tests.',
    parameters: [],
    defaultInterval: '1m',
    warmupBars: 0,
    prepare({ instrumentId, bars }) {
      // One stream per instrument and bar index, so that cutting the data cannot shift later draws.
      const base = [...instrumentId].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), seed) >>> 0;
      return {
        onBar(i, position): readonly Intent[] {
          const random = createRandom((base + i * 7919) >>> 0);
          const draw = random.next();
          if (draw < probability) return [randomEntry(random, bars.close[i]!, i)];
          if (position !== null && draw > 0.97)
            return [{ kind: 'exit', side: position.side, reason: 'random' }];
          return NO_INTENTS;
        },
        plots: () => [],
      };
    },
  };
}

function randomEntry(random: ReturnType<typeof createRandom>, close: number, bar: number): EnterIntent {
  const side = random.next() < 0.5 ? 1 : -1;
  const absolute = random.next() < 0.3;
  const stop = 0.0005 + 0.003 * random.next();
  const target = 0.0005 + 0.005 * random.next();
  return {
    kind: 'enter',
    side,
    tag: side > 0 ? 'UP' : 'DOWN',
    exits: {
      basis: absolute ? 'price' : 'fill',
      stop: absolute ? close * (1 - side * stop) : stop,
      target: random.next() < 0.2 ? Number.NaN : absolute ? close * (1 + side * target) : target,
      breakevenTrigger: random.next() < 0.5 ? Number.NaN : 0.001 * random.next(),
      breakevenPad: 0.0001,
      trail: random.next() < 0.5 ? Number.NaN : 0.002 * random.next() + 0.0002,
    },
    triggerPrice: close * (1 - side * 0.0002),
    score: random.next(),
    signalBar: Math.max(0, bar - 1),
    details: {},
  };
}

export function optionsWith(changes: Partial<SimulationOptions> = {}): SimulationOptions {
  return {
    assumptions: HONEST,
    capital: 1_000_000,
    sizing: { mode: 'fixed-margin', marginLong: 100_000, marginShort: 50_000, leverage: 5, costReserve: 0 },
    limits: {
      maxOpenPositions: 4,
      maxTradesPerDay: 12,
      maxTradesPerInstrument: 4,
      maxTradesPerSide: 2,
      dailyLossStop: 20_000,
      flattenOnDailyLoss: true,
      allowBothSides: false,
    },
    intraday: true,
    topN: 3,
    lookbackSessions: 5,
    participation: 0.1,
    charges: () => createCommissionModel(0.0003),
    slippage: () => createBasisPointSlippage({ basisPoints: 2, stopMultiplier: 2 }),
    ...changes,
  };
}

export function inputOf(
  series: readonly InstrumentSeries[],
  strategy: Strategy,
  changes: Partial<SimulationOptions> = {},
  parameters = {},
): SimulationInput {
  return { series, strategy, parameters, options: optionsWith(changes) };
}
