// Pages of a dataset's rows for a table. Called by the dataset service; reads only the parts it needs.

import { HITS } from '../../../engines/labels/definition.ts';
import { lowerBound } from '../../../engines/numeric/sorted.ts';
import type { Dataset, DatasetRows, DatasetRowsQuery } from '../../contracts/datasets.ts';
import { AppError } from '../../contracts/errors.ts';
import { readStoredPart } from './dataset-files.ts';
import type { StoredPart } from './dataset-store.ts';

/** Rows from a moment on, instrument by instrument in the order of the parts. */
export async function rowsOf(
  dataset: Dataset,
  parts: readonly StoredPart[],
  folder: string,
  { instrumentId, from, limit }: DatasetRowsQuery,
): Promise<DatasetRows> {
  const asked =
    instrumentId === undefined ? parts : parts.filter((part) => part.instrumentId === instrumentId);
  if (asked.length === 0)
    throw new AppError(
      'NOT_FOUND',
      instrumentId === undefined
        ? 'The dataset has no rows yet. Build it first.'
        : `The dataset has no rows of ${instrumentId}.`,
    );
  const rows: DatasetRows['rows'][number][] = [];
  for (const part of asked) {
    if (rows.length >= limit) break;
    if (part.rows === 0) continue;
    const { columns } = await readStoredPart(folder, part, dataset.featureNames);
    const start = from === undefined ? 0 : lowerBound(columns.time, from);
    for (let i = start; i < columns.rows && rows.length < limit; i++)
      rows.push({
        instrumentId: part.instrumentId,
        time: columns.time[i]!,
        values: Float32Array.from(columns.features, (column) => column[i]!),
        label: dataset.classes[columns.label[i]!] ?? null,
        value: columns.value[i]!,
        t1: columns.t1[i]!,
        hit: HITS[columns.hit[i]!] ?? 'none',
        weight: columns.weight[i]!,
      });
  }
  return {
    features: dataset.featureNames,
    rows,
    total: asked.reduce((sum, part) => sum + part.rows, 0),
  };
}
