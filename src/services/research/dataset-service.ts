// The dataset service: what the API, the page and the command line may ask of datasets. Heavy work goes to jobs; this plans, names,
// reads and queues. Exports and foreign files are other people's parts and come in as functions (`DatasetExtensions`).

import { join } from 'node:path';
import { describeLabel } from '../../../engines/labels/words.ts';
import type { LeakProof } from '../../../engines/validation/leaks/proof.ts';
import {
  type DatasetRequest,
  type DatasetService,
  datasetRequestSchema,
  datasetRowsQuerySchema,
} from '../../contracts/datasets.ts';
import { AppError } from '../../contracts/errors.ts';
import type { FeatureStudy } from '../../contracts/features.ts';
import type { JobService } from '../../contracts/jobs.ts';
import { createRunStore } from '../backtests/index.ts';
import type { Db } from '../db/port.ts';
import { researchSource } from './build-body.ts';
import {
  datasetFolder,
  isComplete,
  LEAK_PROOF,
  PROFILE,
  readJson,
  readStoredPart,
  removeFolder,
} from './dataset-files.ts';
import { rowsOf } from './dataset-rows.ts';
import { createDatasetStore, type DatasetStore, type NewDataset } from './dataset-store.ts';
import { resolved } from './feature-catalogue.ts';
import { canonicalLabelText } from './label-engine.ts';
import { sha256 } from './part-codec.ts';
import { planOf } from './plan.ts';
import { type PreparedDataset, prepareDataset } from './recipe.ts';
import { tradesAgain } from './run-trades.ts';
import { traceRow } from './trace.ts';

export interface DatasetServiceParts {
  readonly db: Db;
  readonly jobs: JobService;
  readonly dataFolder: string;
  readonly now: () => number;
  readonly extensions: DatasetExtensions;
}

/** Parts of the service that live in folders of their own: `export/` and `external/`. */
export type DatasetExtensions = Pick<DatasetService, 'startExport' | 'previewExternal' | 'importExternal'>;

