// The two classes that the statistical checks tell apart: the outcome after which the price stood highest against the one after
// which it stood lowest. A class in between (flat, time ran out) is left out: how lively the market is may be known beforehand.

import { median } from '../../numeric/statistics.ts';
import type { ProbeSample } from './probe-sample.ts';

export interface DirectionTarget {
  /** +1 the better class, −1 the worse, 0 neither. */
  readonly target: Int8Array;
  /** +1 where the window rose, −1 where it fell; the same as `target` where no values tell. See [Note: activity]. */
  readonly rose: Int8Array;
  /** What the label's window returned: its `value`, a short side's gain counted as the fall it is. */
  readonly worth: Float64Array;
  readonly positive: string;
  readonly negative: string;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * [Note: activity] Whether a barrier is reached at all depends on how lively the market is, and that may honestly be known: with
 * fixed barriers a plain ATR tells win from lose (time ran out counts as lost) with an AUC beyond 0.7 on real bars. Which way
 * the price went may not be known. Alarms about single features are therefore raised against the sign of the window's return.
 */
const FEWEST_OF_A_SIGN = 0.02;

/** Classes that profit from a fall. Their value may be the position's gain or the price's move; the sign of its mean tells. */
const SHORT_SIDE = /^(sell|short|down)$/i;

/** Classes are ordered by the mean of `worth`, by their place in the list where no value is known. */
export function directionTarget(sample: ProbeSample): DirectionTarget {
  const { classes, label, rows } = sample;
  const target = new Int8Array(rows);
  const worth = windowWorth(sample);
  let positive = 'above the median';
  let negative = 'at or below the median';
  if (classes.length >= 2) {
    const means = classMeans(sample, worth);
    const order = classes.map((_, k) => k).filter((k) => !Number.isNaN(means[k]!));
    order.sort((a, b) => means[a]! - means[b]!);
    const worst = order[0] ?? -1;
    const best = order[order.length - 1] ?? -1;
    if (best !== worst)
      for (let i = 0; i < rows; i++) target[i] = label[i] === best ? 1 : label[i] === worst ? -1 : 0;
    positive = classes[best] ?? '';
    negative = classes[worst] ?? '';
  } else {
    const middle = median(worth.filter((one) => !Number.isNaN(one)));
    for (let i = 0; i < rows; i++) target[i] = worth[i]! > middle ? 1 : worth[i]! <= middle ? -1 : 0;
  }
  let positives = 0;
  let negatives = 0;
  for (const side of target) {
    if (side > 0) positives++;
    else if (side < 0) negatives++;
  }
  return { target, rose: signOf(worth, target), worth, positive, negative, positives, negatives };
}

/** Falls back on the classes where the worth has one sign only: a label of size, not of direction. */
function signOf(worth: Float64Array, target: Int8Array): Int8Array {
  const rose = Int8Array.from(worth, (one) => (one > 0 ? 1 : one < 0 ? -1 : 0));
  const ups = rose.filter((side) => side > 0).length;
  const downs = rose.filter((side) => side < 0).length;
  return Math.min(ups, downs) >= FEWEST_OF_A_SIGN * rose.length ? rose : target;
}

function windowWorth(sample: ProbeSample): Float64Array {
  const { classes, label, value } = sample;
  const means = classMeans(sample, value);
  const turned = classes.map((name, k) => SHORT_SIDE.test(name) && means[k]! > 0);
  return value.map((one, i) => (turned[label[i]!] === true ? -one : one));
}

/** Mean per class; its place where no row has a value; NaN for a class without rows. */
function classMeans({ classes, label }: ProbeSample, values: Float64Array): Float64Array {
  const total = new Float64Array(classes.length);
  const count = new Float64Array(classes.length);
  const seen = new Uint8Array(classes.length);
  for (let i = 0; i < label.length; i++) {
    const k = label[i]!;
    if (k < 0 || k >= classes.length) continue;
    seen[k] = 1;
    if (Number.isNaN(values[i]!)) continue;
    total[k] = total[k]! + values[i]!;
    count[k] = count[k]! + 1;
  }
  const known = count.some((one) => one > 0);
  return total.map((sum, k) => (seen[k] === 0 ? Number.NaN : known ? sum / count[k]! : k));
}
