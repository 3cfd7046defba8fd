// `runs`: list, show, rename and delete stored runs. Ids may be shortened to any beginning that fits one run only.

import type { Command } from 'commander';
import type { Run, RunSummary } from '../../contracts/backtests.ts';
import { findRun } from '../arguments/run-id.ts';
import type { Context } from '../context.ts';
import { type DeskMode, withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { count, moment, percent, ratio, rupees, shortId } from '../text/format.ts';
import { metricsDocument } from '../text/metrics-document.ts';
import { flagLines, metricLines } from '../text/run-text.ts';
import { pairs, table } from '../text/table.ts';

interface ChangeOptions {
  readonly notes?: string;
  readonly dryRun?: boolean;
}

const LONGEST_NAME = 120;

export function define(command: Command, context: Context): void {
  command
    .command('list', { isDefault: true })
    .summary('all runs, newest first')
    .action(() => list(context));
  command
    .command('show')
    .summary('one run with its figures, parameters and assumptions')
    .argument('<runId>')
    .action((id: string) => show(id, context));
  command
    .command('rename')
    .summary('give a run another name')
    .argument('<runId>')
    .argument('<name>')
    .option('--notes <text>', 'replace its notes too')
    .option('--dry-run', 'check, change nothing')
    .action((id: string, name: string, options: ChangeOptions) => rename(id, name, options, context));
  command
    .command('delete')
    .summary('delete runs and their trades')
    .argument('<runIds...>')
    .option('--dry-run', 'say what would be deleted')
    .action((ids: string[], options: ChangeOptions) => remove(ids, options, context));
}

function list(context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ backtests }) => {
    const runs = await backtests.list();
    context.output.result({ runs }, () =>
      runs.length === 0 ? ['No runs yet. Next: backtest avwap-v11'] : listTable(runs),
    );
  });
}

function listTable(runs: readonly RunSummary[]): string[] {
  return table(
    [
      { title: 'run' },
      { title: 'created (IST)' },
      { title: 'state' },
      { title: 'trades', align: 'right' },
      { title: 'net P&L', align: 'right' },
      { title: 'Sharpe', align: 'right' },
      { title: 'hit rate', align: 'right' },
      { title: 'name' },
    ],
    runs.map(({ id, createdAt, state, headline, name, synthetic }) => [
      shortId(id),
      moment(createdAt),
      state,
      headline ? count(headline.trades) : '',
      headline ? rupees(headline.netPnl, true) : '',
      headline ? ratio(headline.sharpe) : '',
      headline ? percent(headline.hitRate) : '',
      `${name}${synthetic ? ' [synthetic]' : ''}`,
    ]),
  );
}

function show(id: string, context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ backtests }) => {
    const run = await backtests.get(findRun(await backtests.list(), id).id);
    context.output.result({ ...run, metrics: run.metrics && metricsDocument(run.metrics) }, () =>
      showLines(run),
    );
  });
}

function showLines(run: Run): string[] {
  const changed = run.parameters.filter((parameter) => parameter.changed);
  return [
    ...pairs([
      ['run', `${run.id}${run.synthetic ? '  [synthetic data]' : ''}`],
      ['name', run.name],
      ['strategy', `${run.strategyId} ${run.strategyVersion}, ${run.fillPolicy}, ${run.interval}`],
      ['range', `${run.from} to ${run.to}, ${count(run.instruments.length)} instruments`],
      ['state', run.error === null ? run.state : `${run.state}: ${run.error}`],
      ['content', run.contentHash ?? '–'],
    ]),
    ...(run.metrics ? ['', ...metricLines(run.metrics, run.origin === 'backtest' ? run : undefined)] : []),
    ...flagLines(run.runFlags),
    ...(run.assumptionNotes.length > 0 ? ['', 'Assumptions (~ flatters the result)'] : []),
    ...run.assumptionNotes.map(
      ({ label, detail, flattering }) => ` ${flattering ? '~' : ' '} ${label}: ${detail}`,
    ),
    ...(changed.length > 0 ? ['', 'Parameters that differ from their defaults'] : []),
    ...pairs(changed.map(({ name, value }) => [`   ${name}`, String(value)])),
  ];
}

/** A dry run may look, and must not write. */
const modeOf = ({ dryRun }: ChangeOptions): DeskMode => (dryRun ? 'rehearse' : 'write');

function rename(id: string, name: string, options: ChangeOptions, context: Context): Promise<void> {
  const wanted = name.trim();
  if (wanted === '' || wanted.length > LONGEST_NAME)
    throw badUsage(`A name has 1 to ${LONGEST_NAME} characters. Nothing was renamed.`);
  return withDesk(context, modeOf(options), async ({ backtests }) => {
    const run = findRun(await backtests.list(), id);
    const dryRun = options.dryRun ?? false;
    if (!dryRun) await backtests.rename(run.id, wanted, options.notes);
    context.output.result({ runId: run.id, name: wanted, before: run.name, dryRun }, () => [
      `${shortId(run.id)}: ${run.name} → ${wanted}${dryRun ? '. Dry run: nothing was changed.' : ''}`,
    ]);
  });
}

function remove(ids: readonly string[], options: ChangeOptions, context: Context): Promise<void> {
  return withDesk(context, modeOf(options), async ({ backtests }) => {
    const stored = await backtests.list();
    // Every id is found before the first run goes.
    const runs = [...new Set(ids.map((id) => findRun(stored, id)))];
    const dryRun = options.dryRun ?? false;
    if (!dryRun) for (const { id } of runs) await backtests.remove(id);
    context.output.result({ deleted: runs.map(({ id }) => id), dryRun }, () => [
      ...runs.map(({ id, name }) => `${dryRun ? 'would delete' : 'deleted'} ${shortId(id)} ${name}`),
      ...(dryRun ? ['Dry run: nothing was changed.'] : []),
    ]);
  });
}
