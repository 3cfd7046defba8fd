// Keeps the user's data readable by its owner only. Called before a database is opened and by shells for their folder.
// Never loosens or tightens a folder that already holds other people's files.

import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../contracts/errors.ts';
import { isDiskFull } from '../disk-full.ts';
import { folderError } from '../folder-error.ts';

const OWNER_FILE = 0o600;
const OWNER_FOLDER = 0o700;

/** Creates the folder for its owner only. One that existed is tightened only while it is empty: it may be shared. */
export function ensurePrivateFolder(folder: string): void {
  try {
    if (existsSync(folder)) {
      if (readdirSync(folder).length === 0) chmodSync(folder, OWNER_FOLDER);
    } else mkdirSync(folder, { recursive: true, mode: OWNER_FOLDER });
  } catch (error) {
    throw folderError(folder, error);
  }
}

/**
 * Makes sure `file` exists with owner-only access before SQLite touches it: SQLite gives `-wal` and `-shm` the same access
 * as the file they belong to. An empty file is an empty database.
 */
export function ensurePrivateFile(file: string): void {
  ensurePrivateFolder(dirname(file));
  try {
    closeSync(openSync(file, 'a', OWNER_FILE));
    for (const path of [file, `${file}-wal`, `${file}-shm`]) {
      if (existsSync(path) && (statSync(path).mode & 0o077) !== 0) chmodSync(path, OWNER_FILE);
    }
  } catch (error) {
    if (isDiskFull(error)) throw folderError(dirname(file), error);
    throw new AppError(
      'REFUSED',
      `The database ${file} cannot be opened for writing (${(error as Error).message}). Nothing was changed. Check who owns it, or choose another folder with --data-dir.`,
      { file },
      error,
    );
  }
}
