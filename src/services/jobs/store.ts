// The queue's rows. Every change of state goes through `move`, which asks the transition table first and the stored state
// second, so that two processes on one file cannot both take a job. Knows nothing of processes or listeners.

import { randomUUID } from 'node:crypto';
import { AppError, type ErrorData } from '../../contracts/errors.ts';
import {
  type Job,
  type JobKind,
  type JobProgress,
  type JobState,
  REPORT_KINDS,
} from '../../contracts/jobs.ts';
import type { Db, SqlValue } from '../db/port.ts';
import type { ProcessIdentity } from '../process-identity.ts';
import { NO_PROGRESS } from './progress.ts';
import { assertTransition } from './transitions.ts';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly state: string;
  readonly payload: string;
  readonly progress: string;
  readonly result: string | null;
  readonly error: string | null;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly rerun_of: string | null;
  readonly owner_pid: number;
  readonly owner_start: string | null;
  readonly worker_pid: number | null;
  readonly worker_start: string | null;
}

export interface NewJob {
  readonly kind: JobKind;
  readonly title: string;
  readonly payload: unknown;
  readonly rerunOf: string | null;
  readonly createdAt: number;
  readonly owner: ProcessIdentity;
  /** Given for work its owner does itself: it is running from the beginning and no queue may take it. */
  readonly startedAt?: number;
}

/** What a move may record besides the state. */
export interface MoveFields {
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly progress?: JobProgress;
  readonly resultJson?: string;
  readonly error?: ErrorData;
  readonly owner?: ProcessIdentity;
}

/** A job with who holds it. */
export interface HeldJob {
  readonly job: Job;
  readonly owner: ProcessIdentity;
  readonly worker: ProcessIdentity | null;
}

export interface JobStore {
  add(job: NewJob): Promise<Job>;
  get(jobId: string): Promise<Job>;
  /** Newest first; the results of REPORT_KINDS stay in the file, and null stands for them. */
  list(limit: number): Promise<readonly Job[]>;
  inState(state: JobState): Promise<readonly HeldJob[]>;
  /** The oldest queued job of this owner. */
  nextQueued(owner: ProcessIdentity): Promise<Job | undefined>;
  /** False where the job was not in `from` any more; then nothing was changed. */
  move(jobId: string, from: JobState, to: JobState, fields?: MoveFields): Promise<boolean>;
  setOwner(jobId: string, owner: ProcessIdentity): Promise<void>;
  setWorker(jobId: string, worker: ProcessIdentity): Promise<void>;
  setProgress(jobId: string, progress: JobProgress): Promise<void>;
  appendLog(jobId: string, lines: readonly string[], at: number): Promise<void>;
  /** Oldest first. */
  log(jobId: string, lines: number): Promise<readonly string[]>;
  /** Removes the oldest ended jobs beyond `keep`. */
  prune(keep: number): Promise<void>;
}

/** Lines kept per job. */
export const LOG_LINES_KEPT = 1_000;

/** SQLite does not read the pages of a long result that the row does not give out. */
const LISTED_COLUMNS = `id, kind, title, state, payload, progress, error, created_at, started_at, ended_at, rerun_of,
  CASE WHEN kind IN (${REPORT_KINDS.map(() => '?').join(', ')}) THEN NULL ELSE result END AS result`;

