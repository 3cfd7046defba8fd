// The job body of a dataset export: reads the parts one by one, writes one CSV or Parquet file and a manifest beside it, and notes the
// export with the dataset. The same dataset gives the same file, byte by byte; only the manifest says when it was written.

import { basename, join } from 'node:path';
import { type Dataset, type DatasetExport, datasetExportSchema } from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { JobBody } from '../../jobs/body.ts';
import { bytesOf, datasetFolder, readStoredPart, writeWhole } from '../dataset-files.ts';
import { createDatasetStore } from '../dataset-store.ts';
import { resolved } from '../feature-catalogue.ts';
import type { DatasetRecipe } from '../recipe.ts';
import { createCsvWriter } from './csv-writer.ts';
import { exportedColumns, type UnitOf } from './export-columns.ts';
import { createParquetWriter } from './parquet-writer.ts';
import { ensureExportFolder, fillWhole, hashOfFile, sweepHalfWritten } from './whole-file.ts';

export const datasetExportBody: JobBody = async (payload, context, { db, dataFolder, now }) => {
  const { datasetId, format } = datasetExportSchema.parse(payload);
  const datasets = createDatasetStore(db);
  const dataset = await datasets.get(datasetId);
  refuseUnfinished(dataset);
  const parts = (await datasets.parts(datasetId)).filter((part) => part.rows > 0);
  const recipe = await datasets.recipe(datasetId);
  const columns = exportedColumns(dataset.featureNames, unitsOf(recipe));
  const from = datasetFolder(dataFolder, datasetId);
  const folder = ensureExportFolder(dataFolder);
  await sweepHalfWritten(folder);

  const path = join(folder, `${exportName(dataset, parts)}.${format}`);
  const breath = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    if (context.signal.aborted)
      throw new AppError('CANCELLED', 'Cancelled. No file was written; the dataset is untouched.');
  };
  await fillWhole(path, async (file) => {
    const writer =
      format === 'csv'
        ? await createCsvWriter(file, columns)
        : createParquetWriter(file, columns, aboutFile(dataset));
    for (const [k, part] of parts.entries()) {
      context.progress({
        stage: `Writing ${part.instrumentId}`,
        fraction: (0.95 * k) / parts.length,
        done: k,
        total: parts.length,
        unit: 'instruments',
      });
      const stored = await readStoredPart(from, part, dataset.featureNames);
      await writer.write(
        { instrumentId: part.instrumentId, columns: stored.columns, classes: dataset.classes },
        breath,
      );
    }
    await writer.finish();
    await breath();
  });

  const made: DatasetExport = {
    format,
    path,
    rows: parts.reduce((sum, part) => sum + part.rows, 0),
    bytes: await bytesOf(path),
    sha256: await hashOfFile(path),
    at: now(),
  };
  const manifest = { ...manifestOf(dataset, made), columns };
  await writeWhole(`${path}.manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  await datasets.addExport(datasetId, made);
  return made;
};

export function refuseUnfinished(dataset: Pick<Dataset, 'name' | 'state'>): void {
  if (dataset.state === 'done') return;
  throw new AppError(
    'REFUSED',
    `"${dataset.name}" is ${dataset.state}; only a finished dataset can be exported. Build it first.`,
  );
}

/** `NSE_2025-06-02_2025-06-30_0123456789ab`. */
export function exportName(
  dataset: Pick<Dataset, 'id' | 'from' | 'to'>,
  parts: readonly { readonly instrumentId: string }[],
): string {
  const exchanges = [...new Set(parts.map((part) => part.instrumentId.split(':')[0]!))].sort();
  return `${exchanges.join('-')}_${dataset.from}_${dataset.to}_${dataset.id.slice(0, 12)}`;
}

function unitsOf(recipe: DatasetRecipe | null): UnitOf {
  if (recipe === null) return () => undefined;
  const { names, nodes, outputs } = resolved(recipe.featureSet);
  const units = new Map(names.map((name, k) => [name, nodes[outputs[k]!]!.template.unit]));
  return (feature) => units.get(feature);
}

/** What the file says of itself, without its manifest. No moment of writing: equal datasets are equal files. */
function aboutFile(dataset: Dataset): Readonly<Record<string, string>> {
  return {
    'anchordesk.dataset': dataset.id,
    'anchordesk.content_hash': dataset.contentHash ?? '',
    'anchordesk.feature_set_hash': dataset.featureSet?.hash ?? '',
    'anchordesk.label': dataset.labelWords,
    'anchordesk.synthetic': String(dataset.synthetic),
  };
}

function manifestOf(dataset: Dataset, made: DatasetExport) {
  return {
    format: 'AnchorDesk training batch 1',
    datasetId: dataset.id,
    name: dataset.name,
    origin: dataset.origin,
    justification: dataset.justification,
    synthetic: dataset.synthetic,
    request: dataset.request,
    featureSet: dataset.featureSet,
    label: { words: dataset.labelWords, spec: dataset.label, classes: dataset.classes },
    proof: dataset.proof,
    contentHash: dataset.contentHash,
    file: basename(made.path),
    fileFormat: made.format,
    rows: made.rows,
    bytes: made.bytes,
    sha256: made.sha256,
    created: new Date(made.at).toISOString(),
  };
}
