// From a checked request to everything the engine needs: series, charges, slippage, settings. Shared by the backtest,
// waterfall and sweep bodies, so that all three price the same thing.

import { createHash } from 'node:crypto';
import { assumptionsOf } from '../../../engines/backtest/assumptions.ts';
import type { SimulationSettings } from '../../../engines/backtest/parameters.ts';
import type { SimulationInput } from '../../../engines/backtest/simulate.ts';
import { createCommissionModel } from '../../../engines/costs/commission.ts';
import type { ChargeModel, ChargeSegment, SlippageModel } from '../../../engines/costs/contract.ts';
import { chargeExchangeOf } from '../../../engines/costs/schedule.ts';
import {
  createBarRangeSlippage,
  createBasisPointSlippage,
  createHalfSpreadSlippage,
} from '../../../engines/costs/slippage.ts';
import type { Instrument } from '../../../engines/market/instrument.ts';
import type { Strategy } from '../../../engines/strategies/contract.ts';
import type { BacktestRequest } from '../../contracts/backtests.ts';
import { AppError } from '../../contracts/errors.ts';
import type { JobContext } from '../../contracts/jobs.ts';
import { chargeModelFrom } from '../charges/index.ts';
import { type ResolvedRequest, resolveRequest } from './catalogue.ts';
import { instrumentsOf, type LoadedSeries, loadSeries, type SeriesSource } from './load-series.ts';

export interface PreparedSimulation {
  readonly resolved: ResolvedRequest;
  readonly series: readonly LoadedSeries[];
  /** Instruments asked for that have no usable bars in the range. */
  readonly skipped: readonly string[];
  readonly input: SimulationInput;
  readonly dataHash: string;
}

/** Loads and checks everything before a single bar is simulated. Throws NO_DATA, NOT_FOUND or BAD_PARAMETER. `own`: see resolveRequest. */
export async function prepareSimulation(
  source: SeriesSource,
  request: BacktestRequest,
  context: Pick<JobContext, 'progress' | 'signal'>,
  own?: Strategy,
): Promise<PreparedSimulation> {
  const resolved = resolveRequest(request, own);
  const { settings } = resolved;
  const instruments = await instrumentsOf(source, request);
  const series: LoadedSeries[] = [];
  const skipped: string[] = [];
  for (const [index, instrument] of instruments.entries()) {
    context.signal.throwIfAborted();
    context.progress({
      stage: `Reading ${instrument.id}`,
      fraction: (0.1 * index) / instruments.length,
      done: index,
      total: instruments.length,
      unit: 'instruments',
    });
    const loaded = await loadSeries(source, instrument, request, settings, resolved.strategy.warmupBars);
    if (loaded) series.push(loaded);
    else skipped.push(instrument.id);
  }
  if (series.length === 0)
    throw new AppError(
      'NO_DATA',
      `No stored bars make ${request.interval} between ${request.from} and ${request.to}${
        request.instruments === 'all' ? '' : ` for ${request.instruments.slice(0, 5).join(', ')}`
      }. Nothing was run; import candles for that range or choose another.`,
      { skipped },
    );
  const charges = new Map(series.map((one) => [one.instrumentId, chargesOf(one.instrument, settings, one)]));
  const slippage = new Map(series.map((one) => [one.instrumentId, slippageOf(one.instrument, settings)]));
  const input: SimulationInput = {
    series,
    strategy: resolved.strategy,
    parameters: resolved.strategyValues,
    options: {
      assumptions: assumptionsOf(request.fillPolicy),
      capital: settings.capital,
      sizing: {
        ...settings.sizing,
        leverage: settings.intraday ? settings.sizing.leverage : 1,
        // The whole account goes into one trade: its own charges must still fit.
        costReserve: settings.sizing.mode === 'all-equity' ? 0.001 : 0,
      },
      limits: settings.limits,
      intraday: settings.intraday,
      topN: settings.topN,
      lookbackSessions: settings.lookbackSessions,
      participation: settings.participation,
      charges: (id) => charges.get(id)!,
      slippage: (id) => slippage.get(id)!,
    },
  };
  return { resolved, series, skipped, input, dataHash: dataHashOf(series) };
}

function chargesOf(instrument: Instrument, settings: SimulationSettings, series: LoadedSeries): ChargeModel {
  if (settings.segment === 'commission') return createCommissionModel(settings.commissionRate);
  const exchange = chargeExchangeOf(instrument.exchange);
  if (!exchange)
    throw new AppError(
      'BAD_PARAMETER',
      `${instrument.id} trades outside India, where the Indian charge schedule does not apply. Nothing was run; set costs.segment=commission.`,
    );
  return chargeModelFrom(segmentOf(instrument, settings), exchange, firstTradedDate(series));
}

function firstTradedDate(series: LoadedSeries): string {
  return series.executionSlices.sessions.find((session) => session.open >= series.tradeFrom)!.date;
}

function segmentOf(instrument: Instrument, settings: SimulationSettings): ChargeSegment {
  if (settings.segment !== 'by-instrument' && settings.segment !== 'commission') return settings.segment;
  if (instrument.kind === 'future') return 'futures';
  if (instrument.kind === 'option') return 'options';
  return settings.intraday ? 'equity-intraday' : 'equity-delivery';
}

function slippageOf(instrument: Instrument, settings: SimulationSettings): SlippageModel {
  const stopMultiplier = settings.stopSlippageMultiple;
  switch (settings.slippageModel) {
    case 'basis-points':
      return createBasisPointSlippage({ basisPoints: settings.slippageBps, stopMultiplier });
    case 'half-spread':
      return createHalfSpreadSlippage({
        spreadTicks: 2 * settings.halfSpreadTicks,
        tickSize: instrument.tickSize,
        stopMultiplier,
      });
    case 'bar-range':
      return createBarRangeSlippage({ fraction: settings.rangeFraction, stopMultiplier });
  }
}

/** SHA-256 over instrument ids and the content hashes of every day read: what the run saw, whatever file it came from. */
function dataHashOf(series: readonly LoadedSeries[]): string {
  const hash = createHash('sha256');
  for (const one of [...series].sort((a, b) => (a.instrumentId < b.instrumentId ? -1 : 1))) {
    hash.update(`${one.instrumentId}|${one.executionInterval}|${one.signalInterval}\n`);
    for (const day of one.dayHashes) hash.update(`${day}\n`);
  }
  return hash.digest('hex');
}
