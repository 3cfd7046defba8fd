// Tables of the weekend: entries of the schedule and the reports of what ran. Collected by migrations.ts.
import type { Migration } from '../db/port.ts';

export const scheduleMigration: Migration = {
  number: 703,
  name: 'schedule of trainings and weekend reports',
  statements: [
    // `claimed_*`: the process that starts the entry at this moment. `resumes`: how often its last run was taken up again by itself.
    `CREATE TABLE training_schedule (
       id TEXT PRIMARY KEY,
       name TEXT NOT NULL,
       rhythm TEXT NOT NULL CHECK (rhythm IN ('weekly', 'monthly', 'quarterly')),
       weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
       at TEXT NOT NULL,
       refresh_dataset INTEGER NOT NULL,
       request TEXT NOT NULL,
       enabled INTEGER NOT NULL,
       next_at INTEGER,
       last_run_id TEXT,
       last_started_at INTEGER,
       last_words TEXT,
       resumes INTEGER NOT NULL DEFAULT 0,
       claimed_pid INTEGER,
       claimed_start TEXT,
       happened_at INTEGER NOT NULL,
       recorded_at INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID`,
    // `standings`: the best of each dataset at that time, for the next report to compare with.
    `CREATE TABLE weekend_report (
       id TEXT PRIMARY KEY,
       from_time INTEGER NOT NULL,
       to_time INTEGER NOT NULL,
       report TEXT NOT NULL,
       standings TEXT NOT NULL,
       happened_at INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX weekend_report_happened ON weekend_report (happened_at)',
  ],
};
