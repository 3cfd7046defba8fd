// Tables of stored runs, their trades, and saved parameter presets. Numbers 400–499 belong to this domain.
import type { Migration } from '../db/port.ts';

export const migrations: readonly Migration[] = [
  {
    number: 401,
    name: 'backtest runs and trades',
    statements: [
      `CREATE TABLE backtest_run (
         id TEXT PRIMARY KEY,
         name TEXT NOT NULL,
         notes TEXT NOT NULL DEFAULT '',
         origin TEXT NOT NULL CHECK (origin IN ('backtest', 'legacy-import')),
         state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled', 'interrupted')),
         job_id TEXT,
         strategy_id TEXT NOT NULL,
         strategy_version TEXT NOT NULL,
         fill_policy TEXT NOT NULL,
         interval TEXT NOT NULL,
         from_date TEXT NOT NULL,
         to_date TEXT NOT NULL,
         synthetic INTEGER NOT NULL DEFAULT 0,
         request TEXT,
         headline TEXT,
         detail TEXT,
         waterfall TEXT,
         error TEXT,
         content_hash TEXT,
         data_hash TEXT,
         elapsed_ms REAL,
         flag_count INTEGER NOT NULL DEFAULT 0,
         happened_at INTEGER NOT NULL,
         recorded_at INTEGER NOT NULL
       ) STRICT`,
      'CREATE INDEX backtest_run_happened ON backtest_run (happened_at)',
      `CREATE TABLE backtest_trade (
         run_id TEXT NOT NULL REFERENCES backtest_run (id) ON DELETE CASCADE,
         sequence INTEGER NOT NULL,
         instrument_id TEXT NOT NULL,
         entry_time INTEGER NOT NULL,
         exit_time INTEGER NOT NULL,
         net_pnl REAL,
         trade TEXT NOT NULL,
         PRIMARY KEY (run_id, sequence)
       ) STRICT, WITHOUT ROWID`,
      'CREATE INDEX backtest_trade_instrument ON backtest_trade (run_id, instrument_id)',
      `CREATE TABLE backtest_preset (
         strategy_id TEXT NOT NULL,
         name TEXT NOT NULL,
         preset TEXT NOT NULL,
         recorded_at INTEGER NOT NULL,
         PRIMARY KEY (strategy_id, name)
       ) STRICT, WITHOUT ROWID`,
    ],
  },
];
