// What a candidate did in each segment, and on average, at its worst and at its luckiest. Called by the evaluation.

import { type SegmentSummary, summariseSegments } from '../../../../engines/validation/scores/segments.ts';
import { type ThresholdPoint, thresholdCurve } from '../../../../engines/validation/scores/threshold.ts';
import type { Split } from '../../../../engines/validation/splits/split.ts';
import type { SegmentResult } from '../../../contracts/training-results.ts';
import type { FitOutput, TrainingTable } from '../steps/contract.ts';
import { poolPredictions, type SegmentPredictions } from './pool-predictions.ts';
import { type ScoredRows, scoredRowsOf } from './scored-rows.ts';
import { scoresOf } from './scores-of.ts';

export function segmentResultOf(
  table: TrainingTable,
  split: Split,
  own: SegmentPredictions,
  output: FitOutput,
): SegmentResult {
  const scored = scoredRowsOf(table, poolPredictions([own], table.rows));
  const fold = split.folds[own.segment]!;
  const point = pointActed(scored);
  return {
    segment: own.segment,
    trainFrom: fold.train[0]!.from,
    trainTo: fold.train.at(-1)!.to,
    testFrom: fold.test[0]!.from,
    testTo: fold.test.at(-1)!.to,
    trainRows: output.trainRows,
    testRows: output.testRows,
    scores: scoresOf(scored),
    searchScore: output.searchScore,
    parameters: output.parameters,
    rounds: output.rounds,
    threshold: output.threshold,
    calibration: output.calibration,
    acted: point.acted,
    hitRate: point.hitRate,
    net: point.net,
    curve: output.curve,
  };
}

/** `folds`: those that counted. A candidate without a score for one of them ranks after those that have all. */
export function summaryOfSegments(
  results: readonly SegmentResult[],
  folds: readonly number[],
): SegmentSummary {
  return summariseSegments(
    folds.map((segment) => {
      const result = results.find((one) => one.segment === segment);
      return { segment, score: result?.scores.auc ?? Number.NaN, rows: result?.testRows ?? 0 };
    }),
  );
}

/** Of the rows acted on, however that was decided. */
function pointActed(scored: ScoredRows): ThresholdPoint {
  const rows = { ...thresholdRowsOf(scored), confidence: Float64Array.from(scored.acts) };
  return thresholdCurve(rows, [1])[0]!;
}

export function thresholdRowsOf({ confidence, worth, cost, side, instrument }: ScoredRows) {
  return { confidence, value: worth, cost, side, stream: instrument };
}

/** Steps of the curve where confidence is a probability. */
const STEP = 0.01;
const MOST_POINTS = 60;

/** Over the pooled rows: for looking. Probabilities in steps of a hundredth between the ones that occur, numbers at their quantiles. */
export function thresholdView(scored: ScoredRows): readonly ThresholdPoint[] {
  const known = scored.confidence.filter((one) => !Number.isNaN(one)).sort();
  if (known.length === 0) return [];
  return thresholdCurve(
    thresholdRowsOf(scored),
    scored.task.kind === 'number' ? quantiles(known) : steps(known),
  );
}

function steps(ascending: Float64Array): number[] {
  const first = Math.floor(ascending[0]! / STEP);
  const last = Math.floor(ascending.at(-1)! / STEP);
  const every = Math.max(1, Math.ceil((last - first + 1) / MOST_POINTS));
  const found: number[] = [];
  for (let k = first; k <= last; k += every) found.push(Number((k * STEP).toFixed(10)));
  return found;
}

function quantiles(ascending: Float64Array): number[] {
  const at = Array.from(
    { length: MOST_POINTS },
    (_, k) => ascending[Math.floor((k / MOST_POINTS) * ascending.length)]!,
  );
  return [...new Set(at)];
}
