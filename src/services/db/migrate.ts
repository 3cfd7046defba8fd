// Brings the schema of an open database up to date. Called once at start by shells and the CLI, with src/services/migrations.ts.
// Each step runs in one transaction and is recorded with a checksum; an older file that holds data is copied first.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { AppError } from '../../contracts/errors.ts';
import type { Db, Migration } from './port.ts';
import { ensurePrivateFile } from './private-files.ts';

export interface MigrationOutcome {
  /** Numbers applied now, ascending. */
  readonly applied: readonly number[];
  /** Copy of the file as it was before, or null where nothing had to be saved. */
  readonly backupFile: string | null;
}

interface AppliedStep {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

const CREATE_LEDGER = `CREATE TABLE IF NOT EXISTS schema_migration (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT`;

/** `now` (epoch milliseconds) is recorded with each step. */
export async function migrate(
  db: Db,
  migrations: readonly Migration[],
  now: () => number = Date.now,
): Promise<MigrationOutcome> {
  const steps = inOrder(migrations);
  const before = await appliedSteps(db);
  refuseUnknown(db, steps, before);
  const pending = steps.filter((step) => !before.has(step.number));
  if (pending.length === 0) return { applied: [], backupFile: null };

  const backupFile = before.size > 0 ? await backupDatabase(db, `before-${pending[0]!.number}`) : null;
  await db.exec(CREATE_LEDGER);
  const applied: number[] = [];
  for (const step of pending) {
    if (await applyStep(db, step, now())) applied.push(step.number);
  }
  return { applied, backupFile };
}

/** Highest step applied, 0 for a new file. */
export async function schemaVersion(db: Db): Promise<number> {
  return Math.max(0, ...(await appliedSteps(db)).keys());
}

/** Writes a whole, consistent copy beside the database; never overwrites an earlier one. Returns its path. */
export async function backupDatabase(db: Db, label: string): Promise<string> {
  let target = `${db.file}.${label}.backup`;
  for (let copy = 2; existsSync(target); copy++) target = `${db.file}.${label}-${copy}.backup`;
  ensurePrivateFile(target);
  await db.run('VACUUM INTO ?', [target]);
  return target;
}

export function checksumOf(step: Migration): string {
  return createHash('sha256')
    .update([step.name, ...step.statements].join('\0'))
    .digest('hex');
}

function inOrder(migrations: readonly Migration[]): Migration[] {
  const steps = [...migrations].sort((a, b) => a.number - b.number);
  steps.forEach((step, i) => {
    if (!Number.isInteger(step.number) || step.number < 1)
      throw new AppError('INTERNAL', `Schema step "${step.name}" has no valid number (${step.number}).`);
    if (step.number === steps[i - 1]?.number)
      throw new AppError(
        'INTERNAL',
        `Schema step number ${step.number} is used twice ("${steps[i - 1]!.name}", "${step.name}").`,
      );
  });
  return steps;
}

async function appliedSteps(db: Db): Promise<Map<number, AppliedStep>> {
  const table = await db.get(
    "SELECT 1 AS present FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'",
  );
  if (!table) return new Map();
  const rows = await db.all<AppliedStep>(
    'SELECT number, name, checksum FROM schema_migration ORDER BY number',
  );
  return new Map(rows.map((row) => [row.number, row]));
}

function refuseUnknown(db: Db, steps: readonly Migration[], before: ReadonlyMap<number, AppliedStep>): void {
  const known = new Map(steps.map((step) => [step.number, step]));
  for (const applied of before.values()) {
    const step = known.get(applied.number);
    if (!step)
      throw new AppError(
        'DATABASE_TOO_NEW',
        `${db.file} was written by a newer AnchorDesk (schema step ${applied.number}, "${applied.name}"). It was left as it is. Update AnchorDesk, or choose another folder with --data-dir.`,
        { file: db.file, step: applied.number },
      );
    if (checksumOf(step) !== applied.checksum)
      throw new AppError(
        'DATABASE_TOO_NEW',
        `${db.file} was written by another build of AnchorDesk (schema step ${applied.number}, "${applied.name}", differs). It was left as it is. Use the build that wrote it, or choose another folder with --data-dir.`,
        { file: db.file, step: applied.number },
      );
  }
}

/** False where another process applied the step between our look and our lock. */
async function applyStep(db: Db, step: Migration, appliedAt: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const already = await tx.get('SELECT 1 AS present FROM schema_migration WHERE number = ?', [step.number]);
    if (already) return false;
    for (const statement of step.statements) await tx.exec(statement);
    await tx.run('INSERT INTO schema_migration(number, name, checksum, applied_at) VALUES (?, ?, ?, ?)', [
      step.number,
      step.name,
      checksumOf(step),
      appliedAt,
    ]);
    return true;
  });
}
