// Which dataset a training command learns from: the one that was named, or the newest one of an exchange that covers the last days. Builds it
// where it was told to. Called by the training commands before anything of theirs begins.

import { labelFrom } from '../../../engines/labels/check.ts';
import { type Dataset, type DatasetRequest, datasetRequestSchema } from '../../contracts/datasets.ts';
import { AppError } from '../../contracts/errors.ts';
import type { InstrumentSummary } from '../../contracts/market.ts';
import { meantByAll } from '../../services/research/index.ts';
import { findNamedDataset } from '../arguments/dataset-id.ts';
import { numberOf } from '../arguments/dataset-request.ts';
import { built } from '../commands/dataset-build.ts';
import type { Context } from '../context.ts';
import type { Desk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { shortDataset } from '../text/dataset-text.ts';

export interface DatasetChoice {
  readonly dataset?: string;
  readonly exchange?: string;
  readonly days?: string;
  /** Published form of a range. */
  readonly startDate?: string;
  readonly endDate?: string;
  readonly build?: boolean;
  readonly dryRun?: boolean;
}

interface Needed {
  readonly exchange: string;
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
const FEATURES = 'intraday-mtf';
const MARKET_INDEX: Readonly<Record<string, string>> = { NSE: 'NSE:NIFTY 50', BSE: 'BSE:SENSEX' };

/** Throws BAD_REQUEST, NOT_FOUND, or NO_DATA with the command that would make the dataset. */
export async function chooseDataset(desk: Desk, choice: DatasetChoice, context: Context): Promise<Dataset> {
  if (choice.dataset !== undefined) {
    if (choice.build || choice.days !== undefined)
      throw badUsage('--dataset names one dataset; leave out --days and --build. Nothing was started.');
    return desk.datasets.get(findNamedDataset(await desk.datasets.list(), choice.dataset).id);
  }
  if (choice.exchange === undefined && choice.startDate === undefined)
    throw badUsage(
      'Name what to learn from: --dataset <id or name>, or --exchange NSE --days 90. Nothing was started. `dataset list` lists what is stored.',
    );
  const needed = neededDays(await desk.market.instruments(), choice);
  const found = await newestCovering(desk, needed);
  if (found) {
    context.output.note(
      `Dataset ${shortDataset(found.id)} ${found.name}: ${found.from} to ${found.to}, the whole of it is used.`,
    );
    return found;
  }
  const request = requestFor(await desk.market.instruments(), needed);
  if (choice.build && !choice.dryRun) return buildIt(desk, request, context);
  throw new AppError(
    'NO_DATA',
    `No finished dataset of ${needed.exchange} covers ${needed.from} to ${needed.to}. Nothing was started. Build one: ${buildCommand(request)} (or the same command with --build${choice.dryRun ? ' and without --dry-run' : ''}).`,
    { needed },
  );
}

async function buildIt(desk: Desk, request: DatasetRequest, context: Context): Promise<Dataset> {
  const { existing } = await desk.datasets.plan(request);
  context.output.note('No dataset covers these days: building one first.');
  return desk.datasets.get(existing ?? (await built(desk, request, context)));
}

/** The last `days` of what is stored of the exchange; a whole range where dates are given. */
function neededDays(stored: readonly InstrumentSummary[], choice: DatasetChoice): Needed {
  const exchange = choice.exchange ?? 'NSE';
  const spans = stored
    .filter(meantByAll)
    .filter(({ id }) => id.startsWith(`${exchange}:`))
    .flatMap(({ intervals }) => intervals);
  if (spans.length === 0)
    throw new AppError(
      'NO_DATA',
      `No candles of ${exchange} are stored, so no dataset can cover them. Nothing was started; import candle files, or make the sample market with \`sample\`.`,
    );
  const first = spans.map(({ firstDate }) => firstDate).reduce((a, b) => (a < b ? a : b));
  const last = spans.map(({ lastDate }) => lastDate).reduce((a, b) => (a > b ? a : b));
  const to = choice.endDate !== undefined && choice.endDate < last ? choice.endDate : last;
  const days = choice.days === undefined ? null : numberOf('--days', choice.days);
  if (days !== null && !(Number.isInteger(days) && days >= 2))
    throw badUsage(`--days takes a whole number from 2, not "${choice.days}". Nothing was started.`);
  const wanted = choice.startDate ?? (days === null ? first : daysBefore(to, days - 1));
  return { exchange, from: wanted > first ? wanted : first, to };
}

const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10);

async function newestCovering(desk: Desk, { exchange, from, to }: Needed): Promise<Dataset | null> {
  const covering = (await desk.datasets.list()).filter(
    (one) => one.state === 'done' && one.from <= from && one.to >= to,
  );
  for (const { id } of covering) {
    const dataset = await desk.datasets.get(id);
    if (dataset.perInstrument.every(({ instrumentId }) => instrumentId.startsWith(`${exchange}:`)))
      return dataset;
  }
  return null;
}

function requestFor(stored: readonly InstrumentSummary[], { exchange, from, to }: Needed): DatasetRequest {
  const own = stored.filter(({ id }) => id.startsWith(`${exchange}:`));
  const market = own.find(({ id }) => id === MARKET_INDEX[exchange]);
  return datasetRequestSchema.parse({
    instruments: own.filter(meantByAll).map(({ id }) => id),
    ...{ from, to, interval: '5m', featureSet: { id: FEATURES } },
    label: labelFrom('triple-barrier', { side: 'direction' }),
    sides: market === undefined ? {} : { market: market.id },
    name: `${exchange} ${FEATURES}, direction`,
    justification: 'made by a training command',
  });
}

function buildCommand({ instruments, from, to, sides, interval }: DatasetRequest): string {
  const ids = instruments === 'all' ? 'all' : instruments.join(',');
  return [
    `dataset build --instruments ${ids.includes(' ') ? `'${ids}'` : ids} --from ${from} --to ${to} --interval ${interval}`,
    `--features ${FEATURES} --label triple-barrier --label-set side=direction`,
    ...(sides.market === undefined ? [] : [`--side 'market=${sides.market}'`]),
  ].join(' ');
}
