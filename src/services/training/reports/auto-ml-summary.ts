// `auto_ml_summary.json` in the layout of the published walk-forward orchestrator. Pure. What that system ranked by, the best single segment
// of a family, is kept for readers of the file and called what it is: optimistic. Beside it stand mean, spread and worst.

import type { CandidateReport, SegmentResult } from '../../../contracts/training-results.ts';
import type { EvaluationParts } from '../evaluate/contract.ts';
import { exchangeOf, isoStamp } from './report-place.ts';

const DAY_MS = 86_400_000;

export function autoMlSummary(
  { request, table, split }: EvaluationParts,
  reports: readonly CandidateReport[],
  at: number,
) {
  const first = table.sessions[0];
  const last = table.sessions.at(-1);
  const { method } = split;
  return {
    exchange: exchangeOf(table),
    generated_at: isoStamp(at),
    dataset: {
      rows: table.rows,
      start: first?.date ?? null,
      end: last?.date ?? null,
      feature_count: table.names.length,
    },
    config: {
      days: first && last ? Math.round((last.close - first.open) / DAY_MS) : null,
      window_days: method.kind === 'window-step' ? method.windowDays : null,
      step_days: method.kind === 'window-step' ? method.stepDays : null,
      families: request.families.map(({ estimator }) => estimator),
      optuna_trials: request.trials,
    },
    segments_evaluated: new Set(reports.flatMap((report) => report.perSegment.map(({ segment }) => segment)))
      .size,
    segments: reports.flatMap((report) => report.perSegment.map((own) => segmentOf(report.family, own))),
    best_by_family: Object.fromEntries(reports.map((report) => [report.family, bestOf(report.perSegment)])),
    best_by_family_note:
      'Optimistic: the luckiest segment of each family, kept for readers of this layout. Judge by aggregate_by_family.',
    aggregate_by_family: Object.fromEntries(
      reports.map((report) => [
        report.family,
        {
          rank: report.rank,
          segments: report.segments,
          auc: {
            mean: report.meanAuc,
            sd: report.deviationAuc,
            worst: report.worstAuc,
            best: report.bestAuc,
          },
          f1_macro: meanAndSpread(report.perSegment.map(({ scores }) => scores.macroF1)),
          accuracy: meanAndSpread(report.perSegment.map(({ scores }) => scores.accuracy)),
        },
      ]),
    ),
  };
}

function segmentOf(family: string, own: SegmentResult) {
  return {
    segment_id: own.segment,
    family,
    train_range: { start: isoStamp(own.trainFrom), end: isoStamp(own.trainTo) },
    validation_range: { start: isoStamp(own.testFrom), end: isoStamp(own.testTo) },
    metrics: metricsOf(own),
    best_params: own.parameters,
    optuna_score: own.searchScore,
    sample_counts: { train: own.trainRows, validation: own.testRows },
  };
}

function bestOf(results: readonly SegmentResult[]) {
  const best = results.reduce<SegmentResult | null>(
    (found, own) => (found === null || own.scores.macroF1 > found.scores.macroF1 ? own : found),
    null,
  );
  if (best === null) return null;
  return {
    segment_id: best.segment,
    metrics: metricsOf(best),
    params: best.parameters,
    optuna_score: best.searchScore,
    optimistic: true,
  };
}

function metricsOf({ scores }: SegmentResult) {
  return {
    accuracy: scores.accuracy,
    f1_macro: scores.macroF1,
    f1_weighted: scores.weightedF1,
    precision_macro: scores.macroPrecision,
    recall_macro: scores.macroRecall,
  };
}

function meanAndSpread(values: readonly number[]) {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (known.length - 1)) };
}
