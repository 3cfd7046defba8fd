// Predicted rows as the threshold engine reads them: how sure, which side, what it was worth, what it cost. Called by the search
// objective and by the choice of a threshold; evaluation reads test rows the same way.

import { actingOn, worthOfSide } from '../../../../engines/learn/task.ts';
import { quantileSorted } from '../../../../engines/numeric/statistics.ts';
import {
  type ThresholdObjective,
  type ThresholdRows,
  thresholdGrid,
} from '../../../../engines/validation/scores/threshold.ts';
import type { TrainingTable } from './contract.ts';

/** `rows` ascending; `predictions` row-major over them. */
export function actingRows(
  table: TrainingTable,
  rows: Uint32Array,
  predictions: Float64Array,
): ThresholdRows {
  const { task } = table;
  // A row that proposes no side is taken as a long, as the engine does without any.
  const rowSide = Int8Array.from(rows, (row) => table.side[row]! || 1);
  const { confidence, side } = actingOn(task, predictions, rows.length, rowSide);
  const label = Int16Array.from(rows, (row) => table.label[row]!);
  const value = worthOfSide(task, label, pick(table.value, rows), side);
  return {
    confidence,
    side,
    value,
    cost: pick(table.cost, rows),
    stream: Int32Array.from(rows, (row) => table.instrument[row]!),
  };
}

const pick = (values: Float64Array, rows: Uint32Array): Float64Array =>
  Float64Array.from(rows, (row) => values[row]!);

/** Fewer acted rows than this are luck. Net worth over all rows weighs how often it acts, too. */
export function thresholdObjective(turnoverPenalty: number): ThresholdObjective {
  return { by: 'per-row', turnoverPenalty, fewestActed: 30 };
}

const PROBABILITIES = thresholdGrid(0.02, 0.98, 97);
const QUANTILES = 60;

/** Whole hundredths for probabilities; for numbers, whose unit is their own, quantiles of their sizes. */
export function candidateThresholds(table: TrainingTable, { confidence }: ThresholdRows): number[] {
  const sorted = confidence.filter((sure) => !Number.isNaN(sure)).sort();
  if (sorted.length === 0) return [];
  if (table.task.kind === 'number')
    return [...new Set(Array.from({ length: QUANTILES }, (_, k) => quantileSorted(sorted, k / QUANTILES)))];
  const [least, most] = [sorted[0]!, sorted[sorted.length - 1]!];
  // One at or below the least acts on every row; those below it would act on the same ones.
  const lowest = PROBABILITIES.findLast((threshold) => threshold <= least) ?? PROBABILITIES[0]!;
  return PROBABILITIES.filter((threshold) => threshold >= lowest && threshold <= most);
}
