// Makes the dataset that the published forms of `train` read from a file: a CSV of meta-labels as it is, or a feature log reduced to the
// question its mode asks. Called by `train`. The file itself is never changed.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { type Dataset, externalImportSchema } from '../../contracts/datasets.ts';
import { AppError } from '../../contracts/errors.ts';
import { type Inspection, inspectForeign } from '../../services/research/index.ts';
import type { Context } from '../context.ts';
import type { Desk } from '../desk.ts';
import { runWork } from './run-work.ts';

export type LogMode = 'train' | 'train-neutral';

export async function importCsv(desk: Desk, path: string, name: string, context: Context): Promise<Dataset> {
  const request = externalImportSchema.parse({
    path: resolve(path),
    name: name.slice(0, 120),
    justification: 'imported by train',
  });
  const title = `Import of ${basename(path)}`;
  const { datasetId } = (await runWork(
    desk,
    { kind: 'dataset-import', title, payload: request },
    context,
  )) as { datasetId: string };
  return desk.datasets.get(datasetId);
}

/** `train`: rises against falls, rows without a side left out. `train-neutral`: flat against all others. */
export async function importLog(desk: Desk, path: string, mode: LogMode, context: Context): Promise<Dataset> {
  const made = reducedLog(await inspectForeign(resolve(path)), mode);
  context.output.note(made.words);
  const folder = mkdtempSync(join(tmpdir(), 'anchordesk-log-'));
  try {
    const file = join(folder, `${mode}-${basename(path).replace(/\.[^.]*$/, '')}.csv`);
    writeFileSync(file, made.csv);
    return await importCsv(desk, file, `${basename(path)}, ${QUESTION[mode]}`, context);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const QUESTION = { train: 'direction', 'train-neutral': 'neutrality' } as const;

const MEANING: Readonly<Record<string, 'buy' | 'sell' | 'flat'>> = {
  buy: 'buy',
  up: 'buy',
  long: 'buy',
  1: 'buy',
  sell: 'sell',
  down: 'sell',
  short: 'sell',
  '-1': 'sell',
  flat: 'flat',
  neutral: 'flat',
  hold: 'flat',
  none: 'flat',
  0: 'flat',
};

/** Throws BAD_DATA where the log is no table, has no label, or has one outcome only. */
export function reducedLog(
  { preview, facts }: Pick<Inspection, 'preview' | 'facts'>,
  mode: LogMode,
): { readonly csv: string; readonly words: string } {
  const label = preview.columns.find(({ role }) => role === 'label');
  const cells = facts.find(({ name }) => name === label?.name)?.cells;
  if (cells === undefined)
    throw new AppError(
      'BAD_DATA',
      `${preview.fileName} has no column that is a label${preview.refusals.length > 0 ? ` (${preview.refusals.join(' ')})` : ''}. Nothing was imported; \`dataset import --preview\` shows how it is read.`,
    );
  const meanings = cells.map((cell) => MEANING[cell.trim().toLowerCase()] ?? null);
  const rows = [...meanings.keys()].filter((row) =>
    mode === 'train' ? meanings[row] === 'buy' || meanings[row] === 'sell' : meanings[row] !== null,
  );
  const answers = rows.map((row) => answerOf(meanings[row]!, mode));
  if (new Set(answers).size < 2)
    throw new AppError(
      'BAD_DATA',
      `${preview.fileName} has ${rows.length} usable rows with one outcome only, so there is no ${QUESTION[mode]} to learn. Nothing was imported; labels are BUY, SELL and FLAT.`,
    );
  const kept = preview.columns.filter(({ name }) => name !== label!.name);
  const columns = kept.map(({ name }) => facts.find((one) => one.name === name)!.cells);
  const records = rows.map((row, at) => [...columns.map((column) => column[row]!), answers[at]!]);
  return {
    csv: stringify([[...kept.map(({ name }) => name), 'label'], ...records]),
    words: `${preview.fileName}: ${rows.length} of ${cells.length} rows say something of the ${QUESTION[mode]}.`,
  };
}

function answerOf(meaning: 'buy' | 'sell' | 'flat', mode: LogMode): string {
  if (mode === 'train') return meaning.toUpperCase();
  return meaning === 'flat' ? 'yes' : 'no';
}
