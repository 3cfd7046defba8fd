// What counts as a trial, as entries of the ledger: trials of searches, candidates with their measured ratio, and backtests made by hand
// over the dataset's own instruments and days. Called by the conductor and by the evaluation.
//
// [Note: looks] A trial's identity is what ran where: family, all parameters, preparation, features, segment and seed. Running it again is a
// look at the same thing and raises the entries, not the number of different things tried. The same parameters in another segment are
// another look at other data and count; so do other seeds and inner parts, or the luckiest of many seeds would pass for a single try.

import { createHash } from 'node:crypto';
import type { TrialEntry, TrialSource } from '../../../../engines/validation/deflation/trial-ledger.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import type { SegmentResult } from '../../../contracts/training-results.ts';
import type { Db } from '../../db/port.ts';
import { canonicalJson } from '../../research/index.ts';
import type { PlacedTrial, RunFacts } from '../evaluate/contract.ts';
import type { TrainingTable } from '../steps/contract.ts';

export interface LedgerPlace {
  readonly run: Pick<RunFacts, 'runId' | 'rerunOf'>;
  readonly request: Pick<
    TrainingRequest,
    'trials' | 'selection' | 'regimes' | 'calibration' | 'seed' | 'innerShare' | 'policy'
  >;
  readonly table: Pick<TrainingTable, 'datasetHash' | 'names'>;
  readonly splitHash: string;
  /** When the trials ran, epoch milliseconds. */
  readonly at: number;
}

/** One entry per trial that was started: failed and pruned ones were looks too. */
export function searchEntries(place: LedgerPlace, trials: readonly PlacedTrial[]): TrialEntry[] {
  return trials.map(({ family, segment, trial, fixed }) => {
    const fingerprint = fingerprintOf(place, {
      family,
      segment,
      values: { ...fixed, ...trial.values },
    });
    return {
      id: `${place.run.runId}/s${segment}/${family}/t${trial.index}/${fingerprint.slice(0, 12)}`,
      datasetHash: place.table.datasetHash,
      source: sourceOf(place),
      fingerprint,
      sharpe: null,
      observations: 0,
      happenedAt: place.at,
    };
  });
}

export interface MeasuredCandidate {
  readonly candidateId: string;
  readonly family: string;
  readonly perSegment: readonly Pick<SegmentResult, 'segment' | 'parameters' | 'threshold'>[];
  /** Of the daily equity, per day; NaN where it never traded. */
  readonly sharpe: number;
  readonly observations: number;
}

export function candidateEntry(place: LedgerPlace, candidate: MeasuredCandidate): TrialEntry {
  const { candidateId, family, perSegment, observations } = candidate;
  const sharpe = Number.isFinite(candidate.sharpe) ? candidate.sharpe : null;
  const fingerprint = fingerprintOf(place, {
    family,
    // What decides in place of the threshold is part of what was tried.
    policy: place.request.policy,
    candidate: perSegment.map(({ segment, parameters, threshold }) => ({ segment, parameters, threshold })),
  });
  return {
    id: `candidate/${candidateId}/${fingerprint.slice(0, 12)}/${sharpe === null ? 'unmeasured' : 'measured'}`,
    datasetHash: place.table.datasetHash,
    source: sourceOf(place),
    fingerprint,
    sharpe,
    observations,
    happenedAt: place.at,
  };
}

interface BacktestRow {
  readonly id: string;
  readonly strategy_id: string;
  readonly request: string;
  readonly headline: string | null;
  readonly days: number | null;
  readonly happened_at: number;
}

/** Trading sessions a year, by which stored ratios were annualised. */
const SESSIONS_PER_YEAR = 252;

/**
 * Finished backtests of the catalogue's strategies that saw the dataset's instruments between its dates. Runs of candidates are counted
 * as candidates.
 */
export async function backtestEntries(
  db: Db,
  datasetHash: string,
  seen: { readonly instruments: readonly string[]; readonly from: string; readonly to: string },
): Promise<TrialEntry[]> {
  const rows = await db.all<BacktestRow>(
    `SELECT id, strategy_id, request, headline, json_array_length(detail, '$.equity') AS days, happened_at FROM backtest_run
     WHERE state = 'done' AND origin = 'backtest' AND request IS NOT NULL AND from_date <= ? AND to_date >= ?
       AND EXISTS (SELECT 1 FROM json_each(detail, '$.instruments') WHERE value IN (SELECT value FROM json_each(?)))`,
    [seen.to, seen.from, JSON.stringify(seen.instruments)],
  );
  return rows.map((row) => {
    const { name: _, ...request } = JSON.parse(row.request) as Record<string, unknown>;
    const annual = row.headline === null ? null : (JSON.parse(row.headline) as { sharpe: unknown }).sharpe;
    const fingerprint = sha256(canonicalJson({ backtest: row.strategy_id, request }));
    return {
      id: `backtest/${row.id}`,
      datasetHash,
      source: 'manual-backtest',
      fingerprint,
      sharpe: typeof annual === 'number' ? annual / Math.sqrt(SESSIONS_PER_YEAR) : null,
      observations: row.days ?? 0,
      happenedAt: row.happened_at,
    };
  });
}

function sourceOf({ run, request }: LedgerPlace): TrialSource {
  if (run.rerunOf !== null) return 'rerun';
  return request.trials === 1 ? 'baseline' : 'search';
}

function fingerprintOf({ request, table, splitHash }: LedgerPlace, what: Record<string, unknown>): string {
  const { selection, regimes, calibration, seed, innerShare } = request;
  return sha256(
    canonicalJson({
      ...what,
      selection,
      regimes,
      calibration,
      seed,
      innerShare,
      splitHash,
      features: sha256(table.names.join(',')),
    }),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
