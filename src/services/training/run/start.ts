// The row of a run that is about to begin. Called by the service and by the command line, which runs the job itself.

import { randomUUID } from 'node:crypto';
import { type LearningTask, taskOf } from '../../../../engines/learn/task.ts';
import type { Dataset } from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import type { Db } from '../../db/port.ts';
import { canonicalJson, createDatasetStore } from '../../research/index.ts';
import { keptHoldOut, otherHoldOut } from './hold-out-reservation.ts';
import { createTrainingRunStore } from './run-store.ts';
import { createSplitStore, foreignSplit } from './split-store.ts';
import { storedRequest } from './stored-request.ts';
import { searchedWindows } from './window-search.ts';

/** A dataset that can be trained on. */
export type TrainableDataset = Dataset & { readonly contentHash: string };

/**
 * Throws NOT_FOUND, REFUSED, CONFLICT or BAD_PARAMETER where the request cannot be trained; nothing is stored then. What only the rows
 * can tell (too few for a fold) is found by the job.
 */
export async function newTrainingRun(
  db: Db,
  request: TrainingRequest,
  at: number,
): Promise<{ readonly runId: string; readonly name: string }> {
  const dataset = await trainableDataset(db, request.datasetId);
  await checkRequest(db, dataset, request);
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
    rerunOf: await runBefore(db, dataset.contentHash, request),
    at,
  });
  return { runId, name };
}

async function checkRequest(db: Db, dataset: TrainableDataset, request: TrainingRequest): Promise<void> {
  const { familyStudies } = await import('./family-study.ts');
  const { datasetWindows } = await import('../steps/dataset-windows.ts');
  const { policyForTask } = await import('./run-plan.ts');
  let task: LearningTask;
  try {
    task = taskOf(dataset.label, dataset.classes);
  } catch (error) {
    throw new AppError(
      'REFUSED',
      `The dataset cannot be learned from: ${(error as Error).message}. Nothing was started.`,
    );
  }
  const windows = searchedWindows(request, await datasetWindows(db, dataset.id));
  const outcomes = familyStudies(request, task, windows);
  if (outcomes.every(({ study }) => study === null))
    throw new AppError(
      'BAD_PARAMETER',
      `${outcomes.flatMap(({ notes }) => notes).join(' ')} Nothing was started.`,
    );
  const { problem } = policyForTask(request, task, dataset.featureNames);
  if (problem !== null) throw new AppError('BAD_PARAMETER', `${problem} Nothing was started.`);
  const kept = await keptHoldOut(db, dataset.contentHash);
  if (kept !== null && kept.sessions !== request.holdOutSessions)
    throw otherHoldOut(kept, request.holdOutSessions);
  if (request.split.kind === 'stored') {
    const split = await createSplitStore(db).get(request.split.name);
    if (split.datasetHash !== dataset.contentHash) throw foreignSplit(request.split.name);
  }
}

/** An earlier run of the same search on the same rows: its trials are looks again at the same things. */
async function runBefore(db: Db, datasetHash: string, request: TrainingRequest): Promise<string | null> {
  const searched = ({ name: _, justification: __, budget: ___, ...rest }: TrainingRequest) =>
    canonicalJson(rest);
  const rows = await db.all<{ id: string; request: string }>(
    'SELECT id, request FROM training_run WHERE dataset_hash = ? ORDER BY happened_at, id',
    [datasetHash],
  );
  const own = searched(request);
  return rows.find((row) => searched(storedRequest(row.request)) === own)?.id ?? null;
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
