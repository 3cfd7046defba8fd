// `stack`: a run whose models are blended: their mean, and a meta-learner over their out-of-fold predictions of earlier segments. With --run the
// models of an earlier run are taken as they are: equal steps are not computed again.

import type { Command } from 'commander';
import { type StackOptions, stackRequestOf } from '../arguments/search-requests.ts';
import { findTraining } from '../arguments/training-id.ts';
import { addCommonOptions, addSearchOptions } from '../arguments/training-options.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { chooseDataset } from '../work/choose-dataset.ts';
import { checkedPlan, reservedSessions, showPlan, train } from '../work/train.ts';
import { printRun } from './train.ts';

export function define(command: Command, context: Context): void {
  addSearchOptions(addCommonOptions(command))
    .option('--run <run>', 'take over its models, split and search')
    .option('--models <names>', 'xgb,cat,lgbm,gru or estimators by their own names', 'xgb,cat,lgbm')
    .option('--meta-learner <learner>', 'linear, mlp or xgb (boosted trees, leaf by leaf)', 'linear')
    .option('--output <path>', 'training_report.json, or a folder for it')
    .action((options: StackOptions, own: Command) => {
      if (options.run !== undefined && own.getOptionValueSource('models') === 'cli')
        throw badUsage('--run brings its own models; leave out --models. Nothing was started.');
      return run(options, context);
    });
}

function run(options: StackOptions, context: Context): Promise<void> {
  return withDesk(context, options.dryRun ? 'rehearse' : 'write', async (desk) => {
    const of =
      options.run === undefined
        ? null
        : await desk.training.get(findTraining(await desk.training.list(), options.run).id);
    const dataset =
      of === null ? await chooseDataset(desk, options, context) : await desk.datasets.get(of.datasetId);
    const reserved = await reservedSessions(desk, dataset);
    const request = stackRequestOf(options, dataset, reserved, of?.request ?? null);
    if (options.dryRun) return showPlan(desk, request, context);
    await checkedPlan(desk, request);
    const made = await train(desk, request, context);
    await printRun(desk, made, options.output === undefined ? {} : { output: options.output }, context);
  });
}
