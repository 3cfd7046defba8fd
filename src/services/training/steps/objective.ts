// How good a trial is: the objective of the search on rows its estimator has not seen. Called by trials; the orchestrator asks for the
// direction when it sets a study up.

import { directionScore, directionTarget } from '../../../../engines/learn/task.ts';
import { auc } from '../../../../engines/numeric/auc.ts';
import {
  classificationScores,
  confusionOf,
  likeliest,
} from '../../../../engines/validation/scores/confusion.ts';
import { multiclassLogLoss } from '../../../../engines/validation/scores/probability.ts';
import { thresholdCurve, thresholdScore } from '../../../../engines/validation/scores/threshold.ts';
import type { SearchObjective } from '../../../contracts/training.ts';
import { actingRows, candidateThresholds, thresholdObjective } from './acting-rows.ts';
import type { TrainingTable } from './contract.ts';

export function objectiveDirection(objective: SearchObjective): 'maximise' | 'minimise' {
  return objective === 'log-loss' ? 'minimise' : 'maximise';
}

/**
 * NaN where the rows cannot tell. Every row counts by its weight (the share of its label that is its own), but for `net-expectancy`,
 * whose rows are trades. Of a number: `log-loss` is the squared error over the variance of the rows (1 − R²), `macro-f1` that of its
 * sign. `net-expectancy`: net worth per row at the best threshold, less the price of turning the position over; below 0 where even
 * the best threshold loses, so that a search can tell bad from worse.
 */
export function objectiveScore(
  table: TrainingTable,
  rows: Uint32Array,
  predictions: Float64Array,
  objective: SearchObjective,
  turnoverPenalty: number,
): number {
  const { task } = table;
  const label = Int16Array.from(rows, (row) => table.label[row]!);
  const value = Float64Array.from(rows, (row) => table.value[row]!);
  const weight = Float64Array.from(rows, (row) => table.weight[row]!);
  const direction = () => directionTarget(task, label, value);
  switch (objective) {
    case 'log-loss':
      return task.kind === 'number'
        ? unexplained(predictions, value, weight)
        : multiclassLogLoss(predictions, label, task.classes.length, weight);
    case 'auc':
      return auc(directionScore(task, predictions, rows.length), direction(), weight);
    case 'macro-f1':
      return task.kind === 'number'
        ? classificationScores(confusionOf(signs(value), signs(predictions), 2, weight)).f1Macro
        : classificationScores(
            confusionOf(label, likeliest(predictions, task.classes.length), task.classes.length, weight),
          ).f1Macro;
    case 'net-expectancy':
      return netExpectancy(table, rows, predictions, turnoverPenalty);
  }
}

function netExpectancy(
  table: TrainingTable,
  rows: Uint32Array,
  predictions: Float64Array,
  turnoverPenalty: number,
): number {
  const acting = actingRows(table, rows, predictions);
  const own = thresholdObjective(turnoverPenalty);
  const scores = thresholdCurve(acting, candidateThresholds(table, acting))
    .map((point) => thresholdScore(point, own))
    .filter(Number.isFinite);
  return scores.length === 0 ? Number.NaN : Math.max(...scores);
}

/** 1 rises, 0 falls, −1 neither: takes no part. */
function signs(values: Float64Array): Int16Array {
  return Int16Array.from(values, (value) => (value > 0 ? 1 : value < 0 ? 0 : -1));
}

function unexplained(predictions: Float64Array, value: Float64Array, weight: Float64Array): number {
  const total = weight.reduce((a, b) => a + b, 0);
  const mean = value.reduce((sum, own, i) => sum + weight[i]! * own, 0) / total;
  let error = 0;
  let spread = 0;
  value.forEach((own, i) => {
    error += weight[i]! * (predictions[i]! - own) ** 2;
    spread += weight[i]! * (own - mean) ** 2;
  });
  return spread > 0 ? error / spread : Number.NaN;
}
