// Tables of the research domain (numbers 6xx): versions of feature sets, datasets, their parts and their exports. Collected by
// src/services/migrations.ts; a released step is never edited. The columns of a dataset lie beside the file (ADR 0011).
import type { Migration } from '../db/port.ts';

export const migrations: readonly Migration[] = [
  {
    number: 601,
    name: 'feature sets and datasets',
    statements: [
      `CREATE TABLE feature_set (
         id TEXT NOT NULL,
         version INTEGER NOT NULL CHECK (version > 0),
         title TEXT NOT NULL,
         description TEXT NOT NULL,
         entries TEXT NOT NULL,
         hash TEXT NOT NULL,
         recorded_at INTEGER NOT NULL,
         PRIMARY KEY (id, version)
       ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX feature_set_hash ON feature_set (hash)',
      `CREATE TABLE dataset (
         id TEXT PRIMARY KEY,
         name TEXT NOT NULL,
         origin TEXT NOT NULL CHECK (origin IN ('built', 'imported')),
         state TEXT NOT NULL CHECK (state IN ('building', 'done', 'failed', 'cancelled', 'interrupted')),
         job_id TEXT,
         justification TEXT NOT NULL DEFAULT '',
         interval TEXT,
         from_date TEXT NOT NULL,
         to_date TEXT NOT NULL,
         instrument_count INTEGER NOT NULL DEFAULT 0,
         synthetic INTEGER NOT NULL DEFAULT 0 CHECK (synthetic IN (0, 1)),
         feature_set_id TEXT,
         feature_set_version INTEGER,
         feature_set_hash TEXT,
         feature_count INTEGER NOT NULL DEFAULT 0,
         label_words TEXT NOT NULL DEFAULT '',
         label_hash TEXT,
         row_count INTEGER NOT NULL DEFAULT 0,
         dropped_rows INTEGER NOT NULL DEFAULT 0,
         gaps INTEGER NOT NULL DEFAULT 0,
         classes TEXT NOT NULL DEFAULT '[]',
         balance TEXT NOT NULL DEFAULT '[]',
         proof TEXT NOT NULL DEFAULT 'none' CHECK (proof IN ('passed', 'alarm', 'failed', 'none')),
         bytes INTEGER NOT NULL DEFAULT 0,
         flag_count INTEGER NOT NULL DEFAULT 0,
         request TEXT,
         recipe TEXT,
         detail TEXT,
         content_hash TEXT,
         verification TEXT,
         error TEXT,
         elapsed_ms REAL,
         happened_at INTEGER NOT NULL,
         recorded_at INTEGER NOT NULL
       ) STRICT`,
      'CREATE INDEX dataset_happened ON dataset (happened_at)',
      `CREATE TABLE dataset_part (
         dataset_id TEXT NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
         sequence INTEGER NOT NULL,
         instrument_id TEXT NOT NULL,
         row_count INTEGER NOT NULL,
         content_hash TEXT NOT NULL,
         candle_hash TEXT NOT NULL,
         file TEXT NOT NULL,
         bytes INTEGER NOT NULL,
         facts TEXT NOT NULL,
         PRIMARY KEY (dataset_id, instrument_id)
       ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE dataset_export (
         dataset_id TEXT NOT NULL,
         format TEXT NOT NULL CHECK (format IN ('csv', 'parquet')),
         path TEXT NOT NULL,
         row_count INTEGER NOT NULL,
         bytes INTEGER NOT NULL,
         sha256 TEXT NOT NULL,
         happened_at INTEGER NOT NULL,
         PRIMARY KEY (dataset_id, path)
       ) STRICT, WITHOUT ROWID`,
    ],
  },
];
