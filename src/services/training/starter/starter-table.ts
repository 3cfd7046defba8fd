// The dataset a starter model is trained on: the sample market made in a folder of its own, then a dataset over it, through the same jobs
// the application runs. Called by build-starters.ts.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codec } from '../../../contracts/codec.ts';
import type { Dataset } from '../../../contracts/datasets.ts';
import { datasetRequestSchema } from '../../../contracts/datasets.ts';
import type { Db } from '../../db/port.ts';
import { runJobInProcess } from '../../jobs/index.ts';
import { loadCalendar } from '../../market/index.ts';
import {
  createDatasetStore,
  datasetFolder,
  newDataset,
  prepareDataset,
  researchSource,
} from '../../research/index.ts';
import type { TrainingTable } from '../steps/contract.ts';
import { loadTable } from '../steps/load-table.ts';
import { STARTER_MARKET, STARTER_MOMENT, STARTER_WARMUP, type Starter } from './starters.ts';

export interface StarterDesk {
  readonly db: Db;
  readonly dataFolder: string;
}

export interface StarterData {
  readonly table: TrainingTable;
  readonly dataset: Dataset;
  /** The dataset's proof of leaks, as it is stored with it. */
  readonly leakProof: unknown;
}

const now = () => STARTER_MOMENT;

export async function makeStarterMarket(desk: StarterDesk): Promise<void> {
  await runJobInProcess('sample', STARTER_MARKET, { ...desk, now });
}

/** Two starters of one dataset share it: it is built once, under its content. */
export async function starterData(
  { db, dataFolder }: StarterDesk,
  { dataset: wanted }: Starter,
): Promise<StarterData> {
  const calendar = loadCalendar();
  const sessions = await db.all<{ date: string }>(
    'SELECT DISTINCT session_date AS date FROM candle_day ORDER BY session_date',
  );
  const request = datasetRequestSchema.parse({
    ...wanted,
    justification: 'Starter models',
    instruments: 'all',
    from: sessions[STARTER_WARMUP]!.date,
    to: sessions.at(-1)!.date,
  });
  const prepared = await prepareDataset(db, researchSource(db), request);
  const datasets = createDatasetStore(db);
  if ((await datasets.state(prepared.id))?.state !== 'done') {
    await datasets.begin(newDataset(prepared, request, now()));
    await runJobInProcess('dataset', { datasetId: prepared.id, request }, { db, dataFolder, now });
  }
  const proof = join(datasetFolder(dataFolder, prepared.id), 'leak-proof.json');
  return {
    table: await loadTable({ db, dataFolder, calendar }, prepared.id),
    dataset: await datasets.get(prepared.id),
    leakProof: codec.deserialize(JSON.parse(readFileSync(proof, 'utf8'))),
  };
}
