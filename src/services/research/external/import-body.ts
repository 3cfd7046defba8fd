// The job that makes a dataset of a foreign file, and how the dataset service runs it: in a worker, since reading and proving a large
// file takes seconds in which the desk must answer. The command line calls the body in its own process.

import { basename } from 'node:path';
import { type DatasetService, externalImportSchema } from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { JobService } from '../../../contracts/jobs.ts';
import type { JobBody } from '../../jobs/body.ts';
import { importForeignWith } from './import-foreign.ts';

export const datasetImportBody: JobBody = async (payload, context, dependencies) => {
  const request = externalImportSchema.parse(payload);
  context.progress({ stage: `Reading ${basename(request.path)}`, fraction: 0.05 });
  return importForeignWith(dependencies)(request);
};

/** Waits for the job's end; what it refused is thrown as it was said. */
export function importExternalWith({
  jobs,
}: {
  readonly jobs: JobService;
}): DatasetService['importExternal'] {
  return async (given) => {
    const request = externalImportSchema.parse(given);
    const { id } = await jobs.enqueue('dataset-import', `Import of ${basename(request.path)}`, request);
    const { state, result, error } = await jobs.waitFor(id);
    if (state === 'done') return result as { datasetId: string };
    if (error) throw new AppError(error.code, error.message, error.details);
    throw new AppError('CANCELLED', 'The import was stopped. Nothing was imported.');
  };
}
