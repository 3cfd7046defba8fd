// The steps of training's schema. Numbers 700–799 belong to this domain: runs 701, candidates and hold-outs 702, schedule 703.

import type { Migration } from '../db/port.ts';
import { evaluationMigration } from './migrations-evaluation.ts';
import { runMigrations } from './migrations-runs.ts';
import { scheduleMigration } from './migrations-schedule.ts';

export const migrations: readonly Migration[] = [...runMigrations, evaluationMigration, scheduleMigration];
