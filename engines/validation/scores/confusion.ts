// Which class was taken for which, and what follows from it: accuracy, precision, recall and F1 by class, macro and weighted.
// Called by training, the search's objectives and reports. Definitions as in scikit-learn; rows without a class take no part.

import type { Numbers } from '../../numeric/statistics.ts';

export interface Confusion {
  readonly classes: number;
  /** Row-major: `counts[actual · classes + predicted]`, a count or a sum of weights. */
  readonly counts: Float64Array;
  /** Rows that took part, whatever their weight. */
  readonly rows: number;
}

export interface ClassScore {
  /** 0 where nothing was predicted, or nothing was there: a class that is never found earns nothing. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Rows (or weight) that are of this class. */
  readonly support: number;
}

export interface ClassificationScores {
  readonly accuracy: number;
  /** Mean recall of the classes that occur: 1 / classes for a guess, however uneven they are. */
  readonly balancedAccuracy: number;
  readonly precisionMacro: number;
  readonly recallMacro: number;
  readonly f1Macro: number;
  readonly precisionWeighted: number;
  readonly recallWeighted: number;
  readonly f1Weighted: number;
  readonly byClass: readonly ClassScore[];
}

/** `actual` and `predicted`: class indices; a row where either is negative or NaN is left out. Throws RangeError for others. */
export function confusionOf(
  actual: Numbers | Int16Array,
  predicted: Numbers | Int16Array,
  classes: number,
  weight?: Float64Array,
): Confusion {
  if (!(Number.isInteger(classes) && classes >= 2))
    throw new RangeError(`a confusion needs two classes or more, got ${classes}`);
  if (actual.length !== predicted.length)
    throw new RangeError(`${actual.length} actual classes cannot be compared with ${predicted.length}`);
  const counts = new Float64Array(classes * classes);
  let rows = 0;
  for (let i = 0; i < actual.length; i++) {
    const one = actual[i]!;
    const other = predicted[i]!;
    if (!(one >= 0 && other >= 0)) continue;
    if (!(Number.isInteger(one) && Number.isInteger(other) && one < classes && other < classes))
      throw new RangeError(`row ${i} names class ${one} or ${other}; there are ${classes}`);
    const cell = one * classes + other;
    counts[cell] = counts[cell]! + (weight === undefined ? 1 : weight[i]!);
    rows++;
  }
  return { classes, counts, rows };
}

/** Confusions of several segments as one: pooling counts, not averages. Throws where their classes differ. */
export function poolConfusions(parts: readonly Confusion[]): Confusion {
  const classes = parts[0]?.classes ?? 2;
  const counts = new Float64Array(classes * classes);
  let rows = 0;
  for (const part of parts) {
    if (part.classes !== classes)
      throw new RangeError(`confusions of ${classes} and ${part.classes} classes cannot be pooled`);
    for (let k = 0; k < counts.length; k++) counts[k] = counts[k]! + part.counts[k]!;
    rows += part.rows;
  }
  return { classes, counts, rows };
}

/** Macro averages run over the classes that occur or were predicted, as scikit-learn's do. NaN everywhere without rows. */
export function classificationScores({ classes, counts }: Confusion): ClassificationScores {
  const byClass: ClassScore[] = [];
  const seen: ClassScore[] = [];
  const occurring: ClassScore[] = [];
  let total = 0;
  let right = 0;
  for (let k = 0; k < classes; k++) {
    let support = 0;
    let taken = 0;
    for (let other = 0; other < classes; other++) {
      support += counts[k * classes + other]!;
      taken += counts[other * classes + k]!;
    }
    const hit = counts[k * classes + k]!;
    const score: ClassScore = {
      precision: taken > 0 ? hit / taken : 0,
      recall: support > 0 ? hit / support : 0,
      f1: support + taken > 0 ? (2 * hit) / (support + taken) : 0,
      support,
    };
    byClass.push(score);
    if (support > 0 || taken > 0) seen.push(score);
    if (support > 0) occurring.push(score);
    total += support;
    right += hit;
  }
  const macro = (of: (one: ClassScore) => number): number => average(seen, of, () => 1);
  const weighted = (of: (one: ClassScore) => number): number => average(byClass, of, (one) => one.support);
  return {
    accuracy: total > 0 ? right / total : Number.NaN,
    balancedAccuracy: average(
      occurring,
      (one) => one.recall,
      () => 1,
    ),
    precisionMacro: macro((one) => one.precision),
    recallMacro: macro((one) => one.recall),
    f1Macro: macro((one) => one.f1),
    precisionWeighted: weighted((one) => one.precision),
    recallWeighted: weighted((one) => one.recall),
    f1Weighted: weighted((one) => one.f1),
    byClass,
  };
}

function average(
  scores: readonly ClassScore[],
  value: (one: ClassScore) => number,
  share: (one: ClassScore) => number,
): number {
  let total = 0;
  let shares = 0;
  for (const score of scores) {
    total += value(score) * share(score);
    shares += share(score);
  }
  return shares > 0 ? total / shares : Number.NaN;
}

/** The class of highest probability per row, the first of equals; −1 where any is NaN. `probabilities`: row-major. */
export function likeliest(probabilities: Float64Array, classes: number): Int16Array {
  const rows = probabilities.length / classes;
  if (!Number.isInteger(rows))
    throw new RangeError(`${probabilities.length} probabilities do not make rows of ${classes} classes`);
  const best = new Int16Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < classes; k++) {
      const value = probabilities[i * classes + k]!;
      if (Number.isNaN(value)) {
        best[i] = -1;
        break;
      }
      if (value > probabilities[i * classes + best[i]!]!) best[i] = k;
    }
  }
  return best;
}
