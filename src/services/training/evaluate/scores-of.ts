// The scores of a set of test rows: ranking, probabilities, classes. Called per segment, pooled, and for the hold-out. Unweighted: each
// test row is one decision.

import { auc } from '../../../../engines/numeric/auc.ts';
import {
  type ClassificationScores,
  type Confusion,
  classificationScores,
  confusionOf,
  likeliest,
} from '../../../../engines/validation/scores/confusion.ts';
import {
  brierScore,
  multiclassBrier,
  multiclassLogLoss,
} from '../../../../engines/validation/scores/probability.ts';
import {
  evenEdges,
  expectedCalibrationError,
  reliabilityBins,
} from '../../../../engines/validation/scores/reliability.ts';
import type { ReliabilityView, Scores } from '../../../contracts/training-results.ts';
import { cameTrue, type ScoredRows } from './scored-rows.ts';

const BINS = 10;

/** Of numbers only the AUC and the share of right signs say anything; the rest is NaN. */
export function scoresOf(scored: ScoredRows): Scores {
  const { task, count } = scored;
  const ranked = auc(scored.score, scored.target);
  if (task.kind === 'number')
    return {
      ...NO_SCORES,
      rows: count,
      auc: ranked,
      accuracy: rightSigns(scored),
    };
  if (count === 0) return { ...NO_SCORES, balance: task.classes.map(() => Number.NaN) };
  const classes = classificationOf(scored);
  return {
    rows: count,
    auc: ranked,
    logLoss: multiclassLogLoss(scored.probability, scored.label, scored.width),
    brier: brierOf(scored),
    ece: expectedCalibrationError(binsOf(scored)),
    accuracy: classes.accuracy,
    macroF1: classes.f1Macro,
    weightedF1: classes.f1Weighted,
    macroPrecision: classes.precisionMacro,
    macroRecall: classes.recallMacro,
    balance: classes.byClass.map(({ support }) => support / count),
  };
}

export function classificationOf(scored: ScoredRows): ClassificationScores {
  return classificationScores(confusionOfRows(scored));
}

/** `rows[actual][predicted]`; empty for numbers. */
export function confusionRows(scored: ScoredRows): number[][] {
  if (scored.task.kind === 'number') return [];
  const { classes, counts } = confusionOfRows(scored);
  return Array.from({ length: classes }, (_, own) =>
    Array.from(counts.subarray(own * classes, (own + 1) * classes)),
  );
}

function confusionOfRows(scored: ScoredRows): Confusion {
  return confusionOf(scored.label, likeliest(scored.probability, scored.width), scored.width);
}

/** Of the confidence in the side acted on; empty for numbers. `raw`: before calibration. */
export function reliabilityOf(scored: ScoredRows, raw: Float64Array | null = null): ReliabilityView[] {
  if (scored.task.kind === 'number') return [];
  return binsOf(scored, raw).map(({ low, high, rows, predicted, observed }) => ({
    from: low,
    to: high,
    rows,
    meanProbability: predicted,
    observed,
  }));
}

/** [Note: confidence] The probability of what would be acted on, held against whether that came: the same for one side and for two. */
function binsOf(scored: ScoredRows, confidence: Float64Array | null = null) {
  return reliabilityBins(confidence ?? scored.confidence, cameTrue(scored), evenEdges(BINS));
}

/** Of two classes on the scale 0..1 that forecasters know; of more the sum over classes, 0..2. */
function brierOf({ task, probability, label, width }: ScoredRows): number {
  if (width !== 2) return multiclassBrier(probability, label, width);
  const positive = task.kind === 'one-sided' ? task.positive : 1;
  return brierScore(
    Float64Array.from(label, (_, place) => probability[place * 2 + positive]!),
    Uint8Array.from(label, (own) => Number(own === positive)),
  );
}

function rightSigns({ score, target, count }: ScoredRows): number {
  let right = 0;
  let all = 0;
  for (let place = 0; place < count; place++) {
    if (target[place] === 0) continue;
    all++;
    if (Math.sign(score[place]!) === target[place]) right++;
  }
  return all > 0 ? right / all : Number.NaN;
}

const NO_SCORES: Scores = {
  rows: 0,
  auc: Number.NaN,
  logLoss: Number.NaN,
  brier: Number.NaN,
  ece: Number.NaN,
  accuracy: Number.NaN,
  macroF1: Number.NaN,
  weightedF1: Number.NaN,
  macroPrecision: Number.NaN,
  macroRecall: Number.NaN,
  balance: [],
};
