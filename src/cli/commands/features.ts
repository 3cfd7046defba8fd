// `features`: sets with their columns, a study of a set over stored bars, and foreign lists of names as far as they mean something here.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { INTERVALS } from '../../../engines/market/interval.ts';
import { codec } from '../../contracts/codec.ts';
import {
  type FeatureSchemaMapping,
  type FeatureSetDetail,
  type FeatureSetSummary,
  type FeatureStudy,
  featureSetDraftSchema,
  featureStudyRequestSchema,
} from '../../contracts/features.ts';
import { setReference } from '../arguments/dataset-request.ts';
import { storedRange } from '../arguments/run-request.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { badData, badUsage } from '../failures.ts';
import { count, counted, percent } from '../text/format.ts';
import { table } from '../text/table.ts';
import { rehearseWork } from '../work/run-work.ts';

interface StudyOptions {
  readonly instruments: string;
  readonly interval: string;
  readonly from?: string;
  readonly to?: string;
}

interface SchemaOptions {
  readonly save?: string;
  readonly dryRun?: boolean;
}

export function define(command: Command, context: Context): void {
  command
    .command('list', { isDefault: true })
    .summary('all feature sets')
    .action(() => list(context));
  command
    .command('show')
    .summary('the columns of a set')
    .argument('<set>', 'for instance meta-29, or meta-29@1')
    .action((set: string) => show(set, context));
  command
    .command('study')
    .summary('distribution, stability and twins of every column; nothing is stored')
    .argument('<set>')
    .requiredOption('--instruments <ids>', 'NSE:A,NSE:B; at most 20')
    .addOption(
      new Option('--interval <interval>', 'length of a decision bar').choices(INTERVALS).default('5m'),
    )
    .option('--from <date>', 'first session, YYYY-MM-DD (default: the first stored)')
    .option('--to <date>', 'last session, YYYY-MM-DD (default: the last stored)')
    .action((set: string, options: StudyOptions) => study(set, options, context));
  command
    .command('import-schema')
    .summary('read a foreign list of feature names')
    .argument('<file>', 'JSON, or a list as Python prints it')
    .option('--save <id>', 'store what could be mapped as a feature set of this name')
    .option('--dry-run', 'with --save: check, store nothing')
    .action((file: string, options: SchemaOptions) => importSchema(file, options, context));
}

function list(context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ features }) => {
    const sets = await features.sets();
    context.output.result({ sets }, () => setTable(sets));
  });
}

function setTable(sets: readonly FeatureSetSummary[]): string[] {
  return table(
    [
      { title: 'set' },
      { title: 'version', align: 'right' },
      { title: 'features', align: 'right' },
      { title: 'rows' },
      { title: 'reads' },
      { title: 'title' },
    ],
    sets.map((set) => [
      set.id,
      String(set.version),
      count(set.features),
      set.needsCandidate ? 'trades' : 'bars',
      [...set.sources, ...set.timeframes].join(' '),
      `${set.title}${set.builtIn ? '' : ' (yours)'}`,
    ]),
  );
}

function show(set: string, context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ features }) => {
    const detail = await features.set(setReference(set));
    context.output.result(detail, () => detailLines(detail));
  });
}

function detailLines(detail: FeatureSetDetail): string[] {
  return [
    `${detail.id} v${detail.version}: ${detail.title}`,
    ...(detail.description ? [detail.description] : []),
    ...table(
      [
        { title: 'feature' },
        { title: 'from' },
        { title: 'timeframe' },
        { title: 'unit' },
        { title: 'warm-up', align: 'right' },
        { title: 'what it is' },
      ],
      detail.entries.map((entry) => [
        entry.name,
        entry.source,
        entry.timeframe,
        entry.template.unit,
        entry.warmup === null ? '' : count(entry.warmup),
        entry.template.title,
      ]),
    ),
    `hash ${detail.hash}`,
  ];
}

