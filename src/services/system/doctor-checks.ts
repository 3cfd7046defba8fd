// The single questions the doctor asks, each answered as one check with what to do where it fails. A check never throws and
// changes nothing that stays.

import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { AppError } from '../../contracts/errors.ts';
import type { DoctorCheck } from '../../contracts/system.ts';
import type { Db } from '../db/port.ts';
import { readLock } from '../instance/index.ts';
import { logFolderIn } from '../log/index.ts';
import { freeBytes, inWords } from './disk.ts';

const OLDEST_NODE = 24;
const LITTLE_SPACE = 1024 ** 3;

export function checkNode(version: string = process.versions.node): DoctorCheck {
  const ok = Number.parseInt(version, 10) >= OLDEST_NODE;
  return {
    name: 'Node',
    ok,
    detail: `version ${version}`,
    ...(ok
      ? {}
      : {
          advice: `Start through npm (npm start, npm run cli), which uses the Node ${OLDEST_NODE} of the project.`,
        }),
  };
}

export function checkWritable(dataFolder: string): DoctorCheck {
  const name = 'Data folder';
  const probe = join(dataFolder, `.doctor-${process.pid}`);
  try {
    writeFileSync(probe, 'probe', { mode: 0o600 });
    rmSync(probe);
    return { name, ok: true, detail: `${dataFolder} can be written` };
  } catch (error) {
    return {
      name,
      ok: false,
      detail: `${dataFolder} cannot be written (${(error as Error).message})`,
      advice: 'Check who owns the folder and whether the disk is full, or choose another with --data-dir.',
    };
  }
}

export function checkSpace(dataFolder: string, free: (folder: string) => number = freeBytes): DoctorCheck {
  const name = 'Free space';
  try {
    const bytes = free(dataFolder);
    const ok = bytes >= LITTLE_SPACE;
    return {
      name,
      ok,
      detail: `${inWords(bytes)} free`,
      ...(ok
        ? {}
        : { advice: 'Free some space: imports and runs are refused, not damaged, when the disk is full.' }),
    };
  } catch (error) {
    return {
      name,
      ok: false,
      detail: (error as Error).message,
      advice: 'Check that the data folder exists.',
    };
  }
}

/** `openError` says why there is no open database. */
export async function checkDatabase(db: Db | null, openError?: unknown): Promise<DoctorCheck> {
  const name = 'Database';
  const advice =
    'Close AnchorDesk, keep a copy of the data folder, and put the newest file ending in .backup in its place.';
  if (db === null) {
    const detail = `not open: ${messageOf(openError)}`;
    // A file that is whole but may not be opened says itself what to do.
    const isWhole = openError instanceof AppError && openError.code !== 'DATABASE_DAMAGED';
    return { name, ok: false, detail, ...(isWhole ? {} : { advice }) };
  }
  try {
    const rows = await db.all<{ quick_check: string }>('PRAGMA quick_check(5)');
    const found = rows.map((row) => row.quick_check);
    const ok = found.length === 1 && found[0] === 'ok';
    return ok
      ? { name, ok, detail: `${db.file} is whole` }
      : { name, ok, detail: `${db.file} is damaged: ${found.join('; ')}`, advice };
  } catch (error) {
    return { name, ok: false, detail: messageOf(error), advice };
  }
}

/** Each driver is loaded for real; the one in use decides whether a missing other one matters. */
export async function checkDrivers(inUse: Db['driver'] | null): Promise<readonly DoctorCheck[]> {
  const drivers: readonly string[] = ['sqlite3', 'node:sqlite'];
  return Promise.all(
    drivers.map(async (driver): Promise<DoctorCheck> => {
      const name = `Driver ${driver}`;
      const used = driver === inUse ? ', in use' : '';
      try {
        // By name: the native module may be absent, from the disk as from the type check.
        await import(driver);
        return { name, ok: true, detail: `loads${used}` };
      } catch (error) {
        // The native module is optional: node:sqlite takes its place.
        return driver === 'sqlite3' && inUse !== 'sqlite3'
          ? { name, ok: true, detail: `not built on this machine; node:sqlite is used instead` }
          : { name, ok: false, detail: messageOf(error), advice: 'Run npm install in the project folder.' };
      }
    }),
  );
}

const BROWSERS = [
  'xdg-open',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'firefox',
];

export function checkBrowser(
  platform: NodeJS.Platform = process.platform,
  path: string = process.env.PATH ?? '',
  hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY),
): DoctorCheck {
  const name = 'Browser';
  if (platform === 'darwin' || platform === 'win32')
    return { name, ok: true, detail: 'the system opens links in its default browser' };
  const found = BROWSERS.find((browser) =>
    path.split(delimiter).some((folder) => canRun(join(folder, browser))),
  );
  return found
    ? {
        name,
        ok: true,
        detail: `${found} found${hasDisplay ? '' : '; without a display here, open the printed link through an SSH tunnel'}`,
      }
    : {
        name,
        ok: false,
        detail: 'no browser found on this machine',
        advice:
          'The command line works without one. For the desk install one (Debian: apt install chromium), or open the printed link through an SSH tunnel.',
      };
}

export function checkLog(dataFolder: string): DoctorCheck {
  const folder = logFolderIn(dataFolder);
  const name = 'Log';
  try {
    if (existsSync(folder)) accessSync(folder, constants.W_OK);
    return { name, ok: true, detail: folder };
  } catch (error) {
    return { name, ok: false, detail: messageOf(error), advice: `Make ${folder} writable for you.` };
  }
}

export function checkInstance(dataFolder: string): DoctorCheck {
  const holder = readLock(dataFolder);
  const detail =
    holder === null
      ? 'no desk is open on this folder'
      : `process ${holder.pid} (${holder.shell}) has it open${holder.port > 0 ? ` on port ${holder.port}` : ''}`;
  return { name: 'Desk', ok: true, detail };
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
