// Starts an entry of the schedule: brings its dataset up to the last stored day, then queues its training. Called by the schedule's timer, by
// "run now" and by the command line. Says in the entry what happened; only one process starts an entry at a time.

import type { Dataset, DatasetRequest } from '../../../contracts/datasets.ts';
import { AppError, toErrorData } from '../../../contracts/errors.ts';
import { type TrainingRequest, trainingRequestSchema } from '../../../contracts/training.ts';
import type { Db } from '../../db/port.ts';
import { createMarketService, loadCalendar } from '../../market/index.ts';
import { createDatasetStore, meantByAll } from '../../research/index.ts';
import { createTrainingRunStore } from '../run/run-store.ts';
import { createSplitStore } from '../run/split-store.ts';
import { stamp } from './due.ts';
import type { Launcher } from './launcher.ts';
import { createScheduleStore, type StoredEntry } from './schedule-store.ts';
import { nextStart } from './start-times.ts';

export interface StartPlace {
  readonly db: Db;
  readonly now: () => number;
  readonly launcher: Launcher;
  /** Aborted when the application closes. */
  readonly signal?: AbortSignal;
}

/** `words`: why it starts late, if so. Throws NOT_FOUND, CONFLICT while it is going on already, and why it could not be started. */
export async function startEntry(
  { db, now, launcher, signal }: StartPlace,
  id: string,
  words: string | null,
): Promise<{ readonly runId: string }> {
  const store = createScheduleStore(db);
  if (!(await store.claim(id)))
    throw new AppError(
      'CONFLICT',
      'Another AnchorDesk process is starting this entry. Nothing was started twice.',
    );
  try {
    const entry = await store.get(id);
    await refuseBusy(db, entry);
    const fresh = await refreshed(db, entry, launcher);
    const at = now();
    const request = { ...fresh.request, name: `${entry.name} · ${stamp(at).slice(0, 10)}`.slice(0, 120) };
    const { runId } = await launcher.train(request);
    const said = [words, ...fresh.words].filter((one) => one !== null).join(' ');
    await store.started(id, {
      runId,
      at,
      nextAt: entry.enabled ? nextStart(entry, at) : null,
      words: said === '' ? null : said,
      // The next start refreshes from where this one came.
      request: { ...entry.request, ...fresh.lasting },
    });
    return { runId };
  } catch (error) {
    if (!signal?.aborted) await sayWhy(store, id, error, now());
    throw error;
  } finally {
    await store.release(id);
  }
}

/** What ended because the application closes is due again at the next opening, and says nothing. */
async function sayWhy(
  store: ReturnType<typeof createScheduleStore>,
  id: string,
  error: unknown,
  at: number,
): Promise<void> {
  const { code, message } = toErrorData(error);
  if (code === 'INTERRUPTED') return;
  const entry = await store.get(id).catch(() => null);
  if (entry === null) return;
  const due = entry.nextAt !== null && entry.nextAt <= at;
  const nextAt = due && entry.enabled ? nextStart(entry, at) : entry.nextAt;
  await store.failed(id, `Not started on ${stamp(at)}: ${message}`, nextAt);
}

async function refuseBusy(db: Db, { lastRunId }: StoredEntry): Promise<void> {
  if (lastRunId === null) return;
  const run = await createTrainingRunStore(db)
    .summary(lastRunId)
    .catch(() => null);
  if (run?.state === 'queued' || run?.state === 'running')
    throw new AppError(
      'CONFLICT',
      `The run of its last start (${run.name}) is still ${run.state}. Nothing was started; pause or cancel it first.`,
      { runId: lastRunId },
    );
}

interface Refreshed {
  readonly request: TrainingRequest;
  /** What the entry keeps of it. */
  readonly lasting: Pick<TrainingRequest, 'datasetId' | 'split'>;
  readonly words: readonly string[];
}

async function refreshed(db: Db, entry: StoredEntry, launcher: Launcher): Promise<Refreshed> {
  const checked = trainingRequestSchema.safeParse(entry.request);
  if (!checked.success)
    throw new AppError(
      'REFUSED',
      'The request of this entry cannot be read by this version any more. Nothing was started; make the entry again from a run.',
    );
  const request = checked.data;
  const asItIs = (words: readonly string[]): Refreshed => ({
    request,
    lasting: { datasetId: request.datasetId, split: request.split },
    words,
  });
  if (!entry.refreshDataset) return asItIs([]);
  const dataset = await createDatasetStore(db).get(request.datasetId);
  const wanted = await upToNow(db, dataset);
  if (typeof wanted === 'string') return asItIs([wanted]);
  const datasetId = await launcher.build(wanted);
  if (datasetId === request.datasetId)
    return asItIs(['No new day was stored since, so the dataset is the same.']);
  const split = await ownSplit(db, request);
  return {
    request: { ...request, datasetId, split },
    lasting: { datasetId, split },
    words: [`Dataset built again up to ${wanted.to}.`],
  };
}

/** The dataset's own request up to the last stored day of its instruments; words where it cannot be made longer. */
async function upToNow(db: Db, dataset: Dataset): Promise<DatasetRequest | string> {
  const { request, to, name } = dataset;
  if (request === null) return 'Its dataset was imported, so it cannot be built again and is used as it is.';
  if (request.runId !== undefined)
    return 'Its dataset holds the trades of one backtest run, so it ends where that run ends and is used as it is.';
  const market = createMarketService({ db, calendar: loadCalendar(), now: Date.now });
  const own = (await market.instruments()).filter((one) =>
    request.instruments === 'all' ? meantByAll(one) : request.instruments.includes(one.id),
  );
  const last = own
    .flatMap(({ intervals }) => intervals.map(({ lastDate }) => lastDate))
    .sort()
    .at(-1);
  if (last === undefined || last <= to) return 'No new day was stored since, so the dataset is the same.';
  return { ...request, name, to: last };
}

/** A stored split belongs to the rows it was made of; of a longer dataset the same method makes another. */
async function ownSplit(db: Db, { split }: TrainingRequest): Promise<TrainingRequest['split']> {
  if (split.kind !== 'stored') return split;
  return { kind: 'own', method: (await createSplitStore(db).get(split.name)).method };
}
