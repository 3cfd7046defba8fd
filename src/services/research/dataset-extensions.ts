// Export of datasets and import of foreign files, joined to the dataset service. Called by the composition root. Each of the two has a
// folder of its own.

import { AppError } from '../../contracts/errors.ts';
import type { JobService } from '../../contracts/jobs.ts';
import type { Db } from '../db/port.ts';
import type { DatasetExtensions } from './dataset-service.ts';
import { startExportWith } from './export/start-export.ts';

export interface ExtensionParts {
  readonly db: Db;
  readonly jobs: JobService;
  readonly dataFolder: string;
  readonly now: () => number;
}

export function createDatasetExtensions(parts: ExtensionParts): DatasetExtensions {
  const refuse = async (): Promise<never> => {
    throw new AppError('REFUSED', 'This installation cannot import datasets. Nothing was changed.');
  };
  return { startExport: startExportWith(parts), previewExternal: refuse, importExternal: refuse };
}
