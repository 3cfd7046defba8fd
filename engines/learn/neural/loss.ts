// What a network's scores cost and how the cost changes with each: log-loss of two or more classes, squared error of a number.
// Called by training, on every batch and on the validation part.

import { exponential, logarithm } from '../trees/kernels/exponential.ts';
import type { Elements } from './kernels/kernels.ts';
import type { NetworkInputs } from './network.ts';

/** Rows with what is to be learned from them. */
export interface Examples {
  readonly inputs: NetworkInputs;
  /** Position among the classes seen, or the number in standard units. */
  readonly target: Float64Array;
  readonly weight: Float64Array;
}

export type Loss = 'logistic' | 'softmax' | 'squared';

/**
 * Σ weight · loss of rows list[from] … list[from + count − 1], whose scores lie one row after the other. Where `slopes` are given,
 * writes `factor` · weight · d loss / d score there, in the layout of the scores.
 */
export function lossOfRows(
  loss: Loss,
  { target, weight }: Examples,
  list: Int32Array,
  from: number,
  count: number,
  { scores, width, outputs }: { readonly scores: Elements; readonly width: number; readonly outputs: number },
  slopes: Elements | null,
  factor: number,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const row = list[from + i]!;
    const [y, w, at] = [target[row]!, weight[row]!, i * width];
    const score = scores[at]!;
    if (loss === 'squared') {
      const apart = score - y;
      sum += w * apart * apart;
      if (slopes) slopes[at] = 2 * factor * w * apart;
    } else if (loss === 'logistic') {
      // log(1 + e^−m) of the margin m, without ever raising e to something large.
      const margin = y > 0 ? score : -score;
      const small = exponential(-Math.abs(margin));
      sum += w * (logarithm(1 + small) + Math.max(0, -margin));
      const wrong = (margin > 0 ? small : 1) / (1 + small);
      if (slopes) slopes[at] = factor * w * (y > 0 ? -wrong : wrong);
    } else {
      let most = score;
      for (let k = 1; k < outputs; k++) most = Math.max(most, scores[at + k]!);
      let total = 0;
      for (let k = 0; k < outputs; k++) total += exponential(scores[at + k]! - most);
      sum += w * (logarithm(total) - (scores[at + y]! - most));
      if (slopes)
        for (let k = 0; k < outputs; k++)
          slopes[at + k] = factor * w * (exponential(scores[at + k]! - most) / total - Number(k === y));
    }
  }
  return sum;
}
