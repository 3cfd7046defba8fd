// Tables of the import domain (numbers 2xx). Collected by src/services/migrations.ts; a released step is never edited.
import type { Migration } from '../db/port.ts';

export const migrations: readonly Migration[] = [
  {
    number: 201,
    name: 'imports',
    statements: [
      `CREATE TABLE import_batch (
        id TEXT PRIMARY KEY,
        state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'interrupted', 'cancelled')),
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        files_asked INTEGER NOT NULL,
        error TEXT
      ) STRICT`,
      `CREATE INDEX import_batch_by_start ON import_batch (started_at)`,
      // One row per file and instrument, written in the transaction that stores the file's days: where there is no row,
      // nothing of the file was stored.
      `CREATE TABLE import_file (
        batch_id TEXT NOT NULL REFERENCES import_batch (id) ON DELETE CASCADE,
        path TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('stored', 'refused')),
        instrument_id TEXT,
        interval TEXT,
        bytes INTEGER NOT NULL,
        sha256 TEXT,
        bars INTEGER NOT NULL,
        sessions INTEGER NOT NULL,
        new_sessions INTEGER NOT NULL,
        unchanged_sessions INTEGER NOT NULL,
        changed_sessions INTEGER NOT NULL,
        flags TEXT NOT NULL,
        problems TEXT NOT NULL,
        plan TEXT,
        recorded_at INTEGER NOT NULL,
        PRIMARY KEY (batch_id, path)
      ) STRICT, WITHOUT ROWID`,
      // Both versions of a day are kept until (and after) the decision, so that neither can be lost by deciding.
      `CREATE TABLE day_difference (
        id TEXT PRIMARY KEY,
        batch_id TEXT NOT NULL REFERENCES import_batch (id) ON DELETE CASCADE,
        instrument_id TEXT NOT NULL,
        interval TEXT NOT NULL,
        session_date TEXT NOT NULL,
        stored_hash TEXT NOT NULL,
        stored_source TEXT NOT NULL,
        stored_count INTEGER NOT NULL,
        stored_columns BLOB NOT NULL,
        new_hash TEXT NOT NULL,
        new_source TEXT NOT NULL,
        new_count INTEGER NOT NULL,
        new_columns BLOB NOT NULL,
        new_findings TEXT NOT NULL,
        new_final INTEGER NOT NULL CHECK (new_final IN (0, 1)),
        decision TEXT CHECK (decision IN ('replace', 'keep')),
        recorded_at INTEGER NOT NULL,
        decided_at INTEGER
      ) STRICT`,
      `CREATE UNIQUE INDEX day_difference_pending
         ON day_difference (instrument_id, interval, session_date, new_hash) WHERE decision IS NULL`,
      `CREATE INDEX day_difference_by_batch ON day_difference (batch_id)`,
    ],
  },
];