export function createDatasetService(parts: DatasetServiceParts): DatasetService {
  const { db, jobs, dataFolder, now, extensions } = parts;
  const datasets = createDatasetStore(db);
  const source = researchSource(db);
  const prepare = (request: DatasetRequest) =>
    prepareDataset(db, source, datasetRequestSchema.parse(request));

  // A job that was killed, cancelled or that crashed could not tell its dataset: the queue does.
  jobs.watch((job) => {
    if (job.kind !== 'dataset' || (job.state !== 'failed' && job.state !== 'cancelled')) return;
    const { datasetId } = job.payload as { datasetId?: string };
    if (datasetId === undefined) return;
    const error = job.error ?? {
      code: 'CANCELLED' as const,
      message: 'The build was cancelled. The parts that were finished are kept; building again continues.',
    };
    void datasets.fail(datasetId, job.state, error, job.id).catch(() => {});
  });

  /** The dataset that answers a request already, or null. Its files may be gone, or left behind by a copied database. */
  async function existing(id: string): Promise<string | null> {
    const known = await datasets.state(id);
    if (known?.state !== 'done') return null;
    const folder = datasetFolder(dataFolder, id);
    return isComplete(folder, await datasets.parts(id), await datasets.fileHashes(id)) ? id : null;
  }

  async function beside<T>(datasetId: string, name: string): Promise<T | null> {
    const hashes = await datasets.fileHashes(datasetId);
    return readJson<T>(join(datasetFolder(dataFolder, datasetId), name), hashes[name]);
  }

  async function recomputable(datasetId: string) {
    const recipe = await datasets.recipe(datasetId);
    if (recipe === null)
      throw new AppError(
        'REFUSED',
        'This dataset was imported, so there are no candles behind its numbers to show or compare.',
      );
    return recipe;
  }

  return {
    async plan(request) {
      const prepared = await prepare(request);
      const { run } = prepared.recipe;
      const trades = run === null ? [] : await createRunStore(db).trades(run.id);
      const byInstrument = Map.groupBy(trades, (trade) => trade.instrumentId);
      return planOf(prepared, {
        existing: await existing(prepared.id),
        throughput: await datasets.throughput(),
        trades: new Map([...byInstrument].map(([id, own]) => [id, own.length])),
      });
    },

    async build(given) {
      const request = datasetRequestSchema.parse(given);
      const prepared = await prepare(request);
      const { id } = prepared;
      if ((await existing(id)) !== null) return { datasetId: id, job: null };
      const known = await datasets.state(id);
      if (known?.state === 'building' && known.jobId !== null) {
        const job = await jobs.get(known.jobId).catch(() => null);
        if (job && (job.state === 'queued' || job.state === 'running')) return { datasetId: id, job };
      }
      const dataset = newDataset(prepared, request, now());
      // The row first: a job that found no row to fill would drop its result.
      await datasets.begin(dataset);
      try {
        const job = await jobs.enqueue('dataset', `Dataset ${dataset.name}`, { datasetId: id, request });
        await datasets.attachJob(id, job.id);
        return { datasetId: id, job };
      } catch (error) {
        if (known === null) await datasets.remove(id);
        else
          await datasets.fail(id, 'failed', { code: 'REFUSED', message: 'The build could not be queued.' });
        throw error;
      }
    },

    list: () => datasets.list(),
    get: (datasetId) => datasets.get(datasetId),

    proof: (datasetId) => beside<LeakProof>(datasetId, LEAK_PROOF),
    profile: (datasetId) => beside<FeatureStudy>(datasetId, PROFILE),

    async rows(given) {
      const query = datasetRowsQuerySchema.parse(given);
      const dataset = await datasets.get(query.datasetId);
      const stored = await datasets.parts(query.datasetId);
      return rowsOf(dataset, stored, datasetFolder(dataFolder, query.datasetId), query);
    },

    async trace(query) {
      const recipe = await recomputable(query.datasetId);
      const stored = (await datasets.parts(query.datasetId)).find(
        (part) => part.instrumentId === query.instrumentId,
      );
      if (stored === undefined)
        throw new AppError('NOT_FOUND', `The dataset has no rows of ${query.instrumentId}.`);
      const set = resolved(recipe.featureSet);
      const part = await readStoredPart(datasetFolder(dataFolder, query.datasetId), stored, set.names);
      const trades = await tradesAgain(db, recipe, query.instrumentId);
      return traceRow({ source, recipe, set, trades, part }, query);
    },

    async startVerify(datasetId) {
      const dataset = await datasets.get(datasetId);
      await recomputable(datasetId);
      if (dataset.state !== 'done')
        throw new AppError(
          'REFUSED',
          `This dataset is ${dataset.state}; only a finished one can be verified.`,
        );
      return jobs.enqueue('dataset-verify', `Verification of ${dataset.name}`, { datasetId });
    },

    startExport: (datasetId, format) => extensions.startExport(datasetId, format),
    previewExternal: (path) => extensions.previewExternal(path),
    importExternal: (request) => extensions.importExternal(request),

    async rename(datasetId, name, justification) {
      await datasets.rename(datasetId, name, justification);
      return datasets.get(datasetId);
    },

    async remove(datasetId) {
      await removeDataset(datasets, jobs, dataFolder, datasetId);
    },
  };
}

export function newDataset(prepared: PreparedDataset, request: DatasetRequest, at: number): NewDataset {
  const { recipe } = prepared;
  const count = recipe.instruments.length;
  const standard = `${recipe.featureSet.id} · ${recipe.label.kind} · ${recipe.interval} · ${count} instrument${count === 1 ? '' : 's'}`;
  return {
    prepared,
    request,
    name: request.name?.trim() || standard,
    labelWords: describeLabel(recipe.label),
    labelHash: sha256(canonicalLabelText(recipe.label)),
    at,
  };
}

/** The row first: a folder without a row is litter, a row without its folder would be a lie. */
async function removeDataset(
  datasets: DatasetStore,
  jobs: JobService,
  dataFolder: string,
  datasetId: string,
): Promise<void> {
  const dataset = await datasets.get(datasetId);
  if (dataset.state === 'building' && dataset.jobId !== null) {
    await jobs.cancel(dataset.jobId);
    await jobs.waitFor(dataset.jobId);
  }
  await datasets.remove(datasetId);
  await removeFolder(datasetFolder(dataFolder, datasetId));
}
