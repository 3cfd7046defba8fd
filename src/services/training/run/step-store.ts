// Rows of a run's steps: their places in the plan, how each stands, and what must be forgotten with one. Called by the service and
// the conductor. Results themselves are kept by input, see result-store.ts.

import { AppError } from '../../../contracts/errors.ts';
import type { StepKind, StepState, TrainingStep } from '../../../contracts/training-steps.ts';
import type { Db } from '../../db/port.ts';

/** A step as the plan makes it: `needs` are keys of the steps it reads. */
export interface PlannedStep {
  readonly key: string;
  readonly kind: StepKind;
  readonly segment: number;
  readonly family: string;
  readonly trial: number | null;
  readonly needs: readonly string[];
}

export type StepRecord = TrainingStep & { readonly needs: readonly string[]; readonly forgotten: boolean };

export interface StepStart {
  readonly key: string;
  readonly inputHash: string;
  readonly at: number;
}

export interface StepEnd {
  readonly key: string;
  readonly state: 'done' | 'failed' | 'skipped';
  readonly at: number;
  readonly inputHash?: string;
  readonly outputHash?: string;
  readonly reused?: boolean;
  readonly elapsedMs?: number;
  readonly words?: string;
  readonly error?: string;
}

export interface StepProgress {
  readonly key: string;
  readonly fraction: number;
  readonly words: string;
}

export interface StepStore {
  /** The steps of a plan, in its order; those known already keep their state, those no longer in it go. */
  plan(runId: string, steps: readonly PlannedStep[]): Promise<void>;
  list(runId: string): Promise<readonly StepRecord[]>;
  start(runId: string, start: StepStart): Promise<void>;
  end(runId: string, ends: readonly StepEnd[]): Promise<void>;
  progress(runId: string, progress: readonly StepProgress[]): Promise<void>;
  /** Everything that is not done waits again: what failed or was skipped gets another chance. */
  reopen(runId: string): Promise<void>;
  /** Those still running or waiting, when the run ends without them. */
  settle(runId: string, state: 'waiting' | 'cancelled'): Promise<void>;
  /** Throws NOT_FOUND. The step and every step that reads it are computed again at the next resume. */
  forget(runId: string, key: string): Promise<readonly string[]>;
}

export interface StepRow {
  readonly key: string;
  readonly kind: StepKind;
  readonly segment: number;
  readonly family: string;
  readonly trial: number | null;
  readonly needs: string;
  readonly state: StepState;
  readonly input_hash: string | null;
  readonly output_hash: string | null;
  readonly reused: number;
  readonly forgotten: number;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly elapsed_ms: number | null;
  readonly fraction: number;
  readonly words: string;
  readonly error: string | null;
}

