// Every step of the schema, in the order of its numbers: market 1xx, imports 2xx, jobs 3xx, backtests 4xx, settings 5xx,
// research 6xx, training 7xx. Called with migrate() by whoever opens the database first. Each domain owns its steps in its own folder.

import { migrations as backtests } from './backtests/migrations.ts';
import type { Migration } from './db/port.ts';
import { migrations as imports } from './imports/migrations.ts';
import { migrations as jobs } from './jobs/migrations.ts';
import { migrations as market } from './market/migrations.ts';
import { migrations as research } from './research/migrations.ts';
import { migrations as settings } from './settings/migrations.ts';
import { migrations as training } from './training/migrations.ts';

export const migrations: readonly Migration[] = [
  ...market,
  ...imports,
  ...jobs,
  ...backtests,
  ...settings,
  ...research,
  ...training,
].sort((a, b) => a.number - b.number);