export function createJobStore(db: Db): JobStore {
  return {
    async add({ kind, title, payload, rerunOf, createdAt, owner, startedAt }) {
      const id = randomUUID();
      await db.run(
        `INSERT INTO job (id, kind, title, state, payload, progress, created_at, started_at, rerun_of, owner_pid, owner_start)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          id,
          kind,
          title,
          startedAt === undefined ? 'queued' : 'running',
          JSON.stringify(payload ?? null),
          JSON.stringify(NO_PROGRESS),
          createdAt,
          startedAt ?? null,
          rerunOf,
          owner.pid,
          owner.start,
        ],
      );
      return this.get(id);
    },

    async get(jobId) {
      const row = await db.get<Row>('SELECT * FROM job WHERE id = ?', [jobId]);
      if (!row)
        throw new AppError('NOT_FOUND', `There is no job ${jobId}. It may have been cleared as too old.`);
      return toJob(row);
    },

    async list(limit) {
      const rows = await db.all<Row>(`SELECT ${LISTED_COLUMNS} FROM job ORDER BY sequence DESC LIMIT ?`, [
        ...REPORT_KINDS,
        limit,
      ]);
      return rows.map(toJob);
    },

    async inState(state) {
      const rows = await db.all<Row>('SELECT * FROM job WHERE state = ? ORDER BY sequence', [state]);
      return rows.map((row) => ({
        job: toJob(row),
        owner: { pid: row.owner_pid, start: row.owner_start },
        worker: row.worker_pid === null ? null : { pid: row.worker_pid, start: row.worker_start },
      }));
    },

    async nextQueued(owner) {
      const row = await db.get<Row>(
        `SELECT * FROM job WHERE state = 'queued' AND owner_pid = ? AND owner_start IS ? ORDER BY sequence LIMIT 1`,
        [owner.pid, owner.start],
      );
      return row && toJob(row);
    },

    async move(jobId, from, to, fields = {}) {
      assertTransition(from, to);
      const changes: [string, SqlValue][] = [['state', to]];
      if (fields.startedAt !== undefined) changes.push(['started_at', fields.startedAt]);
      if (fields.endedAt !== undefined) changes.push(['ended_at', fields.endedAt]);
      if (fields.progress) changes.push(['progress', JSON.stringify(fields.progress)]);
      if (fields.resultJson !== undefined) changes.push(['result', fields.resultJson]);
      if (fields.error) changes.push(['error', JSON.stringify(fields.error)]);
      if (fields.owner) changes.push(['owner_pid', fields.owner.pid], ['owner_start', fields.owner.start]);
      const outcome = await db.run(
        `UPDATE job SET ${changes.map(([column]) => `${column} = ?`).join(', ')} WHERE id = ? AND state = ?`,
        [...changes.map(([, value]) => value), jobId, from],
      );
      return outcome.changes === 1;
    },

    async setOwner(jobId, owner) {
      await db.run('UPDATE job SET owner_pid = ?, owner_start = ? WHERE id = ?', [
        owner.pid,
        owner.start,
        jobId,
      ]);
    },

    async setWorker(jobId, worker) {
      await db.run('UPDATE job SET worker_pid = ?, worker_start = ? WHERE id = ?', [
        worker.pid,
        worker.start,
        jobId,
      ]);
    },

    async setProgress(jobId, progress) {
      await db.run(`UPDATE job SET progress = ? WHERE id = ? AND state = 'running'`, [
        JSON.stringify(progress),
        jobId,
      ]);
    },

    async appendLog(jobId, lines, at) {
      if (lines.length === 0) return;
      await db.transaction(async (tx) => {
        const last = await tx.get<{ line: number | null }>(
          'SELECT max(line_number) AS line FROM job_log WHERE job_id = ?',
          [jobId],
        );
        const first = (last?.line ?? 0) + 1;
        await tx.run(
          `INSERT INTO job_log (job_id, line_number, recorded_at, text)
           SELECT ?, ? + key, ?, value FROM json_each(?)`,
          [jobId, first, at, JSON.stringify(lines.slice(-LOG_LINES_KEPT))],
        );
        await tx.run(
          `DELETE FROM job_log WHERE job_id = ?1
           AND line_number <= (SELECT max(line_number) FROM job_log WHERE job_id = ?1) - ${LOG_LINES_KEPT}`,
          [jobId],
        );
      });
    },

    async log(jobId, lines) {
      const rows = await db.all<{ text: string }>(
        'SELECT text FROM job_log WHERE job_id = ? ORDER BY line_number DESC LIMIT ?',
        [jobId, lines],
      );
      return rows.map((row) => row.text).reverse();
    },

    async prune(keep) {
      await db.run(
        `DELETE FROM job WHERE state NOT IN ('queued', 'running')
         AND sequence <= (SELECT max(sequence) FROM job) - ?`,
        [keep],
      );
    },
  };
}

function toJob(row: Row): Job {
  return {
    id: row.id,
    kind: row.kind as JobKind,
    title: row.title,
    state: row.state as JobState,
    payload: JSON.parse(row.payload),
    progress: JSON.parse(row.progress) as JobProgress,
    result: row.result === null ? null : JSON.parse(row.result),
    error: row.error === null ? null : (JSON.parse(row.error) as ErrorData),
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    rerunOf: row.rerun_of,
  };
}
