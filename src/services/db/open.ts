// Opens the database file with the best driver there is and the settings every connection needs. Called by shells, workers
// and the CLI. Creates nothing but the file; the schema is migrate.ts's.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../../contracts/errors.ts';
import { createConnection } from './connection.ts';
import type { DriverConnection, DriverOpenOptions, OpenDriver } from './driver.ts';
import { toDbError } from './errors.ts';
import { openNodeSqlite } from './node-sqlite-driver.ts';
import type { Db } from './port.ts';
import { ensurePrivateFile } from './private-files.ts';
import { openSqlite3 } from './sqlite3-driver.ts';

export type DriverChoice = 'auto' | Db['driver'];

export interface OpenDbOptions {
  readonly file: string;
  readonly readOnly?: boolean;
  /** `auto` (the default) takes ANCHORDESK_DB_DRIVER where set, else sqlite3, else node:sqlite. */
  readonly driver?: DriverChoice;
  readonly busyTimeoutMs?: number;
}

/** A database that lives as long as its connection, for tests. */
const IN_MEMORY = ':memory:';
/** `ADsk`, in the file's header: https://www.sqlite.org/pragma.html#pragma_application_id */
const APPLICATION_ID = 0x4144736b;
const BUSY_TIMEOUT_MS = 10_000;
const DRIVER_VARIABLE = 'ANCHORDESK_DB_DRIVER';

const DRIVERS: Readonly<Record<Db['driver'], OpenDriver>> = {
  sqlite3: openSqlite3,
  'node:sqlite': openNodeSqlite,
};

export async function openDb(options: OpenDbOptions): Promise<Db> {
  const inMemory = options.file === IN_MEMORY;
  const file = inMemory ? IN_MEMORY : resolve(options.file);
  const readOnly = options.readOnly ?? false;
  const busyTimeoutMs = options.busyTimeoutMs ?? BUSY_TIMEOUT_MS;
  if (readOnly) requireFile(file);
  else if (!inMemory) ensurePrivateFile(file);

  const connection = await openConnection(chosenDriver(options.driver), { file, readOnly, busyTimeoutMs });
  const db = createConnection(connection, { file, readOnly, busyTimeoutMs });
  try {
    await db.exec('PRAGMA foreign_keys = ON');
    await claimFile(db, readOnly);
    if (!readOnly) {
      await db.get('PRAGMA journal_mode = WAL');
      await db.exec('PRAGMA synchronous = NORMAL');
    }
    return db;
  } catch (error) {
    await db.close().catch(() => {});
    throw error;
  }
}

/**
 * Marks an empty file as ours and refuses another program's. Its first statement is the first to read the file, so a damaged
 * one is found here, before anything is written.
 */
async function claimFile(db: Db, readOnly: boolean): Promise<void> {
  const schema = await db.get<{ entries: number }>('SELECT count(*) AS entries FROM sqlite_schema');
  if (schema?.entries === 0) {
    if (!readOnly) await db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    return;
  }
  const header = await db.get<{ application_id: number }>('PRAGMA application_id');
  if (header?.application_id !== APPLICATION_ID)
    throw new AppError(
      'REFUSED',
      `${db.file} is a database of another program. It was left as it is. Choose another folder with --data-dir.`,
      { file: db.file },
    );
}

function requireFile(file: string): void {
  if (existsSync(file)) return;
  throw new AppError(
    'NOT_FOUND',
    `There is no database at ${file}. Start AnchorDesk once, or name its folder with --data-dir.`,
    { file },
  );
}

function chosenDriver(choice: DriverChoice = 'auto'): DriverChoice {
  const wanted = choice === 'auto' ? process.env[DRIVER_VARIABLE] || 'auto' : choice;
  if (wanted === 'auto' || wanted in DRIVERS) return wanted as DriverChoice;
  throw new AppError(
    'BAD_PARAMETER',
    `${DRIVER_VARIABLE}=${wanted} names no database driver. Use ${Object.keys(DRIVERS).join(' or ')}, or leave it out.`,
  );
}

async function openConnection(choice: DriverChoice, options: DriverOpenOptions): Promise<DriverConnection> {
  if (choice !== 'auto') return openWith(choice, options);
  try {
    return await openWith('sqlite3', options);
  } catch (error) {
    if (!isMissingModule(error)) throw error;
    return openWith('node:sqlite', options);
  }
}

async function openWith(driver: Db['driver'], options: DriverOpenOptions): Promise<DriverConnection> {
  try {
    return await DRIVERS[driver](options);
  } catch (error) {
    if (isLoadFailure(error))
      throw new AppError(
        'INTERNAL',
        `The database driver ${driver} cannot be loaded here (${(error as Error).message}). Leave ${DRIVER_VARIABLE} out to use the one that comes with Node.`,
        { driver, missingModule: true },
        error,
      );
    throw toDbError(error, options.file);
  }
}

function isMissingModule(error: unknown): boolean {
  return (
    error instanceof AppError &&
    (error.details as { missingModule?: boolean } | undefined)?.missingModule === true
  );
}

/** The package is absent, its binary was never built, or it was built for another platform. */
function isLoadFailure(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    code === 'ERR_MODULE_NOT_FOUND' ||
    code === 'MODULE_NOT_FOUND' ||
    code === 'ERR_DLOPEN_FAILED' ||
    code === 'ERR_UNKNOWN_BUILTIN_MODULE' ||
    (typeof message === 'string' && message.includes('bindings file'))
  );
}
