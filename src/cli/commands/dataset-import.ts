// `dataset import <file>`: a foreign file becomes a dataset, with a role per column; `--preview` says how it would be read, and why.
// A file that cannot become one is refused with the reason; the exit code is then 4 (or 3 where its rows are bad).

import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXCHANGES } from '../../../engines/market/instrument.ts';
import {
  COLUMN_ROLES,
  type ColumnRole,
  type ExternalImport,
  externalImportSchema,
} from '../../contracts/datasets.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { datasetLines, proofLines, shortDataset } from '../text/dataset-text.ts';
import { externalLines } from '../text/external-text.ts';
import { runWork } from '../work/run-work.ts';

interface ImportOptions {
  readonly preview?: boolean;
  readonly role?: readonly string[];
  readonly zone?: string;
  readonly exchange?: string;
  readonly name?: string;
  readonly why?: string;
  readonly dryRun?: boolean;
}

export function defineImport(command: Command, context: Context): void {
  command
    .command('import')
    .summary('make a dataset of a file from elsewhere')
    .argument('<file>', 'CSV, Parquet or JSON lines, also as .gz')
    .option('--preview', 'show layout, columns, roles and what stands against it; store nothing')
    .option('--role <column=role...>', `other roles than the proposed: ${COLUMN_ROLES.join(', ')}`)
    .option('--zone <zone>', 'zone of stamps without an offset (default: Asia/Kolkata)')
    .addOption(
      new Option('--exchange <exchange>', 'calendar the stamps must obey (default: NSE)').choices(EXCHANGES),
    )
    .option('--name <name>', 'name of the dataset')
    .option('--why <text>', 'why it is imported: kept with it')
    .option('--dry-run', 'the same as --preview')
    .action((file: string, options: ImportOptions) =>
      options.preview || options.dryRun ? preview(file, context) : run(file, options, context),
    );
}

function preview(file: string, context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ datasets }) => {
    const found = await datasets.previewExternal(resolve(file));
    context.output.result({ preview: found, dryRun: true }, () => externalLines(found));
  });
}

function run(file: string, options: ImportOptions, context: Context): Promise<void> {
  const request: ExternalImport = externalImportSchema.parse({
    path: resolve(file),
    roles: readRoles(options.role ?? []),
    ...(options.zone === undefined ? {} : { timeZone: options.zone }),
    ...(options.exchange === undefined ? {} : { exchange: options.exchange }),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.why === undefined ? {} : { justification: options.why }),
  });
  return withDesk(context, 'write', async (desk) => {
    const { datasets } = desk;
    const title = `Import of ${basename(request.path)}`;
    const { datasetId } = (await runWork(
      desk,
      { kind: 'dataset-import', title, payload: request },
      context,
    )) as { datasetId: string };
    const dataset = await datasets.get(datasetId);
    const proof = await datasets.proof(datasetId);
    context.output.result({ datasetId, name: dataset.name, rows: dataset.rows, proof: dataset.proof }, () => [
      ...datasetLines(dataset),
      '',
      ...proofLines(proof),
      `Imported as ${shortDataset(datasetId)}.`,
    ]);
  });
}

/** A column's name may hold an equals sign; a role never does. */
function readRoles(texts: readonly string[]): Record<string, ColumnRole> {
  const roles = new Map<string, ColumnRole>();
  for (const text of texts) {
    const at = text.lastIndexOf('=');
    const column = text.slice(0, Math.max(0, at));
    const role = COLUMN_ROLES.find((one) => one === text.slice(at + 1).trim());
    if (column === '' || role === undefined)
      throw badUsage(
        `--role takes column=role with one of ${COLUMN_ROLES.join(', ')}, not "${text}". Nothing was imported.`,
      );
    if (roles.has(column)) throw badUsage(`--role names ${column} twice. Nothing was imported.`);
    roles.set(column, role);
  }
  return Object.fromEntries(roles);
}
