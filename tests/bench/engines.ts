// Benches of the pure engines: the event engine over a million bars and the 100-pair sweep over the same million.
import { HONEST } from '../../engines/backtest/assumptions.ts';
import type { InstrumentSeries } from '../../engines/backtest/contract.ts';
import { type SimulationOptions, simulate } from '../../engines/backtest/simulate.ts';
import { type SweepPoint, sweepSmaCross } from '../../engines/backtest/sweep.ts';
import { createCommissionModel } from '../../engines/costs/commission.ts';
import { NO_SLIPPAGE } from '../../engines/costs/slippage.ts';
import { defaultsOf } from '../../engines/parameters/parameters.ts';
import { NO_LIMITS } from '../../engines/risk/limits.ts';
import { smaCross } from '../../engines/strategies/sma-cross/strategy.ts';
import { type Figure, measure } from './measure.ts';
import { dailySlices, randomBars } from './random-bars.ts';

const BARS = 1_000_000;
const COMMISSION = 0.0003;

/** The published workload: SMA 10/50 cross, stop 1 %, target 2 %, next-open fills, 0.03 % a side, all equity in one trade. */
export async function benchEngines(): Promise<Figure[]> {
  const bars = randomBars(BARS, 7);
  const slices = dailySlices(bars);
  const none = new Float64Array(slices.sessions.length).fill(Number.NaN);
  const series: InstrumentSeries = {
    instrumentId: 'NSE:BENCH',
    lotSize: 1,
    signalInterval: '1m',
    signal: bars,
    signalSlices: slices,
    executionInterval: '1m',
    execution: bars,
    executionSlices: slices,
    lastEntry: none,
    flatBy: none,
    tradeFrom: Number.NEGATIVE_INFINITY,
  };
  const sizing = {
    mode: 'all-equity' as const,
    marginLong: 0,
    marginShort: 0,
    leverage: 1,
    costReserve: COMMISSION,
  };
  const charges = createCommissionModel(COMMISSION);
  const options: SimulationOptions = {
    assumptions: { ...HONEST, capacity: 'unlimited' },
    capital: 10_000,
    sizing,
    limits: NO_LIMITS,
    intraday: false,
    topN: 0,
    lookbackSessions: 1,
    participation: 0,
    charges: () => charges,
    slippage: () => NO_SLIPPAGE,
  };
  const parameters = defaultsOf(smaCross.parameters);
  let trades = 0;
  const event = await measure(
    'event engine, 1,000,000 bars, SMA cross with brackets',
    9,
    () => {
      trades = simulate({ series: [series], strategy: smaCross, parameters, options })!.trades.length;
    },
    (ms) => `${(BARS / ms / 1000).toFixed(1)} M bars/s, ${trades.toLocaleString('en-IN')} trades`,
    { text: '≥ 10 M bars/s', met: (ms) => BARS / ms / 1000 >= 10 },
  );
  const input = {
    bars,
    slices,
    lastEntry: none,
    flatBy: none,
    tradeFrom: Number.NEGATIVE_INFINITY,
    intervalMs: 60_000,
    intraday: false,
    capital: 10_000,
    sizing: { ...sizing, fractional: true },
    lotSize: 1,
    charges,
    slippage: NO_SLIPPAGE,
  };
  const points: SweepPoint[] = [];
  for (let fast = 5; fast <= 50; fast += 5)
    for (let slow = 60; slow <= 240; slow += 20)
      points.push({ fast, slow, side: 1, stopFraction: 0.01, targetFraction: 0.02 });
  const sweep = await measure(
    `sweep, ${points.length} pairs × 1,000,000 bars`,
    3,
    () => sweepSmaCross(input, points),
    (ms) => `${((points.length * BARS) / ms / 1000).toFixed(0)} M bars/s`,
    { text: '≤ 3 s', met: (ms) => ms <= 3000 },
  );
  return [event, sweep];
}
