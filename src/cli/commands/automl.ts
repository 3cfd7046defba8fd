// `automl`: the walk-forward search over families: a study per family and segment, nested in the training part, every trial in the ledger.

import { type Command, Option } from 'commander';
import { type AutomlOptions, automlRequestOf } from '../arguments/search-requests.ts';
import { addCommonOptions, addSearchOptions } from '../arguments/training-options.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { chooseDataset } from '../work/choose-dataset.ts';
import { checkedPlan, reservedSessions, showPlan, train } from '../work/train.ts';
import { printRun } from './train.ts';

const LOG_LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR'];

export function define(command: Command, context: Context): void {
  addSearchOptions(addCommonOptions(command))
    .option('--window-days <number>', 'days of each training part (default: 45)')
    .option('--step-days <number>', 'days of each test part, by which the window moves (default: 15)')
    .option('--families <names...>', 'lightgbm, xgboost, catboost, or estimators by their own names', [
      'lightgbm',
      'xgboost',
      'catboost',
    ])
    .option('--soft-vote', 'judge the mean of the families, too')
    .option('--stack <learner>', 'and a meta-learner over them: linear, mlp, xgb')
    .option('--output <path>', 'auto_ml_summary.json, or a folder for it')
    .addOption(
      new Option('--log-level <level>', 'WARNING and ERROR leave out remarks')
        .choices([...LOG_LEVELS, ...LOG_LEVELS.map((level) => level.toLowerCase())])
        .default('INFO'),
    )
    .action((options: AutomlOptions) => run(options, context));
}

function run(options: AutomlOptions, given: Context): Promise<void> {
  const context = atLevel(given, options.logLevel);
  return withDesk(context, options.dryRun ? 'rehearse' : 'write', async (desk) => {
    const days = options.exchange === undefined ? options.days : (options.days ?? '150');
    const dataset = await chooseDataset(desk, { ...options, ...(days !== undefined && { days }) }, context);
    const request = automlRequestOf(options, dataset, await reservedSessions(desk, dataset));
    if (options.dryRun) return showPlan(desk, request, context);
    await checkedPlan(desk, request);
    const made = await train(desk, request, context);
    await printRun(
      desk,
      made,
      options.output === undefined ? {} : { output: options.output },
      given,
      'auto_ml_summary.json',
    );
    given.exitCode = context.exitCode;
  });
}

/** Remarks stay out from WARNING on; the result is printed whatever the level. */
function atLevel(context: Context, level = 'INFO'): Context {
  if (!['WARNING', 'ERROR'].includes(level.toUpperCase())) return context;
  return { ...context, output: { ...context.output, note: () => {} } };
}
