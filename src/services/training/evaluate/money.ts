// The money of a candidate: its out-of-fold decisions through the backtest engine, with dated charges, pessimistic fills on the finest bars
// and the account's default settings. Called by the evaluation and by the opening of a hold-out. Each result is stored as a run of the
// Backtests screen, under an id that follows from the candidate.

import { DENIAL_WORDS } from '../../../../engines/risk/denial-words.ts';
import type { DenialReason } from '../../../../engines/risk/limits.ts';
import type { Strategy } from '../../../../engines/strategies/contract.ts';
import { createFilteredStrategy } from '../../../../engines/strategies/filtered/strategy.ts';
import { findStrategy } from '../../../../engines/strategies/index.ts';
import type { DecisionTable } from '../../../../engines/strategies/ml-signal/decisions.ts';
import { describeExits, exitsOfLabel } from '../../../../engines/strategies/ml-signal/label-exits.ts';
import { createMlSignal, ML_SIGNAL_ID } from '../../../../engines/strategies/ml-signal/strategy.ts';
import type { BacktestRequest } from '../../../contracts/backtests.ts';
import type { Dataset } from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { MoneyScores } from '../../../contracts/training-results.ts';
import {
  createOwnStrategyRunner,
  createRunStore,
  type FinishedRun,
  type OwnStrategyRunner,
} from '../../backtests/index.ts';
import type { Db } from '../../db/port.ts';
import { createDatasetStore } from '../../research/index.ts';
import { grouped } from '../grouped.ts';
import { accountReturns } from './account-returns.ts';
import { countActed } from './decision-table.ts';

/** Backtest runs of a candidate: over the test rows, and over the hold-out once it is opened. */
export const tradedRunId = (candidateId: string): string => `candidate-${candidateId}`;
export const holdOutRunId = (candidateId: string): string => `candidate-${candidateId}-hold-out`;

export interface MoneyRun {
  readonly scores: MoneyScores;
  /** Daily equity returns over the tested days, after charges; empty where nothing was traded. */
  readonly returns: Float64Array;
}

export interface MoneyAsked {
  readonly decisions: DecisionTable;
  /** Of the stored run. */
  readonly runId: string;
  readonly name: string;
  /** Written in the transaction that stores the run, so that neither is there without the other. */
  readonly also?: (scores: MoneyRun['scores'], tx: Db) => Promise<void>;
}

export interface MoneyMaker {
  /** Null where the engine cannot trade this dataset; `why` says the reason. */
  readonly trade: ((asked: MoneyAsked) => Promise<MoneyRun>) | null;
  readonly why: string | null;
}

