// `meta_train_report.json` and the out-of-fold CSV in the layout of the published walk-forward training of trade labels. Pure. Labels with
// two sides are told as the success of the side the model would act on.

import type { CandidateReport } from '../../../contracts/training-results.ts';
import { indianStamp } from '../../backtests/index.ts';
import type { EvaluationParts } from '../evaluate/contract.ts';
import { cameTrue, type ScoredRows } from '../evaluate/scored-rows.ts';
import type { TrainingTable } from '../steps/contract.ts';
import { csvText } from './csv-text.ts';
import { tickerOf } from './report-place.ts';

export interface MetaReportPaths {
  readonly model: string | null;
  readonly features: string | null;
}

const MINUTE_MS = 60_000;

export function metaTrainReport(
  { run, request, table, split }: EvaluationParts,
  report: CandidateReport,
  scored: ScoredRows,
  paths: MetaReportPaths,
) {
  const { method } = split;
  const labelled = labelledRows(table);
  return {
    dataset_csv: `dataset ${run.datasetName} (${table.datasetId})`,
    rows: labelled.length,
    pos_rate: positiveShare(table, labelled),
    splits: report.perSegment.length,
    train_days:
      method.kind === 'walk-forward'
        ? method.trainSessions
        : method.kind === 'window-step'
          ? method.windowDays
          : null,
    test_days:
      method.kind === 'walk-forward'
        ? method.testSessions
        : method.kind === 'window-step'
          ? method.stepDays
          : null,
    embargo_minutes: method.embargoMs / MINUTE_MS,
    calibration: request.calibration,
    folds: report.perSegment.map((own) => ({
      fold: own.segment,
      train_start: indianStamp(own.trainFrom),
      train_end: indianStamp(own.trainTo),
      test_start: indianStamp(own.testFrom),
      test_end: indianStamp(own.testTo),
      rows_train: own.trainRows,
      rows_test: own.testRows,
      auc: own.scores.auc,
      logloss: own.scores.logLoss,
      brier: own.scores.brier,
      pos_rate_test: positiveBalance(table, own.scores.balance),
    })),
    export: { model_path: paths.model, features_path: paths.features },
    oof_coverage: labelled.length > 0 ? scored.count / labelled.length : Number.NaN,
  };
}

/** Every labelled row outside the hold-out; `p_win` is blank where no fold ever tested it. */
export function oofCsv(table: TrainingTable, scored: ScoredRows): string {
  const placeOf = new Map(Array.from(scored.rows, (row, place) => [row, place]));
  const came = cameTrue(scored);
  const { task } = table;
  return csvText(
    ['ticker', 'side', 'entry_time', 'label', 'p_win'],
    labelledRows(table).map((row) => {
      const place = placeOf.get(row);
      const side = place === undefined ? table.side[row]! : scored.side[place]!;
      return [
        tickerOf(table.instruments[table.instrument[row]!]!),
        side === 0 ? '' : side === 1 ? 'LONG' : 'SHORT',
        indianStamp(table.time[row]!),
        task.kind === 'one-sided'
          ? Number(table.label[row] === task.positive)
          : task.kind === 'number'
            ? table.value[row]!
            : place === undefined
              ? null
              : came[place]!,
        place === undefined ? null : scored.confidence[place]!,
      ];
    }),
  );
}

function labelledRows({ rows, task, label, value, time, holdOutFrom }: TrainingTable): number[] {
  const found: number[] = [];
  for (let row = 0; row < rows; row++)
    if (
      time[row]! <= holdOutFrom &&
      (task.kind === 'number' ? Number.isFinite(value[row]!) : label[row]! >= 0)
    )
      found.push(row);
  return found;
}

/** Of rows of one side the share of successes; of two sides the share of rises among rises and falls. */
function positiveShare({ task, label }: TrainingTable, rows: readonly number[]): number {
  if (task.kind === 'number') return Number.NaN;
  const count = (wanted: number) => rows.reduce((sum, row) => sum + Number(label[row] === wanted), 0);
  if (task.kind === 'one-sided') return count(task.positive) / rows.length;
  return count(task.long) / (count(task.long) + count(task.short));
}

function positiveBalance({ task }: TrainingTable, balance: readonly number[]): number {
  if (task.kind === 'number') return Number.NaN;
  if (task.kind === 'one-sided') return balance[task.positive]!;
  return balance[task.long]! / (balance[task.long]! + balance[task.short]!);
}
