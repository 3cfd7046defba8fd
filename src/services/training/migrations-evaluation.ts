// Tables of what training found: candidates, the ledger of everything that was tried on a dataset, hold-outs and their openings. Collected
// by migrations.ts. The ledger and the openings are only ever added to, which the database itself enforces.
import type { Migration } from '../db/port.ts';

const neverChanged = (table: string): string[] => [
  `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
   BEGIN SELECT RAISE(ABORT, '${table} is only ever added to'); END`,
  `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
   BEGIN SELECT RAISE(ABORT, '${table} is only ever added to'); END`,
];

export const evaluationMigration: Migration = {
  number: 702,
  name: 'candidates, trial ledger and hold-outs',
  statements: [
    `CREATE TABLE candidate (
       id TEXT PRIMARY KEY,
       run_id TEXT NOT NULL,
       family TEXT NOT NULL,
       dataset_id TEXT NOT NULL,
       rank INTEGER NOT NULL,
       summary TEXT NOT NULL,
       report TEXT NOT NULL,
       final_model TEXT,
       bundle TEXT,
       backtest_run_id TEXT,
       happened_at INTEGER NOT NULL,
       recorded_at INTEGER NOT NULL,
       UNIQUE (run_id, family)
     ) STRICT`,
    'CREATE INDEX candidate_happened ON candidate (happened_at)',
    `CREATE TABLE trial_ledger (
       id TEXT PRIMARY KEY,
       dataset_hash TEXT NOT NULL,
       source TEXT NOT NULL CHECK (source IN ('search', 'rerun', 'manual-backtest', 'baseline', 'imported')),
       fingerprint TEXT NOT NULL,
       sharpe REAL,
       observations INTEGER NOT NULL,
       happened_at INTEGER NOT NULL,
       recorded_at INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX trial_ledger_dataset ON trial_ledger (dataset_hash)',
    ...neverChanged('trial_ledger'),
    `CREATE TABLE hold_out (
       dataset_hash TEXT PRIMARY KEY,
       from_time INTEGER NOT NULL,
       to_time INTEGER NOT NULL,
       sessions INTEGER NOT NULL,
       run_id TEXT NOT NULL,
       happened_at INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID`,
    ...neverChanged('hold_out'),
    `CREATE TABLE hold_out_opening (
       dataset_hash TEXT NOT NULL,
       candidate_id TEXT NOT NULL,
       reason TEXT NOT NULL,
       result TEXT NOT NULL,
       happened_at INTEGER NOT NULL,
       recorded_at INTEGER NOT NULL,
       PRIMARY KEY (dataset_hash, candidate_id)
     ) STRICT, WITHOUT ROWID`,
    ...neverChanged('hold_out_opening'),
  ],
};
