// The doctor's report: versions, paths and checks. Works without a database too, since that may be what is wrong; the command
// line calls it so.

import { join } from 'node:path';
import type { DoctorReport } from '../../contracts/system.ts';
import type { Db } from '../db/port.ts';
import type { Host } from '../host.ts';
import { logFolderIn } from '../log/index.ts';
import {
  checkBrowser,
  checkDatabase,
  checkDrivers,
  checkInstance,
  checkLog,
  checkNode,
  checkSpace,
  checkWritable,
} from './doctor-checks.ts';

export const databaseFileIn = (dataFolder: string): string => join(dataFolder, 'anchordesk.db');

export interface Patient {
  readonly host: Pick<Host, 'version' | 'dataFolder' | 'shell'>;
  readonly db: Db | null;
  /** Why there is no database. */
  readonly openError?: unknown;
}

export async function examine({ host, db, openError }: Patient): Promise<DoctorReport> {
  const { dataFolder } = host;
  const drivers = await checkDrivers(db?.driver ?? null);
  const database = await checkDatabase(db, openError);
  const checks = [
    checkNode(),
    checkWritable(dataFolder),
    checkSpace(dataFolder),
    database,
    ...drivers,
    checkLog(dataFolder),
    checkInstance(dataFolder),
    // The Electron shell brings its own.
    ...(host.shell === 'electron' ? [] : [checkBrowser()]),
  ];
  return {
    version: host.version,
    versions: {
      anchordesk: host.version,
      node: process.versions.node,
      v8: process.versions.v8,
      sqlite: await sqliteVersion(db),
      ...(process.versions.electron ? { electron: process.versions.electron } : {}),
      platform: `${process.platform} ${process.arch}`,
    },
    driver: db?.driver ?? 'none',
    paths: {
      dataFolder,
      database: databaseFileIn(dataFolder),
      logs: logFolderIn(dataFolder),
      node: process.execPath,
    },
    checks,
  };
}

async function sqliteVersion(db: Db | null): Promise<string> {
  try {
    const row = await db?.get<{ version: string }>('SELECT sqlite_version() AS version');
    return row?.version ?? 'not loaded';
  } catch {
    return 'unknown';
  }
}
