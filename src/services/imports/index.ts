// What other domains, shells, workers and the command line may use of the importer.
export { markInterruptedBatches } from './batches.ts';
export { numberFromText } from './cells.ts';
export { type DetectedPlan, detectPlan } from './detect-plan.ts';
export { importBody } from './import-body.ts';
export { cellText, openParquet } from './parquet-file.ts';
export { QUOTED_OPTIONS } from './parse-quoted.ts';
export { previewFile } from './preview.ts';
export { FileRefused } from './problems.ts';
export { DRY_RUN_BATCH, type ImportDependencies, runImport } from './run-import.ts';
export { createImportService, type ImportServiceDependencies } from './service.ts';
export { BrokenArchive, openSource, type SourceFile, streamBytes } from './source-file.ts';
export { createStampReader } from './stamp-reader.ts';
export { type WantedFiles, wantedFiles } from './wanted-files.ts';
export { createZoneClock, EXCHANGE_ZONES } from './zone-clock.ts';
