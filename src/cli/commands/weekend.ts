// `weekend`: training that repeats itself: list, add, run, remove, what is due now, and the report. A desk that is open starts entries by itself;
// `weekend run --due` does so on a machine without one (from cron, say).

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Command, Option } from 'commander';
import { WEEKDAYS } from '../../../engines/market/weekdays.ts';
import { type ErrorData, exitCodeOf, toErrorData } from '../../contracts/errors.ts';
import type { TrainingRun } from '../../contracts/training.ts';
import {
  SCHEDULE_RHYTHMS,
  type ScheduleEntry,
  scheduleEntrySchema,
} from '../../contracts/training-schedule.ts';
import { openBrowser } from '../../server/open-browser.ts';
import { findEntry, findTraining } from '../arguments/training-id.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { moment, shortId } from '../text/format.ts';
import { nextLines, runDocument, runLines } from '../text/training-text.ts';
import { entryTable, reportLines, rhythmWords } from '../text/weekend-text.ts';
import { copyWhole } from '../work/copy-reports.ts';
import { runEntry } from '../work/weekend.ts';

interface AddOptions {
  readonly fromRun: string;
  readonly name?: string;
  readonly rhythm: ScheduleEntry['rhythm'];
  readonly weekday: string;
  readonly at: string;
  readonly refresh: boolean;
  readonly dryRun?: boolean;
}

interface RunOptions {
  readonly due?: boolean;
  readonly dryRun?: boolean;
}

interface ReportOptions {
  readonly make?: boolean;
  readonly out?: string;
  readonly open?: boolean;
}

export function define(command: Command, context: Context): void {
  command
    .command('list', { isDefault: true })
    .summary('entries with their next start')
    .action(() => list(context));
  command
    .command('add')
    .summary('repeat what a run was asked')
    .requiredOption('--from-run <run>', 'its dataset, split, families, search and budget')
    .option('--name <name>', 'name of the entry (default: of the run)')
    .addOption(new Option('--rhythm <rhythm>', 'how often').choices(SCHEDULE_RHYTHMS).default('weekly'))
    .option('--weekday <day>', 'of monthly and quarterly rhythms the last such day', 'Friday')
    .option('--at <clock>', 'exchange time', '16:00')
    .option('--no-refresh', 'train on the dataset as it is, not up to the last stored day')
    .option('--dry-run', 'check, store nothing')
    .action((options: AddOptions) => add(options, context));
  command
    .command('run')
    .summary('start an entry now, in this process; or everything that is due')
    .argument('[entry]')
    .option('--due', 'every entry whose time has come')
    .option('--dry-run', 'say what would start')
    .action((text: string | undefined, options: RunOptions) => run(text, options, context));
  command
    .command('due')
    .summary('what would start now, and why not')
    .action(() => due(context));
  command
    .command('remove')
    .summary('forget an entry; its runs stay')
    .argument('<entry>')
    .option('--dry-run', 'say what would be forgotten')
    .action((text: string, options: { readonly dryRun?: boolean }) => remove(text, options, context));
  command
    .command('report')
    .summary('the newest report, or one made now')
    .argument('[report]')
    .option('--make', 'make one of the days since the last')
    .option('--out <file>', 'copy its HTML file there')
    .option('--open', 'open it in the browser')
    .action((text: string | undefined, options: ReportOptions) => report(text, options, context));
}

function list(context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ training }) => {
    const entries = await training.schedule.list();
    context.output.result({ entries }, () =>
      entries.length === 0
        ? ['Nothing is repeated yet. Next: weekend add --from-run <run>']
        : entryTable(entries),
    );
  });
}

function add(options: AddOptions, context: Context): Promise<void> {
  const dryRun = options.dryRun ?? false;
  return withDesk(context, dryRun ? 'rehearse' : 'write', async ({ training }) => {
    const { id, name } = findTraining(await training.list(), options.fromRun);
    const { request } = await training.get(id);
    const entry = scheduleEntrySchema.parse({
      name: options.name ?? name,
      rhythm: options.rhythm,
      weekday: weekdayOf(options.weekday),
      at: options.at,
      refreshDataset: options.refresh,
      request,
    });
    if (dryRun) {
      context.output.result({ entry, dryRun }, () => [
        `Would repeat ${name} ${rhythmWords(entry)} IST. Dry run: nothing was stored.`,
      ]);
      return;
    }
    const saved = await training.schedule.save(entry);
    context.output.result({ ...saved, dryRun }, () => [
      `Entry ${shortId(saved.id)} ${saved.name}: ${rhythmWords(saved)} IST, next ${moment(saved.nextAt ?? Number.NaN)}.`,
      'An open desk starts it by itself; without one: weekend run --due',
    ]);
  });
}

