// The job body that makes every part of a dataset again from the stored candles and compares bytes. What differs is named by
// instrument, feature and moment; the dataset itself is never changed.

import { codec } from '../../contracts/codec.ts';
import type { DatasetVerification } from '../../contracts/datasets.ts';
import { datasetIdSchema } from '../../contracts/datasets.ts';
import { AppError, toErrorData } from '../../contracts/errors.ts';
import type { JobBody } from '../jobs/body.ts';
import { researchSource } from './build-body.ts';
import { type BuiltPart, createPartMaker } from './build-part.ts';
import { changesBesideParts, datasetFolder, readStoredPart } from './dataset-files.ts';
import { contentHashOf, createDatasetStore } from './dataset-store.ts';
import { resolved, setHash } from './feature-catalogue.ts';
import { encodePart, type Part } from './part-codec.ts';
import { partKey } from './recipe.ts';
import { tradesAgain } from './run-trades.ts';

type Difference = DatasetVerification['differences'][number];
const DIFFERENCES_SHOWN = 100;

export const datasetVerifyBody: JobBody = async (payload, context, { db, dataFolder, now }) => {
  const { datasetId } = datasetIdSchema.parse(payload);
  const datasets = createDatasetStore(db);
  const recipe = await datasets.recipe(datasetId);
  const dataset = await datasets.get(datasetId);
  if (recipe === null || dataset.state !== 'done')
    throw new AppError(
      'REFUSED',
      recipe === null
        ? 'This dataset was imported, so there are no candles to compute it from again.'
        : `This dataset is ${dataset.state}; only a finished one can be verified.`,
    );
  const set = resolved(recipe.featureSet);
  const source = researchSource(db);
  const trades = await tradesAgain(db, recipe);
  const maker = createPartMaker({ source, recipe, set, trades });
  const folder = datasetFolder(dataFolder, datasetId);
  const parts = await datasets.parts(datasetId);
  const differences: Difference[] = [];
  const problems: string[] = [];
  if (setHash(set) !== recipe.featureSetHash)
    problems.push(
      'Formulas of the feature set changed since the dataset was built: its numbers are those of the older ones.',
    );
  for (const [k, part] of parts.entries()) {
    await new Promise((resolve) => setImmediate(resolve));
    context.signal.throwIfAborted();
    context.progress({
      stage: `Recomputing ${part.instrumentId}`,
      fraction: k / parts.length,
      done: k,
      total: parts.length,
      unit: 'instruments',
    });
    const instrument = recipe.instruments.find((one) => one.instrumentId === part.instrumentId)!;
    const made = await maker.make(instrument);
    const about = { key: partKey(recipe, instrument), instrumentId: part.instrumentId, names: set.names };
    const { header } = encodePart(about, made.columns, made.facts);
    let stored: Part;
    try {
      stored = await readStoredPart(folder, part, dataset.featureNames);
    } catch (error) {
      problems.push(`${part.instrumentId}: ${toErrorData(error).message}`);
      continue;
    }
    if (stored.header.contentHash === header.contentHash) continue;
    const found = differencesOf(part.instrumentId, stored, made, set.names);
    problems.push(
      `${part.instrumentId}: ${found.length === 0 ? `${stored.columns.rows} rows are stored, ${made.columns.rows} come out now` : `${found.length} numbers differ, first ${found[0]!.feature} at ${new Date(found[0]!.time).toISOString()}`}.`,
    );
    differences.push(...found.slice(0, DIFFERENCES_SHOWN - differences.length));
  }
  if (contentHashOf(parts) !== dataset.contentHash)
    problems.push('The list of parts is not the one the dataset was finished with.');
  problems.push(...(await changesBesideParts(folder, await datasets.fileHashes(datasetId))));
  const same = problems.length === 0;
  const words = same
    ? `All ${dataset.rows.toLocaleString('en-IN')} rows of ${parts.length === 1 ? '1 instrument' : `${parts.length} instruments`} were computed again from the stored candles: no byte differs.`
    : problems.slice(0, 5).join(' ');
  await datasets.saveVerification(datasetId, { at: now(), same, words });
  return codec.serialize({ same, words, differences } satisfies DatasetVerification);
};

function differencesOf(
  instrumentId: string,
  stored: Part,
  { columns }: BuiltPart,
  names: readonly string[],
): readonly Difference[] {
  if (stored.columns.rows !== columns.rows) return [];
  const found: Difference[] = [];
  const compare = (feature: string, before: ArrayLike<number>, after: ArrayLike<number>) => {
    for (let i = 0; i < columns.rows; i++)
      if (!Object.is(before[i]!, after[i]!))
        found.push({
          instrumentId,
          feature,
          time: columns.time[i]!,
          stored: before[i]!,
          recomputed: after[i]!,
        });
  };
  names.forEach((name, k) => {
    compare(name, stored.columns.features[k]!, columns.features[k]!);
  });
  for (const name of ['time', 't1', 'value', 'weight', 'label', 'hit'] as const)
    compare(name, stored.columns[name], columns[name]);
  return found;
}
