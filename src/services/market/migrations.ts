// Tables of the market domain (numbers 1xx). Collected by src/services/migrations.ts; a released step is never edited.

import type { Migration } from '../db/port.ts';

export const migrations: readonly Migration[] = [];
