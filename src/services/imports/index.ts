// What other domains, shells, workers and the command line may use of the importer.
export { markInterruptedBatches } from './batches.ts';
export { type DetectedPlan, detectPlan } from './detect-plan.ts';
export { importBody } from './import-body.ts';
export { previewFile } from './preview.ts';
export { DRY_RUN_BATCH, type ImportDependencies, runImport } from './run-import.ts';
export { createImportService, type ImportServiceDependencies } from './service.ts';
export { type WantedFiles, wantedFiles } from './wanted-files.ts';
