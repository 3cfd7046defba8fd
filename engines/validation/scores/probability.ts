// Scores of predicted probabilities: Brier (1950) and log-loss, of two classes or more. Used by walk-forward reports, calibration
// reports and the leaderboard. Weighted means over rows; NaN where there are none. A missing probability is an error, not a row
// to pass over: a model must answer.

/** A log-loss of a class called impossible that came is that of this chance. */
export const LEAST_PROBABILITY = 1e-15;

/** Mean (p − y)². `outcome`: 0 or 1. */
export function brierScore(
  probability: Float64Array,
  outcome: ArrayLike<number>,
  weight?: Float64Array,
): number {
  return meanOver(probability.length, weight, (i) => (checked(probability[i]!, i) - outcome[i]!) ** 2);
}

/** Mean −ln of the probability given to what came. `outcome`: 0 or 1. */
export function logLoss(
  probability: Float64Array,
  outcome: ArrayLike<number>,
  weight?: Float64Array,
): number {
  return meanOver(probability.length, weight, (i) => {
    const p = checked(probability[i]!, i);
    return -Math.log(Math.max(LEAST_PROBABILITY, outcome[i]! > 0 ? p : 1 - p));
  });
}

/** `probability` row-major, one per class; `target`: class numbers. */
export function multiclassLogLoss(
  probability: Float64Array,
  target: ArrayLike<number>,
  classes: number,
  weight?: Float64Array,
): number {
  checkShape(probability, target, classes);
  return meanOver(
    target.length,
    weight,
    (i) => -Math.log(Math.max(LEAST_PROBABILITY, checked(probability[i * classes + target[i]!]!, i))),
  );
}

/** Brier's own, over all classes: between 0 and 2, and for two classes twice `brierScore`. */
export function multiclassBrier(
  probability: Float64Array,
  target: ArrayLike<number>,
  classes: number,
  weight?: Float64Array,
): number {
  checkShape(probability, target, classes);
  return meanOver(target.length, weight, (i) => {
    let sum = 0;
    for (let k = 0; k < classes; k++)
      sum += (checked(probability[i * classes + k]!, i) - Number(target[i] === k)) ** 2;
    return sum;
  });
}

function meanOver(rows: number, weight: Float64Array | undefined, of: (row: number) => number): number {
  if (weight !== undefined && weight.length !== rows)
    throw new RangeError(`${weight.length} weights for ${rows} rows; they must be equal`);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const w = weight?.[i] ?? 1;
    sum += w * of(i);
    total += w;
  }
  return total > 0 ? sum / total : Number.NaN;
}

function checked(p: number, row: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`row ${row}: ${p} is not a probability`);
  return p;
}

function checkShape(probability: Float64Array, target: ArrayLike<number>, classes: number): void {
  if (probability.length !== target.length * classes)
    throw new RangeError(
      `${probability.length} probabilities for ${target.length} rows of ${classes} classes; ${target.length * classes} are needed`,
    );
}