export interface MoneyPlace {
  readonly db: Db;
  readonly datasetId: string;
  readonly instruments: readonly string[];
  /** First and last tested date. */
  readonly from: string;
  readonly to: string;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

interface Tradeable {
  readonly request: BacktestRequest;
  readonly strategyOf: (decisions: DecisionTable) => Strategy;
  readonly basis: string;
}

/** Bars are read at the first candidate that trades, and once. */
export async function createMoneyMaker(place: MoneyPlace): Promise<MoneyMaker> {
  const dataset = await createDatasetStore(place.db).get(place.datasetId);
  const tradeable = await tradeableOf(place, dataset);
  if (typeof tradeable === 'string') return { trade: null, why: tradeable };
  const { request, strategyOf, basis } = tradeable;
  const runs = createRunStore(place.db);
  const context = { progress: () => {}, signal: place.signal };
  let runner: OwnStrategyRunner | undefined;
  return {
    why: null,
    async trade({ decisions, runId, name, also }) {
      await removeRun(runs, runId);
      if (countActed(decisions) === 0) {
        await also?.(NOTHING_TRADED.scores, place.db);
        return NOTHING_TRADED;
      }
      const strategy = strategyOf(decisions);
      runner ??= await createOwnStrategyRunner(request, strategy, context, place);
      const finished = runner.run(strategy);
      const { strategyId, fillPolicy, interval, from, to } = request;
      const { version: strategyVersion } = strategy;
      await runs.begin({
        ...{
          id: runId,
          name: name.slice(0, 120),
          origin: 'backtest',
          jobId: null,
          strategyId,
          strategyVersion,
        },
        ...{ fillPolicy, interval, from, to, request: null, at: place.now() },
      });
      const made = moneyOf(finished, runId, `${basis} ${refusalsOf(finished)}`.trim());
      try {
        await runs.finish(runId, finished, async (tx) => also?.(made.scores, tx));
      } catch (error) {
        // Nothing of it was stored: no row may go on saying that it runs. On a full disk that cannot be written either; the next start does.
        await removeRun(runs, runId).catch(() => {});
        throw error;
      }
      return made;
    },
  };
}

function moneyOf({ headline, detail }: FinishedRun, runId: string, basis: string): MoneyRun {
  const { trades, netPnl, grossPnl, charges, hitRate, sharpe, maxDrawdown } = headline;
  const turnover = detail.metrics?.turnover ?? Number.NaN;
  return {
    scores: {
      ...{ trades, netPnl, grossPnl, charges, hitRate, sharpe, maxDrawdown, turnover, runId },
      basis: `${basis} ${detail.metrics?.basis ?? ''}`.trim(),
    },
    returns: accountReturns(
      detail.equity.map(({ equity }) => equity),
      detail.initialCapital,
    ),
  };
}

/** What the account would not take, so that few trades are not taken for few decisions. */
function refusalsOf({ detail }: FinishedRun): string {
  const refused = detail.denials.reduce((sum, { count }) => sum + count, 0);
  if (refused === 0) return '';
  const most = detail.denials
    .slice(0, 2)
    .map(({ reason, count }) => `${DENIAL_WORDS[reason as DenialReason] ?? reason}: ${grouped(count)}`);
  return `The account refused ${grouped(refused)} of ${grouped(detail.signals)} entries (${most.join('; ')}).`;
}

const NOTHING_TRADED: MoneyRun = {
  scores: {
    ...{ trades: 0, netPnl: 0, grossPnl: 0, charges: 0, maxDrawdown: 0, turnover: 0 },
    ...{ hitRate: Number.NaN, sharpe: Number.NaN, runId: null },
    basis:
      'Nothing was traded: no row reached a threshold that had earned more than staying out in its training part, or the decision policy let none through.',
  },
  returns: new Float64Array(0),
};

/** In words why not, where not. */
async function tradeableOf(place: MoneyPlace, dataset: Dataset): Promise<Tradeable | string> {
  const { db, instruments, from, to } = place;
  const { label, interval } = dataset;
  if (label === null || interval === null)
    return 'The dataset was imported, so there is no label whose stop, target and window could be traded: its money is the worth of its rows.';
  const exits = exitsOfLabel(label);
  const account = 'dated charges, slippage, pessimistic fills on the finest bars stored, default account';
  if (exits !== null)
    return {
      request: requestOf({ interval, instruments, from, to, parameters: {} }),
      strategyOf: (decisions) => createMlSignal({ decisions, exits, interval }),
      basis: `Entered at the next price after each decision, one position per instrument, ${describeExits(exits)}; ${account}.`,
    };
  const sourceId = (await createDatasetStore(db).recipe(place.datasetId))?.run?.id ?? null;
  const source = sourceId === null ? null : await sourceRequest(db, sourceId);
  if (source === null)
    return 'The run whose trades are the rows was deleted or imported, so its strategy cannot be run again with a filter.';
  const strategy = findStrategy(source.strategyId);
  if (strategy === undefined)
    return `The strategy "${source.strategyId}" of the run behind the rows is not in the catalogue any more.`;
  return {
    request: requestOf({ interval: source.interval, instruments, from, to, parameters: source.parameters }),
    strategyOf: (decisions) => createFilteredStrategy(strategy, decisions, ML_SIGNAL_ID),
    basis: `${strategy.title} with its own exits, run again with entries only where the model allows them; ${account.replace('default account', 'its own account settings')}.`,
  };
}

function requestOf(
  own: Pick<BacktestRequest, 'interval' | 'from' | 'to' | 'parameters'> & {
    readonly instruments: readonly string[];
  },
): BacktestRequest {
  return { strategyId: ML_SIGNAL_ID, fillPolicy: 'pessimistic', ...own, instruments: [...own.instruments] };
}

async function sourceRequest(db: Db, runId: string): Promise<BacktestRequest | null> {
  try {
    return (await createRunStore(db).get(runId)).request;
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

async function removeRun(runs: ReturnType<typeof createRunStore>, runId: string): Promise<void> {
  try {
    await runs.remove(runId);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error;
  }
}
