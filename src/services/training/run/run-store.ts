// Rows of training runs. Called by the service (which names, pauses and removes) and by the job's body (which tells how it goes).
// A run belongs to the job whose id stands in its row: an older job cannot write into it any more.

import { AppError } from '../../../contracts/errors.ts';
import type {
  SegmentView,
  TrainingLive,
  TrainingRequest,
  TrainingRun,
  TrainingRunSummary,
  TrainingState,
} from '../../../contracts/training.ts';
import type { Db, SqlValue } from '../../db/port.ts';
import { createCandidateStore } from '../evaluate/candidate-store.ts';
import { toText } from './json-text.ts';
import { RUN_COLUMNS, type RunRow, runOf, runSummaryOf } from './run-row.ts';

export interface NewTrainingRun {
  readonly id: string;
  readonly name: string;
  readonly datasetId: string;
  readonly datasetName: string;
  readonly datasetHash: string;
  readonly synthetic: boolean;
  readonly request: TrainingRequest;
  readonly families: readonly string[];
  readonly rerunOf: string | null;
  readonly at: number;
}

/** What the run found out about its split before it began. */
export interface PlannedRun {
  readonly splitText: string;
  readonly splitHash: string;
  readonly splitWords: string;
  readonly folds: readonly SegmentView[];
  readonly segments: number;
  readonly trials: number;
  readonly families: readonly string[];
  readonly holdOut: TrainingRun['holdOut'];
}

export type StopRequest = 'pause' | 'cancel';

/** Told now and then while it runs. */
export interface RunPulse {
  readonly live: TrainingLive;
  readonly eta: number | null;
  readonly waitingFor: string | null;
  readonly activeMs: number;
  readonly sleeps: TrainingRun['sleeps'];
}

export interface TrainingRunStore {
  add(run: NewTrainingRun): Promise<void>;
  attachJob(runId: string, jobId: string): Promise<void>;
  /** A run that stands still waits for a job again; whatever was asked of it is forgotten. False where it does not stand still. */
  requeue(runId: string): Promise<boolean>;
  list(): Promise<readonly TrainingRunSummary[]>;
  /** Throws NOT_FOUND. */
  summary(runId: string): Promise<TrainingRunSummary>;
  get(runId: string): Promise<TrainingRun>;
  live(runId: string): Promise<TrainingLive | null>;
  splitText(runId: string): Promise<string | null>;
  /** False where the run is another job's by now, or was stopped before it began. */
  begin(runId: string, jobId: string, at: number): Promise<boolean>;
  planned(runId: string, plan: PlannedRun): Promise<void>;
  pulse(runId: string, pulse: RunPulse): Promise<void>;
  addNotes(runId: string, notes: readonly string[]): Promise<void>;
  askToStop(runId: string, request: StopRequest): Promise<void>;
  stopRequest(runId: string): Promise<StopRequest | null>;
  /** Ends a run that is queued or running; with a job id only while it is that job's. False where it was neither. */
  end(
    runId: string,
    state: Exclude<TrainingState, 'queued' | 'running'>,
    at: number,
    more?: { readonly error?: string; readonly jobId?: string },
  ): Promise<boolean>;
  /** A run that stands still and will not be resumed. */
  giveUp(runId: string, at: number): Promise<void>;
  /** What a job's end says of a run that its body left as `interrupted`. */
  correctEnd(
    runId: string,
    jobId: string,
    state: 'cancelled' | 'failed',
    error: string | null,
  ): Promise<void>;
  rename(runId: string, name: string): Promise<void>;
  /** Its row and steps; see remove-run.ts for the rest. */
  remove(runId: string): Promise<void>;
}

