// `doctor`: versions, database driver, paths, and checks with what to do. Works where the database does not open. Exit code 1
// where a check fails that keeps the command line from working; a missing browser does not.

import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { DoctorCheck } from '../../contracts/system.ts';
import { createNodeHost } from '../../server/node-host.ts';
import { type Db, migrate, openDb, schemaVersion } from '../../services/db/index.ts';
import { migrations } from '../../services/migrations.ts';
import { databaseFileIn, examine } from '../../services/system/index.ts';
import type { Context } from '../context.ts';
import { NO_FILE } from '../desk.ts';
import { pairs } from '../text/table.ts';

const NOT_NEEDED_HERE: ReadonlySet<string> = new Set(['Browser']);

export function define(command: Command, context: Context): void {
  command.action(() => doctor(context));
}

async function doctor(context: Context): Promise<void> {
  const host = createNodeHost({ shell: 'cli', dataFolder: context.options.dataDir });
  let db: Db | null = null;
  let openError: unknown;
  try {
    db = await openExamined(databaseFileIn(host.dataFolder));
  } catch (error) {
    openError = error;
  }
  try {
    const examined = await examine({ host, db, openError });
    const report = { ...examined, checks: examined.checks.map((check) => inWords(check, db)) };
    const ok = report.checks.every((check) => check.ok || NOT_NEEDED_HERE.has(check.name));
    if (!ok) context.exitCode = 1;
    context.output.result({ ok, ...report }, () => [
      ...pairs(Object.entries(report.versions)),
      ...pairs([['driver', report.driver], ...Object.entries(report.paths)]),
      '',
      ...report.checks.flatMap(({ name, ok: fine, detail, advice }) => [
        `${fine ? 'ok  ' : 'FAIL'} ${name}: ${detail}`,
        ...(advice ? [`       ${advice}`] : []),
      ]),
    ]);
  } finally {
    await db?.close();
  }
}

/** The database in memory stands for a file that the first import will make. */
function inWords(check: DoctorCheck, db: Db | null): DoctorCheck {
  return check.name === 'Database' && db?.file === NO_FILE
    ? { ...check, detail: 'not made yet; the first import, sample or start of the desk makes it' }
    : check;
}

/** Looks without changing: an older file is left for the desk to bring up to date, a newer one is refused. */
async function openExamined(file: string): Promise<Db> {
  const db = await openDb({ file: existsSync(file) ? file : NO_FILE });
  try {
    if ((await schemaVersion(db)) >= Math.max(...migrations.map(({ number }) => number)))
      await migrate(db, migrations);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}
