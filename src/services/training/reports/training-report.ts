// `training_report.json` in the layout of the published baseline training: configuration, folds with accuracy and weighted F1, balance of
// classes, results by regime. Pure. One per run; every candidate is in it.

import type { CandidateReport } from '../../../contracts/training-results.ts';
import type { EvaluationParts } from '../evaluate/contract.ts';
import { exchangeOf, isoStamp } from './report-place.ts';

export function trainingReport(
  { run, request, table, split }: EvaluationParts,
  reports: readonly CandidateReport[],
  at: number,
) {
  const [best] = reports;
  return {
    exchange: exchangeOf(table),
    generated_at: isoStamp(at),
    synthetic: run.synthetic,
    config: {
      run: run.name,
      dataset: table.datasetId,
      rows: table.rows,
      features: table.names.length,
      split: split.method,
      families: request.families,
      trials: request.trials,
      objective: request.objective,
      selection: request.selection,
      regimes: request.regimes,
      calibration: request.calibration,
      hold_out_sessions: request.holdOutSessions,
      seed: request.seed,
    },
    class_distribution:
      best === undefined
        ? {}
        : Object.fromEntries(best.classes.map((name, k) => [name, best.pooled.balance[k] ?? null])),
    cv: Object.fromEntries(reports.map((report) => [report.family, crossValidation(report)])),
    per_regime: Object.fromEntries(
      reports.map((report) => [
        report.family,
        Object.fromEntries(
          report.slices.regime.map((slice) => [
            slice.key,
            { rows: slice.rows, auc: slice.auc, hit_rate: slice.hitRate, acted: slice.acted, net: slice.net },
          ]),
        ),
      ]),
    ),
    cautions: best?.cautions ?? [],
  };
}

function crossValidation({ perSegment, classes, pooled }: CandidateReport) {
  return {
    accuracy: pooled.accuracy,
    f1_weighted: pooled.weightedF1,
    f1_macro: pooled.macroF1,
    folds: perSegment.map(({ segment, trainRows, testRows, scores }) => ({
      fold: segment,
      rows_train: trainRows,
      rows_test: testRows,
      accuracy: scores.accuracy,
      precision_macro: scores.macroPrecision,
      f1_weighted: scores.weightedF1,
      class_distribution: Object.fromEntries(classes.map((name, k) => [name, scores.balance[k] ?? null])),
    })),
  };
}
