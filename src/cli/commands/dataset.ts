// `dataset`: plan, build, list, show, prove, verify, export, import and remove datasets. Ids may be shortened to any beginning that
// fits one dataset only. Building and foreign files have files of their own.

import { type Command, Option } from 'commander';
import { codec } from '../../contracts/codec.ts';
import type { DatasetExport, DatasetVerification } from '../../contracts/datasets.ts';
import { exitCodeOf } from '../../contracts/errors.ts';
import { findDataset } from '../arguments/dataset-id.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { datasetLines, datasetTable, proofLines, shortDataset } from '../text/dataset-text.ts';
import { count, counted, moment } from '../text/format.ts';
import { runWork } from '../work/run-work.ts';
import { defineBuild } from './dataset-build.ts';
import { defineImport } from './dataset-import.ts';

export function define(command: Command, context: Context): void {
  command
    .command('list', { isDefault: true })
    .summary('all datasets, newest first')
    .action(() => list(context));
  defineBuild(command, context);
  command
    .command('show')
    .summary('one dataset: rows, balance, flags, exports')
    .argument('<datasetId>')
    .action((id: string) => show(id, context));
  command
    .command('proof')
    .summary('what the leak checks of a dataset say')
    .argument('<datasetId>')
    .action((id: string) => proof(id, context));
  command
    .command('verify')
    .summary('compute a dataset again from the stored candles and compare every byte')
    .argument('<datasetId>')
    .action((id: string) => verify(id, context));
  command
    .command('export')
    .summary('write a dataset to a file below the data folder')
    .argument('<datasetId>')
    .addOption(
      new Option('--format <format>', 'parquet keeps types and is smaller')
        .choices(['parquet', 'csv'])
        .default('parquet'),
    )
    .option('--dry-run', 'say what would be written')
    .action((id: string, options: ExportOptions) => write(id, options, context));
  defineImport(command, context);
  command
    .command('remove')
    .summary('delete datasets and their files; exports stay')
    .argument('<datasetIds...>')
    .option('--dry-run', 'say what would be deleted')
    .action((ids: string[], options: { readonly dryRun?: boolean }) => remove(ids, options, context));
}

interface ExportOptions {
  readonly format: 'csv' | 'parquet';
  readonly dryRun?: boolean;
}

function list(context: Context): Promise<void> {
  return withDesk(context, 'read', async (desk) => {
    const datasets = await desk.datasets.list();
    context.output.result({ datasets }, () =>
      datasets.length === 0
        ? ['No datasets yet. Next: dataset build --features scalper-52 --label triple-barrier']
        : datasetTable(datasets),
    );
  });
}

function show(id: string, context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ datasets }) => {
    const dataset = await datasets.get(findDataset(await datasets.list(), id).id);
    context.output.result(dataset, () => datasetLines(dataset));
  });
}

function proof(id: string, context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ datasets }) => {
    const { id: datasetId } = findDataset(await datasets.list(), id);
    const found = await datasets.proof(datasetId);
    context.output.result({ datasetId, proof: found }, () => proofLines(found));
  });
}

/** A difference is an answer, not an accident: it is printed, and the exit code says bad data. */
function verify(id: string, context: Context): Promise<void> {
  return withDesk(context, 'write', async (desk) => {
    const { id: datasetId, name } = findDataset(await desk.datasets.list(), id);
    const work = {
      kind: 'dataset-verify',
      title: `Verification of ${name}`,
      payload: { datasetId },
    } as const;
    const result = (await runWork(desk, work, context)) as ReturnType<typeof codec.serialize>;
    const { same, words, differences } = codec.deserialize(result) as DatasetVerification;
    if (!same) context.exitCode = exitCodeOf('BAD_DATA');
    context.output.result({ datasetId, same, words, differences }, () => [
      words,
      ...differences
        .slice(0, 10)
        .map(
          (one) =>
            `  ${one.instrumentId} ${one.feature} at ${moment(one.time)} IST: stored ${one.stored}, now ${one.recomputed}`,
        ),
    ]);
  });
}

function write(id: string, { format, dryRun = false }: ExportOptions, context: Context): Promise<void> {
  return withDesk(context, dryRun ? 'rehearse' : 'write', async (desk) => {
    const { id: datasetId, name, rows } = findDataset(await desk.datasets.list(), id);
    if (dryRun) {
      context.output.result({ datasetId, format, rows, dryRun }, () => [
        `Would write ${counted(rows, 'row')} of ${name} as ${format}.`,
      ]);
      return;
    }
    const title = `Export of ${name} as ${format}`;
    const payload = { datasetId, format };
    const made = (await runWork(desk, { kind: 'dataset-export', title, payload }, context)) as DatasetExport;
    context.output.result({ datasetId, ...made, dryRun }, () => [
      `Wrote ${counted(made.rows, 'row')} (${count(made.bytes)} bytes) to ${made.path}`,
      `Its columns and hash are in ${made.path}.manifest.json`,
    ]);
  });
}

function remove(
  ids: readonly string[],
  { dryRun = false }: { readonly dryRun?: boolean },
  context: Context,
): Promise<void> {
  return withDesk(context, dryRun ? 'rehearse' : 'write', async ({ datasets }) => {
    const stored = await datasets.list();
    // Every id is found before the first dataset goes.
    const chosen = [...new Set(ids.map((id) => findDataset(stored, id)))];
    if (!dryRun) for (const { id } of chosen) await datasets.remove(id);
    context.output.result({ removed: chosen.map(({ id }) => id), dryRun }, () => [
      ...chosen.map(({ id, name }) => `${dryRun ? 'would remove' : 'removed'} ${shortDataset(id)} ${name}`),
      ...(dryRun ? ['Dry run: nothing was changed.'] : []),
    ]);
  });
}
