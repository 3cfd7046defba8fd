// The ML back-test over files: reads a trade CSV, asks a candidate or a bundle (or, when told to, the published heuristic), writes the filtered
// trades, the summary and the best instruments. Called by the command line. Writes nothing before everything was computed.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { AppError } from '../../../contracts/errors.ts';
import type { JobDependencies } from '../../jobs/body.ts';
import { servedModel } from '../predict/served-model.ts';
import { writeWholeSync } from '../run/whole-file.ts';
import type { StoredModel } from '../steps/contract.ts';
import { predictStored } from '../steps/stored-model.ts';
import { plainJson } from './json-text.ts';
import {
  heuristicChances,
  type MlBacktestAsked,
  type MlBacktestSummary,
  mlBacktest,
  TRADE_FEATURES,
} from './ml-backtest.ts';

export interface MlBacktestFiles {
  readonly inputCsv: string;
  readonly outputCsv: string;
  readonly summaryJson: string;
  readonly topStocksCsv: string;
  /** A candidate or a bundle; `heuristic` only where the caller says so itself. */
  readonly model: string | 'heuristic';
  readonly threshold: number;
  readonly topN: number;
}

export const ML_BACKTEST_DEFAULTS: Pick<
  MlBacktestFiles,
  'outputCsv' | 'summaryJson' | 'topStocksCsv' | 'threshold' | 'topN'
> = {
  outputCsv: 'outputs/ml_filtered_trades.csv',
  summaryJson: 'outputs/ml_backtest_summary.json',
  topStocksCsv: 'outputs/ml_top_stocks.csv',
  threshold: 0.6,
  topN: 20,
};

/** Throws NOT_FOUND, BAD_DATA, BAD_PARAMETER, or REFUSED where the model reads other features than a trade file has. */
export async function runMlBacktest(
  files: MlBacktestFiles,
  dependencies: Pick<JobDependencies, 'db' | 'dataFolder'>,
): Promise<MlBacktestSummary> {
  if (!(files.threshold > 0 && files.threshold < 1))
    throw new AppError(
      'BAD_PARAMETER',
      `The threshold lies between 0 and 1, got ${files.threshold}. Nothing was written.`,
    );
  const { columns, rows } = await readTrades(files.inputCsv);
  const model = files.model === 'heuristic' ? null : (await servedModel(files.model, dependencies)).stored;
  const asked: MlBacktestAsked = {
    columns,
    rows,
    mode: model === null ? 'heur' : 'model',
    chancesOf: model === null ? heuristicChances : chancesOf(model),
    multiplier: { threshold: files.threshold, least: 0.8, most: 1.6 },
    topN: files.topN,
  };
  const made = mlBacktest(asked);
  write(files.outputCsv, made.tradesCsv);
  write(files.summaryJson, plainJson(made.summary));
  write(files.topStocksCsv, made.topStocksCsv);
  return made.summary;
}

/** Refuses models that read anything a recorded trade does not tell. */
export function chancesOf(stored: StoredModel): MlBacktestAsked['chancesOf'] {
  const { task } = stored;
  const known: readonly string[] = TRADE_FEATURES;
  const unknown = stored.inputs.filter((name) => !known.includes(name));
  if (task.kind !== 'one-sided' || unknown.length > 0)
    throw new AppError(
      'REFUSED',
      task.kind !== 'one-sided'
        ? 'The model does not judge trades: its label has two sides or is a number. Nothing was written; train on labels of trades.'
        : `The model reads ${unknown.slice(0, 5).join(', ')}, which a trade file does not tell. Nothing was written; train on the feature set meta-5.`,
    );
  const { positive } = task;
  return (features, rows) => {
    const { calibrated, width } = predictStored(stored, {
      rows,
      names: TRADE_FEATURES,
      columns: TRADE_FEATURES.map((name) => features[name]),
    });
    return Float64Array.from({ length: rows }, (_, row) => calibrated[row * width + positive]!);
  };
}

async function readTrades(
  path: string,
): Promise<{ readonly columns: readonly string[]; readonly rows: readonly Record<string, string>[] }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new AppError(
      'NOT_FOUND',
      `The trade file ${path} cannot be read. Nothing was written.`,
      { path },
      error,
    );
  }
  try {
    const [columns = [], ...lines] = parse(text, { bom: true, skip_empty_lines: true }) as string[][];
    return {
      columns,
      rows: lines.map((line) => Object.fromEntries(columns.map((name, k) => [name, line[k] ?? '']))),
    };
  } catch (error) {
    throw new AppError(
      'BAD_DATA',
      `${path} is no CSV: ${(error as Error).message}. Nothing was written.`,
      { path },
      error,
    );
  }
}

function write(path: string, text: string): void {
  writeWholeSync(resolve(path), new TextEncoder().encode(text));
}
