// Opens the hold-out for a candidate: its model of the newest window meets the sessions nothing ever touched, once. Called by the service.
// The result is written down before anybody sees it, with the trades in one transaction; a second opening is refused.

import { join } from 'node:path';
import { auc } from '../../../../engines/numeric/auc.ts';
import { HOLD_OUT_GATE, holdOutFaults } from '../../../../engines/validation/deflation/hold-out.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import type { CandidateReport, HoldOutResult } from '../../../contracts/training-results.ts';
import type { Db } from '../../db/port.ts';
import { alreadyOpened, openingOf, recordOpening } from '../ledger/hold-out-openings.ts';
import { holdOutMetrics } from '../reports/hold-out-metrics.ts';
import { plainJson } from '../reports/json-text.ts';
import { candidateReportFolder } from '../reports/report-place.ts';
import { keptHoldOut } from '../run/hold-out-reservation.ts';
import { writeWholeSync } from '../run/whole-file.ts';
import type { TrainingTable } from '../steps/contract.ts';
import { decisionsOf } from '../steps/decide-stored.ts';
import { loadTable } from '../steps/load-table.ts';
import { decodeStoredModel, predictStored } from '../steps/stored-model.ts';
import { createCandidateStore } from './candidate-store.ts';
import type { EvaluationDependencies } from './contract.ts';
import { decisionTable } from './decision-table.ts';
import { createMoneyMaker, holdOutRunId } from './money.ts';
import { type PooledPredictions, poolPredictions } from './pool-predictions.ts';
import { gathered, type ScoredRows, scoredRowsOf } from './scored-rows.ts';
import { scoresOf } from './scores-of.ts';

export interface HoldOutAsked {
  readonly candidateId: string;
  readonly reason: string;
  /** Of the run's request. */
  readonly gates: TrainingRequest['gates'];
}

export type HoldOutPlace = Omit<EvaluationDependencies, 'progress'>;

/**
 * Throws NOT_FOUND, BAD_REQUEST without a reason, CONFLICT the second time, REFUSED where nothing was held out or the candidate has no
 * final model; nothing was opened then.
 */
export async function openHoldOut(place: HoldOutPlace, asked: HoldOutAsked): Promise<HoldOutResult> {
  const { db, dataFolder, calendar, readObject, now } = place;
  const { candidateId, gates } = asked;
  const reason = asked.reason.trim();
  if (reason === '')
    throw new AppError(
      'BAD_REQUEST',
      'Opening a hold-out needs a reason, since it can be done once. Nothing was opened; say what you want to learn.',
    );
  const store = createCandidateStore(db);
  const report = await store.get(candidateId);
  const before = await openingOf(db, candidateId);
  if (before !== null) {
    // A process that ended between the record and its file left none.
    writeMetrics(place, report, before);
    throw alreadyOpened(before);
  }
  const modelHash = await store.finalModel(candidateId);
  if (modelHash === null)
    throw new AppError(
      'REFUSED',
      'This candidate has no model of the newest window, so there is nothing to test. Nothing was opened; resume its run.',
    );
  const table = await loadTable({ db, dataFolder, calendar }, report.datasetId);
  const holdOut = await keptHoldOut(db, table.datasetHash);
  if (holdOut === null)
    throw new AppError(
      'REFUSED',
      'No sessions of this dataset were held out: every day was seen while choosing. Nothing was opened; build a longer dataset and train again.',
    );
  const pooled = predictionsAfter(table, holdOut.from, readObject(modelHash));
  const scored = scoredRowsOf(table, pooled);
  if (scored.count === 0)
    throw new AppError(
      'NO_DATA',
      'The hold-out has no row with a label and a prediction. Nothing was opened.',
    );
  const scores = scoresOf(scored);
  const openedAt = now();
  const resultWith = (money: HoldOutResult['money']): HoldOutResult => {
    const reached = { auc: scores.auc, sharpe: money?.sharpe ?? Number.NaN };
    const faults = holdOutFaults(reached, gates ?? HOLD_OUT_GATE);
    return {
      ...{ candidateId, reason, openedAt, from: holdOut.from, to: holdOut.to, scores, money },
      passed: faults.length === 0,
      faults,
      perInstrument: perInstrument(table, scored),
    };
  };
  let recorded = false;
  const money = await moneyOf(place, report, table, pooled, {
    from: holdOut.from,
    also: async (made, tx) => {
      recorded = await recordOpening(tx, table.datasetHash, resultWith(made), openedAt);
    },
  });
  const result = resultWith(money);
  // Two that opened at once computed the same; the first one's reason stands.
  if (!recorded) throw alreadyOpened((await openingOf(db, candidateId))!);
  writeMetrics(place, report, result);
  return result;
}

/** In the published layout; follows from the stored result alone. */
function writeMetrics(
  { dataFolder, calendar }: HoldOutPlace,
  { runId, family }: CandidateReport,
  result: HoldOutResult,
): void {
  const file = join(candidateReportFolder(runId, family), 'holdout_metrics.json');
  const profile = result.perInstrument.every(({ instrumentId }) => instrumentId.startsWith('US:'))
    ? 'us-equity'
    : 'nse-equity';
  const text = plainJson(holdOutMetrics(result, calendar, profile));
  writeWholeSync(join(dataFolder, file), new TextEncoder().encode(text));
}

/** Every row of the hold-out; those without a label are decisions too. */
function predictionsAfter(table: TrainingTable, from: number, bytes: Uint8Array): PooledPredictions {
  const stored = decodeStoredModel(bytes);
  const rows = Uint32Array.from(table.time.keys()).filter((row) => table.time[row]! > from);
  const { threshold } = stored;
  const predicted = predictStored(stored, table, rows);
  return poolPredictions(
    [
      {
        segment: 0,
        predictions: {
          rows,
          ...predicted,
          threshold: threshold ?? Number.NaN,
          ...decisionsOf(stored, table, predicted, rows),
        },
      },
    ],
    table.rows,
  );
}

/** Trades the hold-out and has `also` record it; null, recorded too, where the dataset cannot be traded. */
async function moneyOf(
  { db, now, signal }: HoldOutPlace,
  { id, title, runName, datasetId }: CandidateReport,
  table: TrainingTable,
  pooled: PooledPredictions,
  { from, also }: { readonly from: number; readonly also: RecordOpening },
): Promise<HoldOutResult['money']> {
  const sessions = table.sessions.filter((session) => session.close > from);
  const { trade } = await createMoneyMaker({
    ...{ db, datasetId, now, signal, instruments: table.instruments },
    ...{ from: sessions[0]!.date, to: sessions.at(-1)!.date },
  });
  if (trade === null) {
    await also(null, db);
    return null;
  }
  const made = await trade({
    decisions: decisionTable(table, pooled),
    runId: holdOutRunId(id),
    name: `${title}, hold-out · ${runName}`,
    also,
  });
  return made.scores;
}

type RecordOpening = (money: HoldOutResult['money'], db: Db) => Promise<void>;

function perInstrument({ instruments }: TrainingTable, scored: ScoredRows): HoldOutResult['perInstrument'] {
  return instruments.flatMap((instrumentId, instrument) => {
    const own = Uint32Array.from(scored.instrument.keys()).filter(
      (place) => scored.instrument[place] === instrument,
    );
    if (own.length === 0) return [];
    return [
      { instrumentId, rows: own.length, auc: auc(gathered(scored.score, own), gathered(scored.target, own)) },
    ];
  });
}
