// Turns what the two SQLite libraries throw into AppError: a code, and words that say what happened, what was kept and what
// to do. Called by connection.ts and open.ts. Never hides the original error (it is the cause).

import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../contracts/errors.ts';

/** Primary result codes, https://www.sqlite.org/rescode.html */
const PRIMARY = {
  ERROR: 1,
  BUSY: 5,
  LOCKED: 6,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  TOOBIG: 18,
  CONSTRAINT: 19,
  MISMATCH: 20,
  RANGE: 25,
  NOTADB: 26,
} as const;

/** Errors of the statement alone: SQLite undoes that statement and the transaction stays whole. */
const STATEMENT_ONLY: ReadonlySet<number> = new Set([
  PRIMARY.ERROR,
  PRIMARY.TOOBIG,
  PRIMARY.CONSTRAINT,
  PRIMARY.MISMATCH,
  PRIMARY.RANGE,
]);

const FULL_BELOW_BYTES = 1 << 20;

/** SQLite's primary result code of a library's error, or 0 where it is not SQLite's. */
export function primaryCode(error: unknown): number {
  const { errno, errcode, code } = error as { errno?: unknown; errcode?: unknown; code?: unknown };
  if (typeof errcode === 'number') return errcode & 0xff;
  if (typeof errno === 'number' && typeof code === 'string' && code.startsWith('SQLITE_'))
    return errno & 0xff;
  return 0;
}

export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === PRIMARY.BUSY || code === PRIMARY.LOCKED;
}

/** True where SQLite may have given up the whole transaction, so that nothing more may be written in it. */
export function endsTransaction(error: unknown): boolean {
  const cause = error instanceof AppError && error.cause !== undefined ? error.cause : error;
  const code = primaryCode(cause);
  return code !== 0 && !STATEMENT_ONLY.has(code);
}

export function toDbError(error: unknown, file: string): AppError {
  if (error instanceof AppError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const details = { file, reason };
  const as = (code: AppError['code'], message: string) => new AppError(code, message, details, error);

  switch (primaryCode(error)) {
    case PRIMARY.FULL:
      return diskFull(as, file);
    case PRIMARY.IOERR:
      // A full disk can also show as a failed write of the shared-memory file.
      if (isNearlyFull(file)) return diskFull(as, file);
      return as(
        'INTERNAL',
        `The database file ${file} could not be read or written (${reason}). The change was not made; what was stored before is kept. Check the disk and its connection, then try again.`,
      );
    case PRIMARY.CORRUPT:
    case PRIMARY.NOTADB:
      return as(
        'DATABASE_DAMAGED',
        `The file ${file} is damaged or is not an AnchorDesk database (${reason}). It was left exactly as it is. Put a backup copy in its place (files ending in .backup beside it), or move it away to start with an empty one.`,
      );
    case PRIMARY.BUSY:
    case PRIMARY.LOCKED:
      return as(
        'CONFLICT',
        `Another program kept the database ${file} locked for too long. Nothing was changed. Close the other program, or wait for its work to end, and try again.`,
      );
    case PRIMARY.READONLY:
      return as(
        'REFUSED',
        `The database ${file} is open for reading only. Nothing was changed. Open it from a folder you may write to.`,
      );
    case PRIMARY.CANTOPEN:
      return as(
        'REFUSED',
        `The database ${file} cannot be opened (${reason}). Nothing was changed. Check that the folder exists and that you may read and write in it, or choose another with --data-dir.`,
      );
    case PRIMARY.CONSTRAINT:
      return as('CONFLICT', `The stored data does not allow this change (${reason}). Nothing was changed.`);
    default:
      return as('INTERNAL', `A database statement failed (${reason}). The change was not made.`);
  }
}

function diskFull(as: (code: AppError['code'], message: string) => AppError, file: string): AppError {
  return as(
    'DISK_FULL',
    `There is no space left to write to ${file}. The change was not made; everything stored before is kept. Free some space on that disk and try again.`,
  );
}

function isNearlyFull(file: string): boolean {
  try {
    const disk = statfsSync(dirname(file));
    return disk.bavail * disk.bsize < FULL_BELOW_BYTES;
  } catch {
    return false;
  }
}
