// The import service of the application: previews in this process, imports as jobs, differences and uploads. Called by the
// API. Holds no bars and reads no file itself.
import { basename, resolve } from 'node:path';
import type { ImportService } from '../../contracts/imports.ts';
import type { JobService } from '../../contracts/jobs.ts';
import type { Db } from '../db/port.ts';
import { type Calendar, loadCalendar } from '../market/index.ts';
import { listBatches } from './batches.ts';
import { listDifferences, resolveDifference } from './differences.ts';
import { expandPaths } from './expand-paths.ts';
import { previewFile } from './preview.ts';
import { createUploads } from './uploads.ts';

export interface ImportServiceDependencies {
  readonly db: Db;
  readonly jobs: Pick<JobService, 'enqueue'>;
  readonly dataFolder: string;
  readonly now: () => number;
  readonly calendar?: Calendar;
}

export function createImportService(dependencies: ImportServiceDependencies): ImportService {
  const { db, jobs, dataFolder, now } = dependencies;
  const uploads = createUploads(dataFolder, now);
  return {
    async findFiles(paths) {
      const { files, missing } = await expandPaths(paths.map((path) => ({ path })));
      return { files: files.map(({ path, bytes }) => ({ path, bytes })), missing };
    },
    preview: (path, overrides = {}) =>
      previewFile(resolve(path), overrides, dependencies.calendar ?? loadCalendar()),
    start(request) {
      // Workers have their own working folder: paths are made whole here.
      const files = request.files.map((file) => ({ ...file, path: resolve(file.path) }));
      const title =
        files.length === 1 ? `Import ${basename(files[0]!.path)}` : `Import ${files.length} files`;
      return jobs.enqueue('import', title, { ...request, files });
    },
    batches: () => listBatches(db),
    differences: () => listDifferences(db),
    resolveDifference: (id, decision) => resolveDifference(db, id, decision, now()),
    beginUpload: (fileName, bytes) => uploads.begin(fileName, bytes),
    appendUpload: (uploadId, offset, chunk) => uploads.append(uploadId, offset, chunk),
    finishUpload: (uploadId) => uploads.finish(uploadId),
  };
}
