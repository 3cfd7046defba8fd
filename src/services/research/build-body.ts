// The job body of a dataset build: one part per instrument, then profile, proof and manifest, then the row in one transaction.
// [Note: continuing] A part on disk that was made from the same things (its key) and is whole is used as it is, so a build that was
// killed or cancelled goes on where it stopped.

import { join } from 'node:path';
import { z } from 'zod';
import { datasetRequestSchema } from '../../contracts/datasets.ts';
import { AppError, toErrorData } from '../../contracts/errors.ts';
import type { JobContext } from '../../contracts/jobs.ts';
import { createRunStore } from '../backtests/index.ts';
import type { JobBody, JobDependencies } from '../jobs/body.ts';
import { createCandleStore, loadCalendar } from '../market/index.ts';
import { detailOfBuild, flagsOfBuild } from './build-detail.ts';
import { createPartMaker } from './build-part.ts';
import { proveDataset, verdictOf } from './build-proof.ts';
import {
  bytesOf,
  ensureDatasetFolder,
  hashesBesideParts,
  jsonText,
  LEAK_PROOF,
  MANIFEST,
  PROFILE,
  partFile,
  readPart,
  writeWhole,
} from './dataset-files.ts';
import { contentHashOf, createDatasetStore, type FinishedDataset, type StoredPart } from './dataset-store.ts';
import { sumOf } from './label-counts.ts';
import { encodePart, type PartHeader } from './part-codec.ts';
import { type DatasetRecipe, type PreparedDataset, partKey, prepareDataset } from './recipe.ts';
import type { ResearchSource } from './sources.ts';
import { createRowPool } from './study.ts';

export const buildPayloadSchema = z.object({
  datasetId: z.string().min(8),
  request: datasetRequestSchema,
});

export function researchSource(db: JobDependencies['db']): ResearchSource {
  return { store: createCandleStore(db), calendar: loadCalendar() };
}

export const datasetBody: JobBody = async (payload, context, dependencies) => {
  const { datasetId, request } = buildPayloadSchema.parse(payload);
  const datasets = createDatasetStore(dependencies.db);
  const state = await datasets.state(datasetId);
  if (state === null)
    throw new AppError(
      'NOT_FOUND',
      'The dataset was removed. Start its build again from Research → Datasets.',
    );
  if (await datasets.heldByOther(datasetId, context.jobId))
    throw new AppError(
      'CONFLICT',
      'Another job builds this dataset at the moment. It goes on; nothing was changed.',
    );
  if (state.state === 'done') return { datasetId, rows: (await datasets.get(datasetId)).rows };
  try {
    const prepared = await prepareDataset(dependencies.db, researchSource(dependencies.db), request);
    if (prepared.id !== datasetId)
      throw new AppError(
        'CONFLICT',
        'The candles or the feature set changed since this build was asked for. Nothing was built; ask again to build from what is stored now.',
      );
    // A rerun of an older job takes the dataset over.
    if (state.state !== 'building' || state.jobId !== context.jobId)
      await datasets.reopen(datasetId, context.jobId);
    const finished = await buildDataset(prepared, request.seed, context, dependencies);
    await datasets.finish(datasetId, finished);
    const rows = finished.parts.reduce((sum, part) => sum + part.rows, 0);
    return { datasetId, rows, contentHash: finished.contentHash, proof: finished.proof };
  } catch (error) {
    await datasets.fail(datasetId, context.signal.aborted ? 'cancelled' : 'failed', toErrorData(error));
    throw error;
  }
};

