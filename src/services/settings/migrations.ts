// Tables of the settings domain (numbers 5xx). Collected by src/services/migrations.ts; a released step is never edited.

import type { Migration } from '../db/port.ts';

export const migrations: readonly Migration[] = [
  {
    number: 501,
    name: 'settings',
    statements: [
      `CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL,
        recorded_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID`,
    ],
  },
];
