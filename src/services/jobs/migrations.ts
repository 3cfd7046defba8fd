// Tables of the job queue (numbers 3xx). Collected by src/services/migrations.ts; a released step is never edited.

import type { Migration } from '../db/port.ts';

export const migrations: readonly Migration[] = [
  {
    number: 301,
    name: 'jobs',
    statements: [
      // `sequence` is the order of the queue; clocks may jump. Owner and worker are a process id with the moment it started,
      // so that the next start can tell whether whoever held the job still lives.
      `CREATE TABLE job (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
        payload TEXT NOT NULL,
        progress TEXT NOT NULL,
        result TEXT,
        error TEXT,
        created_at INTEGER NOT NULL,
        started_at INTEGER,
        ended_at INTEGER,
        rerun_of TEXT,
        owner_pid INTEGER NOT NULL,
        owner_start TEXT,
        worker_pid INTEGER,
        worker_start TEXT
      ) STRICT`,
      `CREATE INDEX job_by_state ON job (state, sequence)`,
      `CREATE TABLE job_log (
        job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
        line_number INTEGER NOT NULL,
        recorded_at INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (job_id, line_number)
      ) STRICT, WITHOUT ROWID`,
    ],
  },
];
