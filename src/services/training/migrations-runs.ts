// Tables of training runs, their steps, results by input and splits by name. A released step is never edited.

import type { Migration } from '../db/port.ts';

export const runMigrations: readonly Migration[] = [
  {
    number: 701,
    name: 'training runs, steps, results and splits',
    statements: [
      `CREATE TABLE training_run (
         id TEXT PRIMARY KEY,
         name TEXT NOT NULL,
         state TEXT NOT NULL
           CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled', 'interrupted')),
         job_id TEXT,
         stop_request TEXT CHECK (stop_request IN ('pause', 'cancel')),
         dataset_id TEXT NOT NULL,
         dataset_name TEXT NOT NULL,
         dataset_hash TEXT NOT NULL,
         synthetic INTEGER NOT NULL,
         request TEXT NOT NULL,
         families TEXT NOT NULL,
         segments INTEGER NOT NULL DEFAULT 0,
         trials INTEGER NOT NULL DEFAULT 0,
         split_text TEXT,
         split_hash TEXT,
         split_words TEXT NOT NULL DEFAULT '',
         folds TEXT NOT NULL DEFAULT '[]',
         hold_out TEXT,
         notes TEXT NOT NULL DEFAULT '[]',
         sleeps TEXT NOT NULL DEFAULT '[]',
         live TEXT,
         eta INTEGER,
         waiting_for TEXT,
         active_ms REAL NOT NULL DEFAULT 0,
         error TEXT,
         rerun_of TEXT,
         happened_at INTEGER NOT NULL,
         started_at INTEGER,
         ended_at INTEGER,
         recorded_at INTEGER NOT NULL
       ) STRICT`,
      'CREATE INDEX training_run_happened ON training_run (happened_at)',
      // `needs`: keys of the steps it reads, as JSON. `forgotten`: computed again although its result is stored.
      `CREATE TABLE training_step (
         run_id TEXT NOT NULL REFERENCES training_run (id) ON DELETE CASCADE,
         sequence INTEGER NOT NULL,
         key TEXT NOT NULL,
         kind TEXT NOT NULL CHECK (kind IN ('split', 'trial', 'fit', 'blend', 'evaluate', 'bundle', 'report')),
         segment INTEGER NOT NULL,
         family TEXT NOT NULL,
         trial INTEGER,
         needs TEXT NOT NULL,
         state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'skipped', 'cancelled')),
         input_hash TEXT,
         output_hash TEXT,
         reused INTEGER NOT NULL DEFAULT 0,
         forgotten INTEGER NOT NULL DEFAULT 0,
         started_at INTEGER,
         ended_at INTEGER,
         elapsed_ms REAL,
         fraction REAL NOT NULL DEFAULT 0,
         words TEXT NOT NULL DEFAULT '',
         error TEXT,
         PRIMARY KEY (run_id, key)
       ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX training_step_input ON training_step (input_hash)',
      // Equal inputs are computed once, in whatever run. `objects`: hashes of the files the output names, as JSON.
      // `work`: rows × features × rounds, for estimates; null where it says nothing.
      `CREATE TABLE training_result (
         input_hash TEXT PRIMARY KEY,
         kind TEXT NOT NULL,
         family TEXT NOT NULL,
         output TEXT NOT NULL,
         output_hash TEXT NOT NULL,
         objects TEXT NOT NULL,
         work REAL,
         rounds REAL,
         elapsed_ms REAL NOT NULL,
         recorded_at INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX training_result_recorded ON training_result (recorded_at)',
      `CREATE TABLE training_split (
         name TEXT PRIMARY KEY,
         dataset_hash TEXT NOT NULL,
         hash TEXT NOT NULL,
         words TEXT NOT NULL,
         folds INTEGER NOT NULL,
         text TEXT NOT NULL,
         recorded_at INTEGER NOT NULL
       ) STRICT, WITHOUT ROWID`,
    ],
  },
];
