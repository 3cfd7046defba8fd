// The row of a training run as the database keeps it, and what a list and a page show of it. Used by the run store only.

import type {
  SegmentView,
  TrainingRun,
  TrainingRunSummary,
  TrainingState,
} from '../../../contracts/training.ts';
import type { CandidateSummary } from '../../../contracts/training-results.ts';
import { fromText } from './json-text.ts';
import { storedRequest } from './stored-request.ts';

export interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly state: TrainingState;
  readonly job_id: string | null;
  readonly dataset_id: string;
  readonly dataset_name: string;
  readonly dataset_hash: string;
  readonly synthetic: number;
  readonly request: string;
  readonly families: string;
  readonly segments: number;
  readonly trials: number;
  readonly split_hash: string | null;
  readonly split_words: string;
  readonly folds: string;
  readonly hold_out: string | null;
  readonly notes: string;
  readonly sleeps: string;
  readonly eta: number | null;
  readonly waiting_for: string | null;
  readonly active_ms: number;
  readonly error: string | null;
  readonly rerun_of: string | null;
  readonly happened_at: number;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly steps_total: number;
  readonly steps_done: number;
  readonly steps_failed: number;
  readonly steps_reused: number;
  readonly best: string | null;
}

/** Everything but the split's text and the live state, with the counts of its steps and its first candidate. */
export const RUN_COLUMNS = `r.id, r.name, r.state, r.job_id, r.dataset_id, r.dataset_name, r.dataset_hash, r.synthetic, r.request,
  r.families, r.segments, r.trials, r.split_hash, r.split_words, r.folds, r.hold_out, r.notes, r.sleeps, r.eta, r.waiting_for,
  r.active_ms, r.error, r.rerun_of, r.happened_at, r.started_at, r.ended_at,
  (SELECT count(*) FROM training_step s WHERE s.run_id = r.id) AS steps_total,
  (SELECT count(*) FROM training_step s WHERE s.run_id = r.id AND s.state IN ('done', 'skipped')) AS steps_done,
  (SELECT count(*) FROM training_step s WHERE s.run_id = r.id AND s.state = 'failed') AS steps_failed,
  (SELECT count(*) FROM training_step s WHERE s.run_id = r.id AND s.state = 'done' AND s.reused = 1) AS steps_reused,
  (SELECT summary FROM candidate c WHERE c.run_id = r.id ORDER BY c.rank LIMIT 1) AS best`;

export function runSummaryOf(row: RunRow): TrainingRunSummary {
  const best = row.best === null ? null : fromText<CandidateSummary>(row.best);
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    jobId: row.job_id,
    datasetId: row.dataset_id,
    datasetName: row.dataset_name,
    synthetic: row.synthetic === 1,
    families: JSON.parse(row.families) as string[],
    segments: row.segments,
    trials: row.trials,
    steps: {
      total: row.steps_total,
      done: row.steps_done,
      failed: row.steps_failed,
      reused: row.steps_reused,
    },
    createdAt: row.happened_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    activeMs: row.active_ms,
    eta: row.state === 'running' ? row.eta : null,
    waitingFor: row.state === 'running' ? row.waiting_for : null,
    best:
      best === null
        ? null
        : { candidateId: best.id, title: best.title, auc: best.meanAuc, passed: best.passed },
    warnings: (JSON.parse(row.notes) as string[]).length,
    error: row.error,
  };
}

export function runOf(row: RunRow, candidates: readonly CandidateSummary[]): TrainingRun {
  const request = storedRequest(row.request);
  return {
    ...runSummaryOf(row),
    request,
    datasetHash: row.dataset_hash,
    splitHash: row.split_hash,
    splitWords: row.split_words,
    folds: fromText<SegmentView[]>(row.folds),
    holdOut: row.hold_out === null ? null : (JSON.parse(row.hold_out) as TrainingRun['holdOut']),
    notes: JSON.parse(row.notes) as string[],
    objective: request.objective,
    candidates,
    sleeps: JSON.parse(row.sleeps) as TrainingRun['sleeps'],
    rerunOf: row.rerun_of,
  };
}
