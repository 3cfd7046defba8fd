// Whether a file could not be written for want of space. Called wherever files are written; the database has words of its own.

/** The disk itself is full, or what the user may use of it. */
export function isDiskFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
