// Queues the export of a dataset. Called by the dataset service through its extensions.

import type { DatasetService } from '../../../contracts/datasets.ts';
import { datasetExportSchema } from '../../../contracts/datasets.ts';
import type { JobService } from '../../../contracts/jobs.ts';
import type { Db } from '../../db/port.ts';
import { createDatasetStore } from '../dataset-store.ts';
import { refuseUnfinished } from './export-body.ts';

/** Throws NOT_FOUND, or REFUSED where the dataset is not finished. */
export function startExportWith(parts: {
  readonly db: Db;
  readonly jobs: JobService;
}): DatasetService['startExport'] {
  const datasets = createDatasetStore(parts.db);
  return async (datasetId, format) => {
    const payload = datasetExportSchema.parse({ datasetId, format });
    const dataset = await datasets.get(datasetId);
    refuseUnfinished(dataset);
    return parts.jobs.enqueue('dataset-export', `Export of ${dataset.name} as ${format}`, payload);
  };
}
