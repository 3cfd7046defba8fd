// What a network learns: targets in its units, weights, the loss, and the scores that stand for knowing nothing. Called by the
// estimators at the start of a fit.

import type { LabelledData } from '../contract.ts';
import { logarithm } from '../trees/kernels/exponential.ts';
import type { Loss } from './loss.ts';

export interface Target {
  readonly loss: Loss;
  readonly outputs: number;
  /** Classes that had rows, ascending; empty for numbers. */
  readonly seen: Int32Array;
  readonly mean: number;
  readonly scale: number;
  /** Weights of the training rows with classes balanced where asked, in sum the number of rows. */
  readonly weight: Float64Array;
  /** Factor on each class's own weights: balancing and bringing the sum to the number of rows. */
  readonly factors: Float64Array;
  /** Scores of a network without features. */
  readonly scores: Float64Array;
  /** Every row has the same target: there is nothing to learn. */
  readonly constant: boolean;
}

export function targetOf(data: LabelledData, balanced: boolean): Target {
  const { rows, target, classes } = data;
  const constant = target.every((y) => y === target[0]);
  const count = Math.max(1, classes.length);
  const sums = new Float64Array(count);
  for (let i = 0; i < rows; i++) sums[classes.length > 0 ? target[i]! : 0]! += data.weight?.[i] ?? 1;
  const total = sums.reduce((a, b) => a + b, 0);
  const present = sums.reduce((sum, own) => sum + Number(own > 0), 0);
  const factors = sums.map((own) =>
    balanced && own > 0 ? (rows / total) * (total / (present * own)) : rows / total,
  );
  const weight = weightsOf(data, factors);
  if (classes.length === 0) {
    const { mean, scale } = constant ? { mean: target[0]!, scale: 1 } : moments(target, weight);
    const scores = new Float64Array(1);
    return {
      loss: 'squared',
      outputs: 1,
      seen: new Int32Array(0),
      mean,
      scale,
      weight,
      factors,
      scores,
      constant,
    };
  }
  const seen = Int32Array.from(sums.keys()).filter((k) => sums[k]! > 0);
  const shares = Float64Array.from(seen, (k) => (sums[k]! * factors[k]!) / rows);
  const outputs = seen.length <= 2 ? 1 : seen.length;
  const scores =
    seen.length === 2
      ? Float64Array.of(logarithm(shares[1]! / shares[0]!))
      : seen.length === 1
        ? new Float64Array(1)
        : shares.map(logarithm);
  const loss = outputs === 1 ? 'logistic' : 'softmax';
  return { loss, outputs, seen, mean: 0, scale: 1, weight, factors, scores, constant };
}

/** Rows' own weights with the factors of their classes. */
export function weightsOf(
  { rows, target, weight, classes }: LabelledData,
  factors: Float64Array,
): Float64Array {
  return Float64Array.from(
    { length: rows },
    (_, i) => (weight?.[i] ?? 1) * factors[classes.length > 0 ? target[i]! : 0]!,
  );
}

function moments(
  target: Float64Array,
  weight: Float64Array,
): { readonly mean: number; readonly scale: number } {
  let known = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < target.length; i++) {
    known += weight[i]!;
    const apart = target[i]! - mean;
    mean += (weight[i]! / known) * apart;
    squares += weight[i]! * apart * (target[i]! - mean);
  }
  return { mean, scale: Math.sqrt(squares / known) };
}
