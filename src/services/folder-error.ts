// What went wrong with a file of the data folder, in words a user can act on. Called by whoever touches the folder before the
// database is open; the database has words of its own (db/errors.ts).

import { AppError } from '../contracts/errors.ts';
import { isDiskFull } from './disk-full.ts';

/** Keeps an AppError as it is. */
export function folderError(folder: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  if (isDiskFull(error))
    return new AppError(
      'DISK_FULL',
      `There is no space left in the data folder ${folder} (${reason}). Nothing was changed; everything stored is kept. Free some space on that disk and try again.`,
      { folder },
      error,
    );
  return new AppError(
    'REFUSED',
    `The data folder ${folder} cannot be used (${reason}). Nothing was changed. Choose one you may write to with --data-dir.`,
    { folder },
    error,
  );
}
