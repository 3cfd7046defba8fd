// `evaluate`: the whole report of a candidate, or the published ML back-test of a recorded trade file. Trains nothing and opens no hold-out.

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { runMlBacktest } from '../../services/training/index.ts';
import { numberOf } from '../arguments/dataset-request.ts';
import { findCandidate } from '../arguments/training-id.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { candidateLines } from '../text/candidate-text.ts';
import { count, percent, rupees } from '../text/format.ts';
import { pairs } from '../text/table.ts';
import { namedModel } from '../work/predict.ts';

interface EvaluateOptions {
  readonly candidate?: string;
  readonly inputCsv?: string;
  readonly model?: string;
  readonly heuristic?: boolean;
  readonly threshold: string;
  readonly outputCsv: string;
  readonly summaryJson: string;
  readonly topStocksCsv: string;
  readonly topN: string;
}

export function define(command: Command, context: Context): void {
  command
    .option('--candidate <id>', 'print its report; `models list` lists candidates')
    .option('--input-csv <file>', 'a recorded trade file to be filtered and sized by a model')
    .option('--model <model>', 'a candidate, bundle or starter that judges trades (for --input-csv)')
    .option('--heuristic', 'instead of a model the published guess: uncalibrated, only to read old files')
    .option('--threshold <p>', 'trades below are left out', '0.60')
    .option('--output-csv <file>', 'the trades that were kept', 'outputs/ml_filtered_trades.csv')
    .option('--summary-json <file>', 'the summary', 'outputs/ml_backtest_summary.json')
    .option('--top-stocks-csv <file>', 'the best instruments', 'outputs/ml_top_stocks.csv')
    .option('--top-n <number>', 'how many of them', '20')
    .action((options: EvaluateOptions) => {
      if ((options.candidate === undefined) === (options.inputCsv === undefined))
        throw badUsage('Give --candidate <id>, or --input-csv <file> with --model. Nothing was done.');
      return options.candidate === undefined
        ? backtestFile(options, options.inputCsv!, context)
        : report(options.candidate, context);
    });
}

function report(text: string, context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ training }) => {
    const found = await training.candidate(findCandidate(await training.candidates(), text).id);
    // Columns of thousands of numbers belong on a screen.
    const { contributions: _, regimes: __, ...document } = found;
    context.output.result(document, () => candidateLines(found));
  });
}

function backtestFile(options: EvaluateOptions, inputCsv: string, context: Context): Promise<void> {
  if ((options.model === undefined) === !options.heuristic)
    throw badUsage(
      'Give --model <candidate, bundle or starter>, or say --heuristic yourself: the published guess is no model. Nothing was written.',
    );
  return withDesk(context, 'read', async (desk) => {
    const model = options.model === undefined ? 'heuristic' : (await namedModel(desk, options.model)).model;
    const files = {
      inputCsv: resolve(inputCsv),
      outputCsv: resolve(options.outputCsv),
      summaryJson: resolve(options.summaryJson),
      topStocksCsv: resolve(options.topStocksCsv),
    };
    const summary = await runMlBacktest(
      {
        ...files,
        model,
        threshold: numberOf('--threshold', options.threshold),
        topN: numberOf('--top-n', options.topN),
      },
      { db: desk.db, dataFolder: desk.dataFolder },
    );
    context.output.result({ ...summary, files }, () => [
      ...pairs([
        [
          'trades',
          `${count(summary.kept)} of ${count(summary.rows)} kept (${summary.kept_pct.toFixed(1)} %)`,
        ],
        ['as recorded', `${rupees(summary.base_pnl, true)}, win rate ${percent(summary.base_win_rate)}`],
        ['filtered', `${rupees(summary.ml_pnl, true)}, win rate ${percent(summary.ml_win_rate)}`],
        [
          'at equal capital',
          `${rupees(summary.ml_pnl_at_base_capital, true)} (${summary.mean_multiplier.toFixed(2)} × used)`,
        ],
        ['judged by', summary.ml_mode === 'heur' ? 'UNCALIBRATED HEURISTIC' : 'the model'],
      ]),
      ...summary.notes.map((note) => `! ${note}`),
      `Wrote ${files.outputCsv}, ${files.summaryJson} and ${files.topStocksCsv}`,
    ]);
  });
}