/** `Friday`, `fri` or 1 (Monday) to 7. */
export function weekdayOf(text: string): number {
  const wanted = text.trim().toLowerCase();
  const number = /^[1-7]$/.test(wanted) ? Number(wanted) : 0;
  const named = WEEKDAYS.findIndex((day) => wanted.length >= 2 && day.toLowerCase().startsWith(wanted)) + 1;
  if (number + named === 0)
    throw badUsage(
      `--weekday takes a day like Friday, or 1 (Monday) to 7, not "${text}". Nothing was stored.`,
    );
  return number || named;
}

function due(context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ training }) => {
    const found = await training.schedule.due();
    context.output.result({ due: found }, () =>
      found.length === 0
        ? ['Nothing is repeated yet. Next: weekend add --from-run <run>']
        : found.map(({ name, nextAt, verdict }) => {
            if (verdict.kind === 'start') return `${name}: due. ${verdict.words ?? ''}`.trim();
            if (verdict.kind === 'wait') return `${name}: ${verdict.words}`;
            return `${name}: ${nextAt === null ? 'switched off' : `not before ${moment(nextAt)} IST`}`;
          }),
    );
  });
}

function run(text: string | undefined, { due: allDue, dryRun }: RunOptions, context: Context): Promise<void> {
  if ((text === undefined) !== (allDue ?? false))
    throw badUsage('Name an entry, or say --due. Nothing was started. `weekend list` lists them.');
  return withDesk(context, dryRun ? 'rehearse' : 'write', async (desk) => {
    const { schedule } = desk.training;
    const chosen =
      text === undefined
        ? (await schedule.due()).flatMap(({ id, name, verdict }) =>
            verdict.kind === 'start' ? [{ id, name, words: verdict.words }] : [],
          )
        : [findEntry(await schedule.list(), text)].map(({ id, name }) => ({ id, name, words: null }));
    if (dryRun) {
      context.output.result({ start: chosen, dryRun: true }, () =>
        chosen.length === 0
          ? ['Nothing is due.']
          : chosen.map(({ name }) => `Would start ${name}. Dry run: nothing was started.`),
      );
      return;
    }
    const runs: TrainingRun[] = [];
    const failed: { readonly name: string; readonly error: ErrorData }[] = [];
    for (const { id, name, words } of chosen) {
      if (context.signal.aborted) break;
      try {
        runs.push(await runEntry(desk, id, words, context));
      } catch (error) {
        // Asked for by name, its error is the answer; of several due ones the others still start.
        if (text !== undefined) throw error;
        failed.push({ name, error: toErrorData(error) });
        context.exitCode = exitCodeOf(toErrorData(error).code);
      }
    }
    context.output.result({ runs: runs.map(runDocument), failed, dryRun: false }, () => [
      ...(chosen.length === 0 ? ['Nothing is due.'] : []),
      ...runs.flatMap((made) => [...runLines(made), ...nextLines(made), '']),
      ...failed.map(({ name, error }) => `! ${name}: ${error.message}`),
    ]);
  });
}

function remove(
  text: string,
  { dryRun = false }: { readonly dryRun?: boolean },
  context: Context,
): Promise<void> {
  return withDesk(context, dryRun ? 'rehearse' : 'write', async ({ training }) => {
    const { id, name } = findEntry(await training.schedule.list(), text);
    if (!dryRun) await training.schedule.remove(id);
    context.output.result({ removed: id, dryRun }, () => [
      `${dryRun ? 'Would forget' : 'Forgot'} ${shortId(id)} ${name}; its runs stay.`,
    ]);
  });
}

function report(text: string | undefined, options: ReportOptions, context: Context): Promise<void> {
  if (text !== undefined && options.make) throw badUsage('Name a report, or say --make. Nothing was made.');
  return withDesk(context, options.make ? 'write' : 'read', async ({ training, dataFolder }) => {
    const { schedule } = training;
    const reports = options.make ? [await schedule.makeReport()] : await schedule.reports();
    const found = text === undefined ? reports[0] : reports.find(({ id }) => id.startsWith(text));
    if (found === undefined)
      throw badUsage(
        text === undefined
          ? 'No report was made yet. Make one: weekend report --make'
          : `There is no report ${text}. The newest: weekend report`,
      );
    const file = join(dataFolder, found.html);
    const copy = options.out === undefined ? null : resolve(options.out);
    if (copy !== null) copyWhole(file, copy);
    const opened = (options.open ?? false) && existsSync(file) && openBrowser(pathToFileURL(file).href);
    context.output.result({ ...found, file, copy, opened }, () => [
      ...reportLines(found),
      `HTML: ${copy ?? file}`,
      ...(options.open && !opened ? ['There is no browser to open it in; open the file yourself.'] : []),
    ]);
  });
}
