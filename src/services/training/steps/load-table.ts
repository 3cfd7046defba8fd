// A finished dataset as the table every thread of a training run reads. Called once per run by the orchestrator, and by evaluation
// and predictions. Reads part by part and keeps one part beside the table: a dataset is never twice in memory and a half more.

import { createHash } from 'node:crypto';
import { taskOf } from '../../../../engines/learn/task.ts';
import type { Instrument } from '../../../../engines/market/instrument.ts';
import { EXCHANGES } from '../../../../engines/market/instrument.ts';
import type { Dataset } from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { Db } from '../../db/port.ts';
import { type Calendar, createCandleStore, type Profile, profileOf } from '../../market/index.ts';
import { createDatasetStore, datasetFolder, readStoredPart, type StoredPart } from '../../research/index.ts';
import type { TrainingTable } from './contract.ts';
import { datasetWindows } from './dataset-windows.ts';
import { createInfiniteValues } from './infinite-values.ts';
import { createRowCosts, type RowCosts } from './row-costs.ts';
import { type TableColumns, tableColumns } from './table-columns.ts';
import { sessionAt, sessionsBetween } from './table-sessions.ts';
import { fillTradeSides } from './trade-sides.ts';

export interface TableSource {
  readonly db: Db;
  readonly dataFolder: string;
  readonly calendar: Calendar;
}

type Traded = Pick<Instrument, 'exchange' | 'kind' | 'closingAuction'>;

/**
 * `holdOutFrom` is Infinity: whoever reserves a hold-out says `{ ...table, holdOutFrom }`. Throws NOT_FOUND, REFUSED for a dataset that
 * is not finished or has no label, BAD_DATA where its files are not the ones it was finished with.
 */
export async function loadTable(source: TableSource, datasetId: string): Promise<TrainingTable> {
  const { db, dataFolder, calendar } = source;
  const datasets = createDatasetStore(db);
  const dataset = await datasets.get(datasetId);
  if (dataset.state !== 'done' || dataset.contentHash === null)
    throw new AppError(
      'REFUSED',
      `The dataset "${dataset.name}" is ${dataset.state}; only a finished one can be learned from. Nothing was started; build it first.`,
    );
  const parts = (await datasets.parts(datasetId)).filter((part) => part.rows > 0);
  const traded = await instrumentsOf(db, parts);
  const recipe = await datasets.recipe(datasetId);
  const profiles = parts.map(
    (part, k): Profile =>
      recipe?.instruments.find((one) => one.instrumentId === part.instrumentId)?.profile ??
      // Rows from elsewhere were held against the exchange's longest hours.
      profileOf({ ...traded[k]!, closingAuction: false }),
  );
  const sideName =
    recipe === null
      ? 'side'
      : (recipe.featureSet.entries.find((entry) => entry.feature === 'side')?.name ?? null);

  const table = tableColumns(dataset.rows, dataset.featureNames.length);
  const infinite = createInfiniteValues(dataset.featureNames);
  await readParts(table, datasetFolder(dataFolder, datasetId), parts, dataset.featureNames, sideName);
  infinite.remove(table.columns);
  if (table.t1.every(Number.isNaN))
    throw new AppError(
      'REFUSED',
      `No row of the dataset "${dataset.name}" has a label, so there is nothing to learn. Nothing was started; choose a column as label when importing, or another dataset.`,
    );
  const task = taskOfDataset(dataset);
  const instruments = parts.map((part) => part.instrumentId);
  const notes: string[] = [];
  if (!(task.kind === 'one-sided' && task.side === 0)) table.side.fill(0);
  else if (recipe?.run && (sideName === null || !dataset.featureNames.includes(sideName))) {
    const unknown = await fillTradeSides(db, recipe.run.id, { ...table, instruments });
    if (unknown > 0)
      notes.push(
        `The side of ${unknown} trades is not known any more (their run was changed or removed): they count as longs.`,
      );
  }
  const [first, last] = rangeOf(table.time);
  const sessions = sessionsBetween(calendar, profiles, first, last);
  if (sessions.length === 0)
    throw new AppError(
      'BAD_DATA',
      'The calendar knows no session of these rows. Nothing was started; import the file again with its own exchange.',
    );
  const opens = Float64Array.from(sessions, ({ open }) => open);
  table.time.forEach((moment, row) => {
    table.session[row] = sessionAt(opens, moment);
  });
  const costs = createRowCosts({ slippageInPrices: dataset.label?.kind === 'strategy-exits' });
  const { close: end } = sessions[sessions.length - 1]!;
  fillCosts(table, costs, traded, (moment) =>
    moment > end ? calendar.dateOf(profiles[0]!, moment) : sessions[sessionAt(opens, moment)]!.date,
  );
  const added = createHash('sha256').update(table.cost).update(table.side);
  // Steps that were computed while infinite values still counted are not these.
  for (const note of infinite.notes()) added.update(note);
  return {
    datasetId,
    datasetHash: dataset.contentHash,
    costHash: added.digest('hex'),
    interval: dataset.interval,
    names: dataset.featureNames,
    task,
    rows: table.time.length,
    ...table,
    instruments,
    sessions,
    holdOutFrom: Number.POSITIVE_INFINITY,
    windowGroups: await datasetWindows(db, datasetId),
    notes: [...notes, ...infinite.notes(), ...costs.notes()],
  };
}

function taskOfDataset(dataset: Dataset): TrainingTable['task'] {
  try {
    return taskOf(dataset.label, dataset.classes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError(
      'REFUSED',
      `The dataset "${dataset.name}" cannot be learned from: ${error.message}. Nothing was started.`,
    );
  }
}

async function readParts(
  table: TableColumns,
  folder: string,
  parts: readonly StoredPart[],
  names: readonly string[],
  sideName: string | null,
): Promise<void> {
  const sideColumn = sideName === null ? -1 : names.indexOf(sideName);
  let at = 0;
  for (const [k, part] of parts.entries()) {
    const { columns } = await readStoredPart(folder, part, names, 'views');
    columns.features.forEach((values, f) => {
      table.columns[f]!.set(values, at);
    });
    table.time.set(columns.time, at);
    table.t1.set(columns.t1, at);
    table.value.set(columns.value, at);
    table.weight.set(columns.weight, at);
    table.label.set(columns.label, at);
    table.instrument.fill(k, at, at + part.rows);
    columns.features[sideColumn]?.forEach((side, i) => {
      table.side[at + i] = Math.sign(side) || 0;
    });
    at += part.rows;
  }
}

/** As stored; rows from elsewhere may be of instruments that are not, which are taken for shares of the exchange their id names. */
async function instrumentsOf(db: Db, parts: readonly StoredPart[]): Promise<readonly Traded[]> {
  const stored = new Map((await createCandleStore(db).instruments()).map((one) => [one.id, one]));
  return parts.map(({ instrumentId }) => {
    const exchange = EXCHANGES.find((one) => instrumentId.startsWith(`${one}:`)) ?? 'NSE';
    return stored.get(instrumentId) ?? { exchange, kind: 'equity', closingAuction: false };
  });
}

function rangeOf(times: Float64Array): readonly [number, number] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return [first, last];
}

function fillCosts(
  table: TableColumns,
  costs: RowCosts,
  traded: readonly Traded[],
  dateOf: (moment: number) => string,
): void {
  for (let row = 0; row < table.time.length; row++) {
    const entry = dateOf(table.time[row]!);
    const t1 = table.t1[row]!;
    const exit = t1 > table.time[row]! ? dateOf(t1) : entry;
    table.cost[row] = costs.of(traded[table.instrument[row]!]!, entry, exit);
  }
}