function study(set: string, options: StudyOptions, context: Context): Promise<void> {
  const instruments = options.instruments
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  return withDesk(context, 'rehearse', async (desk) => {
    const whole =
      options.from !== undefined && options.to !== undefined
        ? { from: options.from, to: options.to }
        : storedRange(await desk.market.instruments(), instruments);
    const request = featureStudyRequestSchema.parse({
      featureSet: setReference(set),
      instruments,
      interval: options.interval,
      from: options.from ?? whole.from,
      to: options.to ?? whole.to,
    });
    // Found before a thread is started for it.
    const { needsCandidate } = await desk.features.set(request.featureSet);
    if (needsCandidate)
      throw badUsage(
        `The feature set "${set}" describes proposed trades, so bars alone cannot show it. Build a dataset on the trades of a run.`,
      );
    const result = await rehearseWork(desk, { kind: 'feature-study', payload: { request } }, context);
    const made = codec.deserialize(result as ReturnType<typeof codec.serialize>) as FeatureStudy;
    context.output.result({ request, study: made }, () => studyLines(made));
  });
}

function studyLines({ features, clusters, rows, instruments }: FeatureStudy): string[] {
  const figure = (value: number) => (Number.isFinite(value) ? value.toPrecision(4) : '–');
  return [
    ...table(
      [
        { title: 'feature' },
        { title: 'missing', align: 'right' },
        { title: 'mean', align: 'right' },
        { title: 'sd', align: 'right' },
        { title: '1 %', align: 'right' },
        { title: 'median', align: 'right' },
        { title: '99 %', align: 'right' },
        { title: 'PSI', align: 'right' },
      ],
      features.map((one) => [
        one.name,
        percent(one.missing),
        figure(one.mean),
        figure(one.std),
        figure(one.quantiles[1]!),
        figure(one.quantiles[4]!),
        figure(one.quantiles[7]!),
        figure(Math.max(...one.months.map((month) => month.psi).filter(Number.isFinite))),
      ]),
    ),
    ...clusters
      .filter((cluster) => cluster.features.length > 1)
      .map(
        (cluster) => `nearly the same (${cluster.correlation.toFixed(2)}): ${cluster.features.join(', ')}`,
      ),
    `${counted(rows, 'row')} of ${counted(instruments.length, 'instrument')}. PSI: the month least like the first.`,
  ];
}

function importSchema(file: string, options: SchemaOptions, context: Context): Promise<void> {
  const { save, dryRun = false } = options;
  return withDesk(context, save === undefined ? 'read' : dryRun ? 'rehearse' : 'write', async (desk) => {
    const mapping = await desk.features.mapSchema(await textOf(file));
    const saved = save === undefined ? null : await savedAs(save);
    context.output.result({ ...mapping, saved, dryRun }, () => mappingLines(mapping, save, saved !== null));

    async function savedAs(id: string) {
      if (mapping.entries.length === 0)
        throw badData(`None of the names in ${file} means something here. Nothing was stored.`);
      const draft = featureSetDraftSchema.parse({
        id,
        title: id,
        description: `From a foreign list of ${counted(mapping.entries.length + mapping.unmapped.length, 'name')}`,
        entries: mapping.entries,
      });
      if (!dryRun) return desk.features.save(draft);
      await desk.features.check(draft);
      return null;
    }
  });
}

function mappingLines(
  { entries, unmapped, corrected }: FeatureSchemaMapping,
  save: string | undefined,
  stored: boolean,
): string[] {
  return [
    ...corrected.map(({ name, words }) => `corrected ${name}: ${words}`),
    ...unmapped.map(({ name, reason }) => `left out  ${name}: ${reason}`),
    `${count(entries.length)} of ${counted(entries.length + unmapped.length, 'name')} mean something here.`,
    ...(save === undefined
      ? ['Nothing was stored; --save <id> makes a feature set of them.']
      : [stored ? `Stored as ${save}.` : 'Dry run: nothing was stored.']),
  ];
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(resolve(file), 'utf8');
  } catch (error) {
    throw badUsage(`${file} cannot be read (${(error as Error).message}). Nothing was stored.`);
  }
}
