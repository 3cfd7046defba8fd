// From a simulation's raw result to what a run stores: metrics, flags, notes on assumptions, and the hash that makes two
// equal runs recognisable. Called by the backtest body.

import { createHash } from 'node:crypto';
import { explainAssumptions } from '../../../engines/backtest/assumptions.ts';
import type { Metrics, SimulationResult, Trade } from '../../../engines/backtest/contract.ts';
import { computeMetrics } from '../../../engines/backtest/metrics.ts';
import type { Session } from '../../../engines/market/session.ts';
import type { BacktestRequest, RunFlag, RunSummary } from '../../contracts/backtests.ts';
import type { LoadedSeries } from './load-series.ts';
import { type FinishedRun, toText } from './run-store.ts';
import type { PreparedSimulation } from './simulation-input.ts';

/** Seed of the bootstrap intervals: fixed, so that equal runs show equal intervals. */
const BOOTSTRAP_SEED = 20_260_803;
const MAX_FLAG_TRADES = 200;

export function finishedRunOf(
  prepared: PreparedSimulation,
  request: BacktestRequest,
  result: SimulationResult,
  elapsedMs: number,
): FinishedRun {
  const { resolved, series, input, dataHash } = prepared;
  const sessions = sessionsOf(series);
  const metrics = computeMetrics({
    trades: result.trades,
    equity: result.equity,
    initialCapital: result.initialCapital,
    sessions: sessions.length,
    sessionMsTotal: sessions.reduce((sum, session) => sum + tradingMs(session), 0),
    sessionWindows: sessions.flatMap((session) => session.windows),
    seed: BOOTSTRAP_SEED,
  });
  const instruments = series.map((one) => one.instrumentId);
  return {
    detail: {
      assumptions: input.options.assumptions,
      assumptionNotes: explainAssumptions(input.options.assumptions),
      parameters: resolved.parameters,
      metrics,
      initialCapital: result.initialCapital,
      equity: result.equity,
      denials: result.denials,
      signals: result.signals,
      barsProcessed: result.barsProcessed,
      runFlags: flagsOf(prepared, result.trades),
      instruments,
    },
    headline: headlineOf(metrics),
    trades: result.trades,
    synthetic: series.some((one) => one.instrument.synthetic),
    contentHash: contentHashOf(prepared, request, result),
    dataHash,
    elapsedMs,
    from: request.from,
    to: request.to,
  };
}

export function headlineOf(metrics: Metrics): NonNullable<RunSummary['headline']> {
  return {
    trades: metrics.trades,
    netPnl: metrics.netPnl,
    grossPnl: metrics.grossPnl,
    charges: metrics.charges.total,
    sharpe: metrics.sharpe,
    maxDrawdown: metrics.maxDrawdown,
    hitRate: metrics.hitRate,
    profitFactor: metrics.profitFactor,
  };
}

/** Equal strategy, parameters, assumptions, data, trades and equity give equal hashes, on any machine. */
function contentHashOf(
  prepared: PreparedSimulation,
  request: BacktestRequest,
  result: SimulationResult,
): string {
  const { resolved, input, dataHash } = prepared;
  return createHash('sha256')
    .update(
      toText({
        strategy: resolved.strategy.id,
        version: resolved.strategy.version,
        parameters: resolved.parameters.map(({ name, value }) => [name, value]),
        assumptions: input.options.assumptions,
        interval: request.interval,
        from: request.from,
        to: request.to,
        dataHash,
        trades: result.trades,
        equity: result.equity,
        denials: result.denials,
      }),
    )
    .digest('hex');
}

/** Every session in which some instrument has bars to trade on, once. */
function sessionsOf(series: readonly LoadedSeries[]): readonly Session[] {
  const byDate = new Map<string, Session>();
  for (const { executionSlices, tradeFrom } of series)
    executionSlices.sessions.forEach((session, k) => {
      const known = byDate.get(session.date);
      if (
        session.open >= tradeFrom &&
        executionSlices.end[k]! > executionSlices.start[k]! &&
        (!known || tradingMs(session) > tradingMs(known))
      )
        byDate.set(session.date, session);
    });
  return [...byDate.values()].sort((a, b) => a.open - b.open);
}

function tradingMs(session: Session): number {
  return session.windows.reduce((sum, window) => sum + window.close - window.open, 0);
}

/** What a reader of the result must know about the data under it. */
function flagsOf(prepared: PreparedSimulation, trades: readonly Trade[]): RunFlag[] {
  const { series, skipped } = prepared;
  const flags: RunFlag[] = [];
  const flagged = new Map(
    series.map((one) => [one.instrumentId, new Set(one.flaggedDays.map((day) => day.date))]),
  );
  const days = series.reduce((sum, one) => sum + one.flaggedDays.length, 0);
  if (days > 0) {
    const dateOf = dateFinder(series);
    const touched = trades.filter((trade) =>
      flagged.get(trade.instrumentId)?.has(dateOf(trade.instrumentId, trade.entryTime)),
    );
    flags.push({
      id: 'data-quality',
      count: days,
      message: `${counted(days, 'instrument day')} of this run ${days === 1 ? 'carries' : 'carry'} data-quality findings; ${touched.length === 0 ? 'no trade was' : `${counted(touched.length, 'trade')} ${touched.length === 1 ? 'was' : 'were'}`} entered on such days. See Data → Quality.`,
      trades: touched.slice(0, MAX_FLAG_TRADES).map((trade) => trade.sequence),
    });
  }
  const outside = series.reduce((sum, one) => sum + one.outsideBars, 0);
  if (outside > 0)
    flags.push({
      id: 'outside-session',
      count: outside,
      message: `${counted(outside, 'stored bar')} outside the trading session ${outside === 1 ? 'was' : 'were'} not used.`,
      trades: [],
    });
  const unpriced = series.reduce((sum, one) => sum + one.unpricedBars, 0);
  if (unpriced > 0)
    flags.push({
      id: 'unpriced-bars',
      count: unpriced,
      message: `${counted(unpriced, 'stored bar')} with a price of zero or less ${unpriced === 1 ? 'was' : 'were'} not used.`,
      trades: [],
    });
  if (skipped.length > 0)
    flags.push({
      id: 'skipped-instruments',
      count: skipped.length,
      message: `No usable bars in the range: ${skipped.slice(0, 10).join(', ')}${skipped.length > 10 ? ` and ${skipped.length - 10} more` : ''}.`,
      trades: [],
    });
  const coarse = series.filter((one) => one.executionInterval === one.signalInterval);
  if (coarse.length > 0)
    flags.push({
      id: 'coarse-exits',
      count: coarse.length,
      message: `Exits of ${counted(coarse.length, 'instrument')} are resolved on the signal bars themselves, because nothing finer is stored.`,
      trades: [],
    });
  return flags;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-IN')} ${noun}${count === 1 ? '' : 's'}`;
}

function dateFinder(series: readonly LoadedSeries[]): (instrumentId: string, time: number) => string {
  const sessions = new Map(series.map((one) => [one.instrumentId, one.executionSlices.sessions]));
  return (instrumentId, time) =>
    sessions.get(instrumentId)?.find((session) => time >= session.open && time <= session.close)?.date ?? '';
}
