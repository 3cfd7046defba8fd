// Export of datasets and import of foreign files, joined to the dataset service. Called by the composition root. Each of the two has a
// folder of its own.

import type { JobService } from '../../contracts/jobs.ts';
import type { Db } from '../db/port.ts';
import type { DatasetExtensions } from './dataset-service.ts';
import { startExportWith } from './export/start-export.ts';
import { importExternalWith } from './external/import-body.ts';
import { inspect } from './external/inspect.ts';

export interface ExtensionParts {
  readonly db: Db;
  readonly jobs: JobService;
  readonly dataFolder: string;
  readonly now: () => number;
}

export function createDatasetExtensions(parts: ExtensionParts): DatasetExtensions {
  return {
    startExport: startExportWith(parts),
    previewExternal: async (path) => (await inspect(path)).preview,
    importExternal: importExternalWith(parts),
  };
}