export function createTrainingRunStore(db: Db): TrainingRunStore {
  const candidates = createCandidateStore(db);
  async function rowOf(runId: string): Promise<RunRow> {
    const row = await db.get<RunRow>(`SELECT ${RUN_COLUMNS} FROM training_run r WHERE r.id = ?`, [runId]);
    if (!row) throw missing(runId);
    return row;
  }
  async function column<T>(runId: string, name: 'live' | 'split_text' | 'stop_request'): Promise<T | null> {
    const row = await db.get<{ value: T | null }>(`SELECT ${name} AS value FROM training_run WHERE id = ?`, [
      runId,
    ]);
    if (!row) throw missing(runId);
    return row.value;
  }

  return {
    async add(run) {
      await db.run(
        `INSERT INTO training_run (id, name, state, dataset_id, dataset_name, dataset_hash, synthetic, request, families,
           rerun_of, happened_at, recorded_at) VALUES (?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          run.id,
          run.name,
          run.datasetId,
          run.datasetName,
          run.datasetHash,
          run.synthetic ? 1 : 0,
          JSON.stringify(run.request),
          JSON.stringify(run.families),
          run.rerunOf,
          run.at,
          run.at,
        ],
      );
    },

    async attachJob(runId, jobId) {
      await db.run('UPDATE training_run SET job_id = ? WHERE id = ?', [jobId, runId]);
    },

    async requeue(runId) {
      const outcome = await db.run(
        `UPDATE training_run SET state = 'queued', job_id = NULL, stop_request = NULL, error = NULL, ended_at = NULL
         WHERE id = ? AND state NOT IN ('queued', 'running')`,
        [runId],
      );
      return outcome.changes === 1;
    },

    async list() {
      const rows = await db.all<RunRow>(
        `SELECT ${RUN_COLUMNS} FROM training_run r ORDER BY r.happened_at DESC, r.id`,
      );
      return rows.map(runSummaryOf);
    },

    summary: async (runId) => runSummaryOf(await rowOf(runId)),

    async get(runId) {
      const row = await rowOf(runId);
      return runOf(row, await candidates.list(runId));
    },

    async live(runId) {
      const text = await column<string>(runId, 'live');
      return text === null ? null : (JSON.parse(text) as TrainingLive);
    },
    splitText: (runId) => column<string>(runId, 'split_text'),
    stopRequest: (runId) => column<StopRequest>(runId, 'stop_request'),

    async begin(runId, jobId, at) {
      const outcome = await db.run(
        `UPDATE training_run SET state = 'running', job_id = ?2, started_at = coalesce(started_at, ?3), ended_at = NULL,
           error = NULL WHERE id = ?1 AND (job_id IS NULL OR job_id = ?2) AND state IN ('queued', 'interrupted')`,
        [runId, jobId, at],
      );
      return outcome.changes === 1;
    },

    async planned(runId, plan) {
      await db.run(
        `UPDATE training_run SET split_text = ?, split_hash = ?, split_words = ?, folds = ?, segments = ?, trials = ?,
           families = ?, hold_out = ? WHERE id = ?`,
        [
          plan.splitText,
          plan.splitHash,
          plan.splitWords,
          toText(plan.folds),
          plan.segments,
          plan.trials,
          JSON.stringify(plan.families),
          plan.holdOut === null ? null : JSON.stringify(plan.holdOut),
          runId,
        ],
      );
    },

    async pulse(runId, { live, eta, waitingFor, activeMs, sleeps }) {
      await db.run(
        `UPDATE training_run SET live = ?, eta = ?, waiting_for = ?, active_ms = ?, sleeps = ?
         WHERE id = ? AND state = 'running'`,
        [
          JSON.stringify(live),
          eta === null ? null : Math.round(eta),
          waitingFor,
          activeMs,
          JSON.stringify(sleeps),
          runId,
        ],
      );
    },

    addNotes: (runId, notes) =>
      db.transaction(async (tx) => {
        const row = await tx.get<{ notes: string }>('SELECT notes FROM training_run WHERE id = ?', [runId]);
        if (!row) return;
        const all = new Set([...(JSON.parse(row.notes) as string[]), ...notes]);
        await tx.run('UPDATE training_run SET notes = ? WHERE id = ?', [JSON.stringify([...all]), runId]);
      }),

    async askToStop(runId, request) {
      await db.run(
        `UPDATE training_run SET stop_request = ? WHERE id = ? AND state IN ('queued', 'running')`,
        [request, runId],
      );
    },

    async end(runId, state, at, more = {}) {
      const values: SqlValue[] = [state, at, more.error ?? null, runId, more.jobId ?? null];
      const outcome = await db.run(
        `UPDATE training_run SET state = ?1, ended_at = ?2, error = ?3, stop_request = NULL, live = NULL, eta = NULL,
           waiting_for = NULL WHERE id = ?4 AND state IN ('queued', 'running') AND (?5 IS NULL OR job_id = ?5)`,
        values,
      );
      return outcome.changes === 1;
    },

    async giveUp(runId, at) {
      await db.run(
        `UPDATE training_run SET state = 'cancelled', ended_at = ? WHERE id = ? AND state IN ('paused', 'interrupted', 'failed')`,
        [at, runId],
      );
    },

    async correctEnd(runId, jobId, state, error) {
      await db.run(
        `UPDATE training_run SET state = ?, error = ?, live = NULL, eta = NULL, waiting_for = NULL, stop_request = NULL
         WHERE id = ? AND job_id = ? AND state IN ('queued', 'running', 'interrupted')`,
        [state, error, runId, jobId],
      );
    },

    async rename(runId, name) {
      const outcome = await db.run('UPDATE training_run SET name = ? WHERE id = ?', [name, runId]);
      if (outcome.changes === 0) throw missing(runId);
    },

    async remove(runId) {
      const outcome = await db.run('DELETE FROM training_run WHERE id = ?', [runId]);
      if (outcome.changes === 0) throw missing(runId);
    },
  };
}

function missing(runId: string): AppError {
  return new AppError(
    'NOT_FOUND',
    `There is no training run ${runId}. It may have been removed; open Training for the list.`,
    { runId },
  );
}

/** Runs left by a process that is gone become `interrupted`; their stored steps and checkpoints stay and are used by a resume. */
export async function markInterruptedTrainings(db: Db): Promise<number> {
  const gone = `state IN ('queued', 'running') AND (job_id IS NULL OR NOT EXISTS (
    SELECT 1 FROM job WHERE job.id = training_run.job_id AND job.state IN ('queued', 'running')))`;
  return db.transaction(async (tx) => {
    await tx.run(
      `UPDATE training_step SET state = 'waiting', fraction = 0 WHERE state = 'running'
         AND run_id IN (SELECT id FROM training_run WHERE ${gone})`,
    );
    const outcome = await tx.run(
      `UPDATE training_run SET state = 'interrupted', live = NULL, eta = NULL, waiting_for = NULL, stop_request = NULL
       WHERE ${gone}`,
    );
    return outcome.changes;
  });
}
