// `hpo`: a deep search of one or several base models over the published wide ranges, and its status report. `hpo status` reads the report of
// any run again.

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { TrainingRun } from '../../contracts/training.ts';
import { type HpoOptions, hpoRequestOf } from '../arguments/search-requests.ts';
import { findTraining } from '../arguments/training-id.ts';
import { addCommonOptions, addSearchOptions } from '../arguments/training-options.ts';
import type { Context } from '../context.ts';
import { type Desk, withDesk } from '../desk.ts';
import { hpoLines, hpoReport } from '../text/hpo-report.ts';
import { nextLines, runDocument, runLines } from '../text/training-text.ts';
import { chooseDataset } from '../work/choose-dataset.ts';
import { checkedPlan, reservedSessions, showPlan, train } from '../work/train.ts';

export function define(command: Command, context: Context): void {
  addSearchOptions(addCommonOptions(command))
    .option(
      '--algorithm <name>',
      'xgboost, catboost, both, lightgbm, random-forest, extra-trees, all',
      'both',
    )
    .option('--auto-ensemble', 'judge the mean of the models, too')
    .option('--output <file>', 'write the status report there')
    .action((options: HpoOptions) => run(options, context));
  command
    .command('status')
    .summary('the status report of a run')
    .argument('<run>')
    .action((id: string) =>
      withDesk(context, 'read', async (desk) => {
        const found = findTraining(await desk.training.list(), id);
        await print(desk, await desk.training.get(found.id), undefined, context);
      }),
    );
}

function run(options: HpoOptions, context: Context): Promise<void> {
  return withDesk(context, options.dryRun ? 'rehearse' : 'write', async (desk) => {
    const dataset = await chooseDataset(desk, options, context);
    const request = hpoRequestOf(options, dataset, await reservedSessions(desk, dataset));
    if (options.dryRun) return showPlan(desk, request, context);
    await checkedPlan(desk, request);
    await print(desk, await train(desk, request, context), options.output, context);
  });
}

async function print(
  desk: Desk,
  made: TrainingRun,
  output: string | undefined,
  context: Context,
): Promise<void> {
  const report = hpoReport(made, await desk.training.trials(made.id), desk.now());
  const path = output === undefined ? null : resolve(output);
  if (path !== null) writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  context.output.result(
    { ...runDocument(made), report, copied: path === null ? {} : { output: path } },
    () => [
      ...runLines(made),
      '',
      ...hpoLines(report),
      ...(path === null ? [] : [`Wrote ${path}`]),
      ...nextLines(made),
    ],
  );
}