export function createStepStore(db: Db): StepStore {
  async function list(runId: string): Promise<readonly StepRecord[]> {
    const rows = await db.all<StepRow>('SELECT * FROM training_step WHERE run_id = ? ORDER BY sequence', [
      runId,
    ]);
    return rows.map(recordOf);
  }

  return {
    plan: (runId, steps) =>
      db.transaction(async (tx) => {
        await tx.run(
          'DELETE FROM training_step WHERE run_id = ? AND key NOT IN (SELECT value FROM json_each(?))',
          [runId, JSON.stringify(steps.map((step) => step.key))],
        );
        await tx.run(
          `INSERT INTO training_step (run_id, sequence, key, kind, segment, family, trial, needs, state)
           SELECT ?, key, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, 'waiting'
           FROM json_each(?) WHERE true
           ON CONFLICT (run_id, key) DO UPDATE SET sequence = excluded.sequence, needs = excluded.needs`,
          [
            runId,
            JSON.stringify(
              steps.map((step) => [
                step.key,
                step.kind,
                step.segment,
                step.family,
                step.trial,
                JSON.stringify(step.needs),
              ]),
            ),
          ],
        );
      }),

    list,

    async start(runId, { key, inputHash, at }) {
      await db.run(
        `UPDATE training_step SET state = 'running', input_hash = ?, output_hash = NULL, reused = 0, started_at = ?,
           ended_at = NULL, elapsed_ms = NULL, fraction = 0, words = '', error = NULL WHERE run_id = ? AND key = ?`,
        [inputHash, at, runId, key],
      );
    },

    end: (runId, ends) =>
      db.transaction(async (tx) => {
        for (const end of ends)
          await tx.run(
            `UPDATE training_step SET state = ?, ended_at = CASE WHEN ? THEN coalesce(ended_at, ?) ELSE ? END, input_hash = coalesce(?, input_hash), output_hash = ?,
               reused = ?, forgotten = CASE WHEN ? <> 'failed' THEN 0 ELSE forgotten END, elapsed_ms = coalesce(?, elapsed_ms), fraction = ?,
               words = ?, error = ? WHERE run_id = ? AND key = ?`,
            [
              end.state,
              end.reused ? 1 : 0,
              end.at,
              end.at,
              end.inputHash ?? null,
              end.outputHash ?? null,
              end.reused ? 1 : 0,
              end.state,
              end.elapsedMs ?? null,
              end.state === 'done' ? 1 : 0,
              end.words ?? '',
              end.error ?? null,
              runId,
              end.key,
            ],
          );
      }),

    async progress(runId, progress) {
      if (progress.length === 0) return;
      await db.run(
        `UPDATE training_step SET fraction = p.value ->> 1, words = p.value ->> 2 FROM json_each(?) p
         WHERE run_id = ? AND training_step.key = p.value ->> 0 AND state = 'running'`,
        [JSON.stringify(progress.map(({ key, fraction, words }) => [key, fraction, words])), runId],
      );
    },

    async reopen(runId) {
      await db.run(
        `UPDATE training_step SET state = 'waiting', fraction = 0, words = '', error = NULL, reused = 0, elapsed_ms = NULL,
           started_at = NULL, ended_at = NULL WHERE run_id = ? AND state <> 'done'`,
        [runId],
      );
    },

    async settle(runId, state) {
      await db.run(
        `UPDATE training_step SET state = ?, fraction = 0 WHERE run_id = ? AND state IN ('running', 'waiting')`,
        [state, runId],
      );
    },

    async forget(runId, key) {
      const steps = await list(runId);
      if (!steps.some((step) => step.key === key))
        throw new AppError('NOT_FOUND', `The run has no step "${key}". Nothing was forgotten.`);
      const keys = [...readersOf(steps, key)];
      await db.run(
        `UPDATE training_step SET state = 'waiting', forgotten = 1, reused = 0, fraction = 0, words = '', error = NULL,
           output_hash = NULL, elapsed_ms = NULL, started_at = NULL, ended_at = NULL
         WHERE run_id = ? AND key IN (SELECT value FROM json_each(?))`,
        [runId, JSON.stringify(keys)],
      );
      return keys;
    },
  };
}

/** The step and all that read it, directly or through others. `steps`: each after those it needs. */
export function readersOf(
  steps: readonly Pick<PlannedStep, 'key' | 'needs'>[],
  key: string,
): ReadonlySet<string> {
  const found = new Set([key]);
  for (const step of steps) if (step.needs.some((need) => found.has(need))) found.add(step.key);
  return found;
}

export function recordOf(row: StepRow): StepRecord {
  return {
    key: row.key,
    kind: row.kind,
    segment: row.segment,
    family: row.family,
    trial: row.trial,
    needs: JSON.parse(row.needs) as string[],
    state: row.state,
    inputHash: row.input_hash,
    outputHash: row.output_hash,
    reused: row.reused === 1,
    forgotten: row.forgotten === 1,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    elapsedMs: row.elapsed_ms,
    fraction: row.fraction,
    words: row.words,
    error: row.error,
  };
}
