// `train`: a baseline, one trial per family and segment with its defaults, over a dataset or in one of the published forms. Its subcommands
// look after runs (train-runs.ts).

import { type Command, Option } from 'commander';
import type { Dataset } from '../../contracts/datasets.ts';
import type { TrainingRun } from '../../contracts/training.ts';
import { formOf, TRAIN_MODES, type TrainOptions, trainRequestOf } from '../arguments/train-request.ts';
import { addCommonOptions } from '../arguments/training-options.ts';
import type { Context } from '../context.ts';
import { type Desk, withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { nextLines, runDocument, runLines } from '../text/training-text.ts';
import { chooseDataset } from '../work/choose-dataset.ts';
import { copyReports } from '../work/copy-reports.ts';
import { importCsv, importLog } from '../work/import-for-training.ts';
import { checkedPlan, reservedSessions, showPlan, train } from '../work/train.ts';
import { defineRuns } from './train-runs.ts';
import { runSteps } from './train-steps.ts';

export function define(command: Command, context: Context): void {
  addCommonOptions(command)
    .option(
      '--estimator <ids...>',
      'what learns (default: logistic and leafwise); lightgbm, xgboost, catboost are known',
    )
    .option('--set <name=value...>', 'parameters of the one estimator')
    .option('--train-days <number>', 'sessions of each training part (walk-forward)')
    .option('--test-days <number>', 'and of each test part')
    .option('--embargo-minutes <number>', 'kept free between them')
    .option('--dataset-csv <file>', 'a CSV of labelled trades: imported, then walk-forward 60/10')
    .addOption(new Option('--mode <mode>', 'of a feature log: direction, or neutrality').choices(TRAIN_MODES))
    .option('--input <log>', 'the feature log')
    .option('--train', 'published main: train …')
    .option('--backtest', '… show what the tested rows earned …')
    .option('--predict', '… and predict the dates')
    .option('--start-date <date>', 'first date of that, YYYY-MM-DD')
    .option('--end-date <date>', 'last date of that')
    .option('--out-model <path>', '.onnx, .json, or a folder for the whole bundle of the best candidate')
    .option('--out-features <file>', 'its features in order')
    .option('--out-report <file>', 'its folds, meta_train_report.json')
    .option('--out-oof <file>', 'its out-of-fold predictions')
    .option('--output <path>', 'training_report.json')
    .action((options: TrainOptions) => run(options, context));
  defineRuns(command, context);
}

async function run(options: TrainOptions, context: Context): Promise<void> {
  const form = formOf(options);
  const readsFile = form === 'meta' || form === 'log';
  if (readsFile && options.dryRun)
    throw badUsage(
      '--dry-run plans over a stored dataset. Nothing was started; import the file first: dataset import <file>.',
    );
  await withDesk(context, options.dryRun ? 'rehearse' : 'write', async (desk) => {
    if (form === 'steps') return runSteps(desk, options, context);
    const dataset = await datasetOf(desk, options, context);
    const request = trainRequestOf(options, dataset, await reservedSessions(desk, dataset));
    if (options.dryRun) return showPlan(desk, request, context);
    await checkedPlan(desk, request);
    const made = await train(desk, request, context);
    await printRun(desk, made, options, context);
  });
}

function datasetOf(desk: Desk, options: TrainOptions, context: Context): Promise<Dataset> {
  if (options.datasetCsv !== undefined)
    return importCsv(
      desk,
      options.datasetCsv,
      `${options.datasetCsv.split(/[\\/]/).at(-1)}, meta-labels`,
      context,
    );
  if (options.input !== undefined) return importLog(desk, options.input, options.mode!, context);
  return chooseDataset(
    desk,
    { ...options, ...(options.exchange !== undefined && { days: options.days ?? '90' }) },
    context,
  );
}

/** The run and the copies that were asked for; also called by `automl`. */
export async function printRun(
  desk: Desk,
  run: TrainingRun,
  options: TrainOptions,
  context: Context,
  main?: 'training_report.json' | 'auto_ml_summary.json',
): Promise<void> {
  const copied = run.state === 'done' ? await copyReports(desk, run, options, main) : {};
  context.output.result({ ...runDocument(run), copied }, () => [
    ...runLines(run),
    ...Object.values(copied).map((path) => `Wrote ${path}`),
    ...nextLines(run),
  ]);
}