/** Fills the dataset's folder; touches no row. Throws CANCELLED when the job's signal was given. */
export async function buildDataset(
  prepared: PreparedDataset,
  seed: number,
  context: Pick<JobContext, 'progress' | 'signal' | 'log'>,
  { db, dataFolder, now }: JobDependencies,
): Promise<FinishedDataset> {
  const started = performance.now();
  const { id, recipe, set } = prepared;
  const source = researchSource(db);
  const trades = recipe.run === null ? [] : await createRunStore(db).trades(recipe.run.id);
  const folder = ensureDatasetFolder(dataFolder, id);
  const maker = createPartMaker({ source, recipe, set, trades });
  const parts: StoredPart[] = [];
  let reused = 0;
  for (const [k, instrument] of recipe.instruments.entries()) {
    await breath(context);
    context.progress({
      stage: `Computing ${instrument.instrumentId}`,
      fraction: (0.6 * k) / recipe.instruments.length,
      done: k,
      total: recipe.instruments.length,
      unit: 'instruments',
    });
    const file = partFile(k + 1);
    const key = partKey(recipe, instrument);
    let header = await finishedPart(folder, file, key);
    if (header) reused++;
    else {
      const { columns, facts } = await maker.make(instrument);
      const about = { key, instrumentId: instrument.instrumentId, names: set.names };
      const encoded = encodePart(about, columns, facts);
      await writeWhole(join(folder, file), encoded.bytes);
      header = encoded.header;
    }
    parts.push(await storedPart(folder, k + 1, header));
  }
  if (reused > 0)
    context.log(`${reused} of ${parts.length} parts were there already and are used as they are.`);
  refuseEmpty(recipe, parts);

  context.progress({ stage: 'Describing features', fraction: 0.62 });
  const study = await profileOfParts(recipe, set.names, folder, parts, context);
  await writeWhole(join(folder, PROFILE), jsonText(study));

  await breath(context);
  const { proof, proven, of } = await proveDataset({
    source,
    recipe,
    set,
    trades,
    folder,
    parts,
    seed,
    onProgress: (fraction) => {
      context.progress({ stage: 'Proving that nothing looks ahead', fraction: 0.7 + 0.28 * fraction });
      return !context.signal.aborted;
    },
  });
  if (proof === null) throw cancelled();
  await writeWhole(join(folder, LEAK_PROOF), jsonText(proof));

  const contentHash = contentHashOf(parts);
  const flags = flagsOfBuild(prepared, parts, { proven, of });
  const detail = detailOfBuild(prepared, parts, flags);
  await writeWhole(join(folder, MANIFEST), jsonText(manifestOf(prepared, parts, contentHash, now())));
  await breath(context);
  return {
    parts,
    detail: { ...detail, fileHashes: await hashesBesideParts(folder) },
    classes: detail.labelSummary?.classes ?? [],
    balance: detail.labelSummary?.balance ?? [],
    droppedRows: detail.perInstrument.reduce((sum, one) => sum + sumOf(one.dropped), 0),
    gaps: detail.perInstrument.reduce((sum, one) => sum + one.missingSessions, 0),
    synthetic: prepared.synthetic,
    proof: verdictOf(proof),
    contentHash,
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    elapsedMs: performance.now() - started,
  };
}

/** Lets a cancellation in, which waits for the event loop, and stops for it. */
async function breath(context: Pick<JobContext, 'signal'>): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (context.signal.aborted) throw cancelled();
}

function cancelled(): AppError {
  return new AppError(
    'CANCELLED',
    'Cancelled. The parts that were finished are kept; building again continues.',
  );
}

/** The header of a part that need not be made again, or null. */
async function finishedPart(folder: string, file: string, key: string): Promise<PartHeader | null> {
  try {
    const { header } = await readPart(folder, file);
    return header.key === key ? header : null;
  } catch {
    // Missing or not whole: made again.
    return null;
  }
}

async function storedPart(folder: string, sequence: number, header: PartHeader): Promise<StoredPart> {
  const file = partFile(sequence);
  return {
    sequence,
    instrumentId: header.instrumentId,
    rows: header.rows,
    contentHash: header.contentHash,
    candleHash: header.facts!.candleHash,
    file,
    bytes: await bytesOf(join(folder, file)),
    facts: header.facts,
  };
}

async function profileOfParts(
  recipe: DatasetRecipe,
  names: readonly string[],
  folder: string,
  parts: readonly StoredPart[],
  context: Pick<JobContext, 'signal'>,
) {
  const pool = createRowPool(
    names,
    parts.reduce((sum, part) => sum + part.rows, 0),
  );
  for (const part of parts) {
    await breath(context);
    const { columns } = await readPart(folder, part.file);
    pool.add(columns.time, columns.features);
  }
  return pool.study({
    instruments: parts.filter((part) => part.rows > 0).map((part) => part.instrumentId),
    from: recipe.from,
    to: recipe.to,
  });
}

function refuseEmpty(recipe: DatasetRecipe, parts: readonly StoredPart[]): void {
  if (parts.some((part) => part.rows > 0)) return;
  const dropped = parts.map((part) => part.facts!.label.dropped);
  throw new AppError(
    'NO_DATA',
    `No decision from ${recipe.from} to ${recipe.to} got a label, so there is nothing to learn from. Shorten the label's window, widen the decision hours, or choose other dates.`,
    { dropped },
  );
}

/** What stands beside the columns, so that the folder explains itself without the database. */
function manifestOf(
  { id, recipe }: PreparedDataset,
  parts: readonly StoredPart[],
  contentHash: string,
  at: number,
) {
  return {
    format: 'AnchorDesk dataset 1',
    id,
    contentHash,
    writtenAt: at,
    recipe,
    parts: parts.map(({ facts: _, ...part }) => part),
  };
}
