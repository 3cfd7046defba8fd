// `models`: candidates and bundles: list, show, verify, export. Starter bundles are among them; nothing here changes a model.

import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { BundleInfo } from '../../contracts/bundles.ts';
import { exitCodeOf } from '../../contracts/errors.ts';
import { loadBundles } from '../../services/training/index.ts';
import type { Context } from '../context.ts';
import { type Desk, withDesk } from '../desk.ts';
import { candidateLines } from '../text/candidate-text.ts';
import { count, moment, shortId } from '../text/format.ts';
import { pairs, table } from '../text/table.ts';
import { candidateTable } from '../text/training-text.ts';
import { copyFolder } from '../work/copy-reports.ts';
import { namedModel } from '../work/predict.ts';

export function define(command: Command, context: Context): void {
  command
    .command('list', { isDefault: true })
    .summary('candidates of all runs, newest first, and starter models')
    .action(() => list(context));
  command
    .command('show')
    .summary('one candidate or bundle')
    .argument('<model>')
    .action((id: string) => show(id, context));
  command
    .command('verify')
    .summary('check every file of a bundle against its manifest')
    .argument('<model>')
    .action((id: string) => verify(id, context));
  command
    .command('export')
    .summary('copy a bundle to exports/, or where you say')
    .argument('<model>')
    .option('--output <folder>', 'write it there instead')
    .option('--dry-run', 'say what would be copied')
    .action((id: string, options: ExportOptions) => write(id, options, context));
}

interface ExportOptions {
  readonly output?: string;
  readonly dryRun?: boolean;
}

async function starters(): Promise<{
  readonly bundles: readonly BundleInfo[];
  readonly unreadable: readonly string[];
}> {
  const { listBundles, starterFolder } = await loadBundles();
  const folder = starterFolder();
  return folder === null ? { bundles: [], unreadable: [] } : listBundles(folder, true);
}

function list(context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ training }) => {
    const candidates = await training.candidates();
    const { bundles, unreadable } = await starters();
    context.output.result({ candidates, starters: bundles, unreadable }, () => [
      ...(candidates.length === 0
        ? ['No candidates yet. Next: train --dataset <id>']
        : candidateTable(candidates)),
      ...(bundles.length > 0 ? ['', 'Starter models, trained on synthetic data'] : []),
      ...(bundles.length === 0 ? [] : starterTable(bundles)),
      ...unreadable.map((words) => `! ${words}`),
    ]);
  });
}

function starterTable(bundles: readonly BundleInfo[]): string[] {
  return table(
    [
      { title: 'starter' },
      { title: 'learner' },
      { title: 'features', align: 'right' },
      { title: 'title' },
      { title: 'faults' },
    ],
    bundles.map(({ path, manifest, features, faults }) => [
      path.split(/[\\/]/).at(-1)!,
      manifest.estimator,
      count(features.names.length),
      manifest.title,
      faults.length === 0 ? 'none' : faults.join(' '),
    ]),
  );
}

/** Where the bundle of a model lies; null for a candidate without one. */
async function folderOf(desk: Desk, text: string) {
  const found = await namedModel(desk, text);
  if (found.kind !== 'candidate') return { ...found, folder: found.model, candidate: null };
  const candidate = await desk.training.candidate(found.model);
  const folder = candidate.bundle === null ? null : resolve(desk.dataFolder, candidate.bundle.path);
  return { ...found, folder, candidate };
}

function show(text: string, context: Context): Promise<void> {
  return withDesk(context, 'read', async (desk) => {
    const { candidate, folder } = await folderOf(desk, text);
    if (candidate !== null) {
      const { contributions: _, regimes: __, ...document } = candidate;
      context.output.result({ ...document, folder }, () => candidateLines(candidate));
      return;
    }
    const { inspectBundle } = await loadBundles();
    const info = await inspectBundle(folder!);
    context.output.result(info, () => bundleLines(info));
  });
}

function bundleLines({ manifest, features, path, bytes, faults }: BundleInfo): string[] {
  return [
    ...pairs([
      ['bundle', `${manifest.id}${manifest.synthetic ? '  [synthetic data]' : ''}`],
      ['title', manifest.title],
      ['folder', `${path}, ${count(bytes)} bytes`],
      ['made', `${moment(manifest.createdAt)} IST`],
      [
        'learner',
        `${manifest.estimator} v${manifest.estimatorVersion}, ${manifest.classes.join(', ') || 'a number'}`,
      ],
      ['label', manifest.label.words],
      [
        'dataset',
        `${shortId(manifest.dataset.id)}, ${manifest.dataset.from} to ${manifest.dataset.to}, ${count(manifest.dataset.rows)} rows`,
      ],
      [
        'features',
        `${count(features.names.length)}: ${features.names.slice(0, 6).join(', ')}${features.names.length > 6 ? ' …' : ''}`,
      ],
      ['threshold', manifest.threshold === null ? 'none: nothing is traded' : manifest.threshold.toFixed(2)],
      ['parity', manifest.parity.words],
    ]),
    ...manifest.notes.map((note) => `  ${note}`),
    ...faults.map((fault) => `! ${fault}`),
  ];
}

/** A fault is an answer, not an accident: it is printed, and the exit code says bad data. */
function verify(text: string, context: Context): Promise<void> {
  return withDesk(context, 'read', async (desk) => {
    const { folder, title } = await folderOf(desk, text);
    const { verifyBundle } = await loadBundles();
    const faults =
      folder === null
        ? ['This candidate has no bundle. Resume its run to write it.']
        : await verifyBundle(folder);
    if (faults.length > 0) context.exitCode = exitCodeOf('BAD_DATA');
    context.output.result({ model: text, folder, faults }, () =>
      faults.length === 0
        ? [`${title}: every file is as it was written, and it may serve.`]
        : faults.map((fault) => `! ${fault}`),
    );
  });
}

function write(text: string, { output, dryRun = false }: ExportOptions, context: Context): Promise<void> {
  return withDesk(context, dryRun ? 'rehearse' : 'write', async (desk) => {
    const { folder, candidate, title } = await folderOf(desk, text);
    if (dryRun) {
      context.output.result({ model: text, from: folder, dryRun }, () => [
        folder === null
          ? `${title} has no bundle to export.`
          : `Would copy ${folder}. Dry run: nothing was written.`,
      ]);
      return;
    }
    if (output === undefined && candidate !== null) {
      const made = await desk.training.exportBundle(candidate.id);
      context.output.result({ ...made, dryRun }, () => [`Wrote ${made.files.length} files to ${made.path}`]);
      return;
    }
    const { readBundle } = await loadBundles();
    const { info } = await readBundle(folder ?? resolve(text));
    const path = resolve(output ?? resolve(desk.dataFolder, 'exports', info.path.split(/[\\/]/).at(-1)!));
    const files = copyFolder(info.path, path);
    context.output.result({ path, files, dryRun }, () => [`Wrote ${files.length} files to ${path}`]);
  });
}
