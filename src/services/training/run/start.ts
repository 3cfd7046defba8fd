// The row of a run that is about to begin. Called by the service and by the command line, which runs the job itself.

import { randomUUID } from 'node:crypto';
import type { Dataset } from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import type { Db } from '../../db/port.ts';
import { createDatasetStore } from '../../research/index.ts';
import { createTrainingRunStore } from './run-store.ts';

/** A dataset that can be trained on. */
export type TrainableDataset = Dataset & { readonly contentHash: string };

/** Throws NOT_FOUND, REFUSED or BAD_PARAMETER; nothing is stored then. */
export async function newTrainingRun(
  db: Db,
  request: TrainingRequest,
  at: number,
  rerunOf: string | null = null,
): Promise<{ readonly runId: string; readonly name: string }> {
  const dataset = await trainableDataset(db, request.datasetId);
  const runId = randomUUID();
  const families = candidatesOf(request);
  const name = request.name?.trim() || `${dataset.name} · ${families.join(', ')}`;
  await createTrainingRunStore(db).add({
    id: runId,
    name,
    datasetId: dataset.id,
    datasetName: dataset.name,
    datasetHash: dataset.contentHash,
    synthetic: dataset.synthetic,
    request,
    families,
    rerunOf,
    at,
  });
  return { runId, name };
}

/** Estimators in their order, then the blends. An estimator asked for twice is one. */
export function candidatesOf(request: TrainingRequest): readonly string[] {
  return [
    ...new Set(request.families.map((family) => family.estimator)),
    ...(request.softVote ? ['soft-vote'] : []),
    ...(request.stack === 'none' ? [] : ['stack']),
  ];
}

export async function trainableDataset(db: Db, datasetId: string): Promise<TrainableDataset> {
  const dataset = await createDatasetStore(db).get(datasetId);
  const { contentHash } = dataset;
  if (dataset.state !== 'done' || contentHash === null)
    throw new AppError(
      'REFUSED',
      `The dataset is ${dataset.state}; only a finished one can be trained on. Nothing was started.`,
    );
  return { ...dataset, contentHash };
}
