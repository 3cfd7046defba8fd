// The two classes that the statistical checks tell apart: the outcome that was worth most against the one worth least.
// A third class in between (flat, time ran out) is left out: how lively the market is may honestly be known beforehand.

import { median } from '../../numeric/statistics.ts';
import type { ProbeSample } from './probe-sample.ts';

export interface DirectionTarget {
  /** +1 the better outcome, −1 the worse, 0 neither. */
  readonly target: Int8Array;
  readonly positive: string;
  readonly negative: string;
  readonly positives: number;
  readonly negatives: number;
}

/** Classes are ordered by the mean of `value`, by their place in the list where no value is known. */
export function directionTarget(sample: ProbeSample): DirectionTarget {
  const { classes, label, value, rows } = sample;
  const target = new Int8Array(rows);
  let positive = 'above the median';
  let negative = 'at or below the median';
  if (classes.length >= 2) {
    const worth = meanWorth(sample);
    const order = classes.map((_, k) => k).filter((k) => !Number.isNaN(worth[k]!));
    order.sort((a, b) => worth[a]! - worth[b]!);
    const worst = order[0] ?? -1;
    const best = order[order.length - 1] ?? -1;
    if (best !== worst)
      for (let i = 0; i < rows; i++) target[i] = label[i] === best ? 1 : label[i] === worst ? -1 : 0;
    positive = classes[best] ?? '';
    negative = classes[worst] ?? '';
  } else {
    const middle = median(value.filter((one) => !Number.isNaN(one)));
    for (let i = 0; i < rows; i++) target[i] = value[i]! > middle ? 1 : value[i]! <= middle ? -1 : 0;
  }
  let positives = 0;
  let negatives = 0;
  for (const side of target) {
    if (side > 0) positives++;
    else if (side < 0) negatives++;
  }
  return { target, positive, negative, positives, negatives };
}

/** Mean value per class; its place where none of its rows has a value; NaN for a class without rows. */
function meanWorth({ classes, label, value }: ProbeSample): Float64Array {
  const total = new Float64Array(classes.length);
  const count = new Float64Array(classes.length);
  const seen = new Uint8Array(classes.length);
  for (let i = 0; i < label.length; i++) {
    const k = label[i]!;
    if (k < 0) continue;
    seen[k] = 1;
    if (Number.isNaN(value[i]!)) continue;
    total[k] = total[k]! + value[i]!;
    count[k] = count[k]! + 1;
  }
  const known = count.some((one) => one > 0);
  return total.map((sum, k) => (seen[k] === 0 ? Number.NaN : known ? sum / count[k]! : k));
}
