// What other domains, shells and the command line may use of research.
export { buildDataset, datasetBody, researchSource } from './build-body.ts';
export { createDatasetExtensions, type ExtensionParts } from './dataset-extensions.ts';
export { datasetFolder, readStoredPart } from './dataset-files.ts';
export {
  createDatasetService,
  type DatasetExtensions,
  type DatasetServiceParts,
  newDataset,
} from './dataset-service.ts';
export {
  createDatasetStore,
  type DatasetStore,
  markInterruptedDatasets,
  type StoredPart,
} from './dataset-store.ts';
export { datasetExportBody } from './export/export-body.ts';
export { datasetImportBody } from './external/import-body.ts';
/** A file from elsewhere as its preview reads it, cells included. */
export { type Inspection, inspect as inspectForeign } from './external/inspect.ts';
export { type FeatureRows, featureRows } from './feature-rows.ts';
export { createFeatureService } from './feature-service.ts';
export { createLabelService } from './label-service.ts';
export { patternStudyBody } from './pattern-body.ts';
export { measurePatterns } from './pattern-measure.ts';
export { createPatternService } from './patterns.ts';
export { canonicalJson, meantByAll, type PreparedDataset, prepareDataset } from './recipe.ts';
export { featureStudyBody } from './study-body.ts';
export { datasetVerifyBody } from './verify-body.ts';
