// The body of an import job: validates the payload and runs the import with the job's progress, log and signal.
// Runs in a worker process; the command line calls runImport directly.
import { AppError } from '../../contracts/errors.ts';
import { importRequestSchema } from '../../contracts/imports.ts';
import type { JobBody } from '../jobs/body.ts';
import { runImport } from './run-import.ts';

export const importBody: JobBody = async (payload, context, { db, dataFolder, now }) => {
  const request = importRequestSchema.safeParse(payload);
  if (!request.success)
    throw new AppError(
      'BAD_REQUEST',
      `The import request is not valid: ${request.error.issues[0]?.message}`,
      request.error.issues,
    );
  return runImport(request.data, {
    db,
    dataFolder,
    now,
    progress: context.progress,
    log: context.log,
    signal: context.signal,
  });
};
