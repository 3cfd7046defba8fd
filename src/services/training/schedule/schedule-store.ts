// Rows of the schedule. Called by the schedule only. An entry is claimed by one process while it is being started: two would train twice.

import { AppError } from '../../../contracts/errors.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import type { ScheduleEntry } from '../../../contracts/training-schedule.ts';
import type { Db } from '../../db/port.ts';
import { identityOf, isAlive } from '../../process-identity.ts';

export interface StoredEntry extends ScheduleEntry {
  readonly request: TrainingRequest;
  /** How often its last run was taken up again by itself. */
  readonly resumes: number;
}

export interface StartedEntry {
  readonly runId: string;
  readonly at: number;
  readonly nextAt: number | null;
  readonly words: string | null;
  readonly request: TrainingRequest;
}

export interface ScheduleStore {
  /** By name. */
  list(): Promise<readonly StoredEntry[]>;
  /** Throws NOT_FOUND. */
  get(id: string): Promise<StoredEntry>;
  put(
    entry: Omit<StoredEntry, 'lastRunId' | 'lastStartedAt' | 'lastWords' | 'resumes'>,
    at: number,
  ): Promise<void>;
  remove(id: string): Promise<void>;
  /** True where this process now starts the entry; a claim of a process that is gone counts for nothing. */
  claim(id: string): Promise<boolean>;
  release(id: string): Promise<void>;
  started(id: string, start: StartedEntry): Promise<void>;
  /** It could not be started. */
  failed(id: string, words: string, nextAt: number | null): Promise<void>;
  say(id: string, words: string): Promise<void>;
  resumed(id: string, words: string): Promise<void>;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly rhythm: ScheduleEntry['rhythm'];
  readonly weekday: number;
  readonly at: string;
  readonly refresh_dataset: number;
  readonly request: string;
  readonly enabled: number;
  readonly next_at: number | null;
  readonly last_run_id: string | null;
  readonly last_started_at: number | null;
  readonly last_words: string | null;
  readonly resumes: number;
  readonly claimed_pid: number | null;
  readonly claimed_start: string | null;
  readonly happened_at: number;
}

export function createScheduleStore(db: Db): ScheduleStore {
  const rowOf = (on: Pick<Db, 'get'>, id: string) =>
    on.get<Row>('SELECT * FROM training_schedule WHERE id = ?', [id]);
  const changed = async (id: string, assignments: string, values: readonly (string | number | null)[]) => {
    const outcome = await db.run(`UPDATE training_schedule SET ${assignments} WHERE id = ?`, [...values, id]);
    if (outcome.changes === 0) throw missing(id);
  };
  return {
    async list() {
      return (await db.all<Row>('SELECT * FROM training_schedule ORDER BY name, id')).map(entryOf);
    },

    async get(id) {
      const row = await rowOf(db, id);
      if (!row) throw missing(id);
      return entryOf(row);
    },

    async put(entry, at) {
      await db.run(
        `INSERT INTO training_schedule (id, name, rhythm, weekday, at, refresh_dataset, request, enabled, next_at, happened_at,
           recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, rhythm = excluded.rhythm, weekday = excluded.weekday,
           at = excluded.at, refresh_dataset = excluded.refresh_dataset, request = excluded.request,
           enabled = excluded.enabled, next_at = excluded.next_at, recorded_at = excluded.recorded_at`,
        [
          entry.id,
          entry.name,
          entry.rhythm,
          entry.weekday,
          entry.at,
          entry.refreshDataset ? 1 : 0,
          JSON.stringify(entry.request),
          entry.enabled ? 1 : 0,
          entry.nextAt,
          entry.createdAt,
          Math.round(at),
        ],
      );
    },

    async remove(id) {
      const outcome = await db.run('DELETE FROM training_schedule WHERE id = ?', [id]);
      if (outcome.changes === 0) throw missing(id);
    },

    claim: (id) =>
      db.transaction(async (tx) => {
        const row = await rowOf(tx, id);
        if (!row) throw missing(id);
        if (row.claimed_pid !== null && isAlive({ pid: row.claimed_pid, start: row.claimed_start }))
          return false;
        const { pid, start } = identityOf();
        await tx.run('UPDATE training_schedule SET claimed_pid = ?, claimed_start = ? WHERE id = ?', [
          pid,
          start,
          id,
        ]);
        return true;
      }),
    async release(id) {
      await db.run('UPDATE training_schedule SET claimed_pid = NULL, claimed_start = NULL WHERE id = ?', [
        id,
      ]);
    },

    started: (id, { runId, at, nextAt, words, request }) =>
      changed(
        id,
        'last_run_id = ?, last_started_at = ?, next_at = ?, last_words = ?, request = ?, resumes = 0',
        [runId, Math.round(at), nextAt, words, JSON.stringify(request)],
      ),
    failed: (id, words, nextAt) => changed(id, 'last_words = ?, next_at = ?', [words, nextAt]),
    say: (id, words) => changed(id, 'last_words = ?', [words]),
    resumed: (id, words) => changed(id, 'last_words = ?, resumes = resumes + 1', [words]),
  };
}

function entryOf(row: Row): StoredEntry {
  return {
    id: row.id,
    name: row.name,
    rhythm: row.rhythm,
    weekday: row.weekday,
    at: row.at,
    refreshDataset: row.refresh_dataset === 1,
    request: JSON.parse(row.request) as TrainingRequest,
    enabled: row.enabled === 1,
    createdAt: row.happened_at,
    nextAt: row.next_at,
    lastRunId: row.last_run_id,
    lastStartedAt: row.last_started_at,
    lastWords: row.last_words,
    resumes: row.resumes,
  };
}

function missing(id: string): AppError {
  return new AppError(
    'NOT_FOUND',
    `There is no entry ${id} in the schedule. It may have been removed; open Training, Weekend for the list.`,
    { id },
  );
}
