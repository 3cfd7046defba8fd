// The model a prediction asks for, with the recipe of its features: a candidate by its id, or a bundle by its folder. Called by the prediction
// job. A model whose features cannot be computed again is refused: nothing is guessed.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BUNDLE_FILES } from '../../../contracts/bundles.ts';
import { type DatasetRequest, datasetRequestSchema } from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import { labelSpecSchema } from '../../../contracts/labels.ts';
import { intervalSchema } from '../../../contracts/market.ts';
import type { JobDependencies } from '../../jobs/body.ts';
import { createDatasetStore } from '../../research/index.ts';
import { readBundle } from '../bundle/read-bundle.ts';
import { starterFolder } from '../bundle/starter-folder.ts';
import { createCandidateStore } from '../evaluate/candidate-store.ts';
import { createObjectStore } from '../run/objects.ts';
import type { StoredModel } from '../steps/contract.ts';
import { decodeStoredModel } from '../steps/stored-model.ts';

export interface ServedModel {
  readonly title: string;
  readonly stored: StoredModel;
  /** As its dataset was asked for; dates and instruments are replaced. */
  readonly recipe: DatasetRequest;
  /** The features it was trained on. */
  readonly featureSetHash: string;
  /** What it was trained on, for predictions that name no instruments. */
  readonly instruments: readonly string[] | null;
}

/** `model`: id of a candidate, or a bundle's folder (absolute, under the data folder, or the name of a starter model). */
export async function servedModel(
  model: string,
  { db, dataFolder }: Pick<JobDependencies, 'db' | 'dataFolder'>,
): Promise<ServedModel> {
  const candidate = await db.get<{ id: string }>('SELECT id FROM candidate WHERE id = ?', [model]);
  if (candidate !== undefined) return candidateModel(model, { db, dataFolder });
  const starters = starterFolder();
  const places = [
    join(dataFolder, model),
    resolve(model),
    ...(starters === null ? [] : [join(starters, model)]),
  ];
  const folder = places.find((path) => existsSync(join(path, BUNDLE_FILES.manifest)));
  if (folder === undefined)
    throw new AppError(
      'NOT_FOUND',
      `There is no candidate and no bundle "${model}". Nothing was predicted; give the id of a candidate or the folder of a bundle.`,
    );
  return bundleModel(folder, { db });
}

async function candidateModel(
  candidateId: string,
  { db, dataFolder }: Pick<JobDependencies, 'db' | 'dataFolder'>,
): Promise<ServedModel> {
  const store = createCandidateStore(db);
  const { title, runName, datasetId } = await store.get(candidateId);
  const hash = await store.finalModel(candidateId);
  if (hash === null)
    throw new AppError(
      'REFUSED',
      'This candidate has no model of the newest window. Nothing was predicted; resume its run.',
    );
  const own = await recipeOf(db, datasetId);
  if (own === null) throw withoutFeatures(`${title} of "${runName}"`);
  return { title, stored: decodeStoredModel(createObjectStore(dataFolder).read(hash)), ...own };
}

async function bundleModel(folder: string, { db }: Pick<JobDependencies, 'db'>): Promise<ServedModel> {
  const { info, stored } = await readBundle(folder);
  const { manifest, features } = info;
  const { title } = manifest;
  if (features.featureSet === null) throw withoutFeatures(title);
  const known = await recipeOf(db, manifest.dataset.id);
  if (known !== null && known.featureSetHash === features.featureSet.hash) return { title, stored, ...known };
  const label = labelSpecSchema.safeParse(manifest.label.spec);
  const interval = intervalSchema.safeParse(manifest.interval);
  if (!label.success || !interval.success) throw withoutFeatures(title);
  const { id, version, hash } = features.featureSet;
  const recipe = datasetRequestSchema.parse({
    instruments: 'all',
    from: manifest.dataset.from,
    to: manifest.dataset.to,
    interval: interval.data,
    featureSet: { id, version },
    label: label.data,
  });
  return { title, stored, recipe, featureSetHash: hash, instruments: null };
}

/** Null for datasets that are gone or were imported. */
async function recipeOf(
  db: JobDependencies['db'],
  datasetId: string,
): Promise<Pick<ServedModel, 'recipe' | 'featureSetHash' | 'instruments'> | null> {
  try {
    const { request, featureSet, perInstrument } = await createDatasetStore(db).get(datasetId);
    if (request === null || featureSet === null) return null;
    return {
      recipe: request,
      featureSetHash: featureSet.hash,
      instruments: perInstrument.map(({ instrumentId }) => instrumentId),
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

function withoutFeatures(title: string): AppError {
  return new AppError(
    'REFUSED',
    `${title} was trained on a file from elsewhere, or its feature set is gone: its features cannot be computed from candles. Nothing was predicted; train on a dataset built here.`,
  );
}
