// Scores of a network become probabilities or numbers (state.ts, [Note: from rows to predictions]). Called by the estimators.

import { exponential } from '../trees/kernels/exponential.ts';
import type { Elements } from './kernels/kernels.ts';
import type { NeuralState } from './state.ts';

/** What a class without a training row is given: not seen is not impossible. */
export const UNSEEN = 1e-6;

/** Writes the predictions of `count` rows, the first of them row `from` of `out`, whose scores lie `width` elements apart. */
export function writePredictions(
  { seen, shape, targetMean, targetScale }: NeuralState,
  classes: number,
  scores: Elements,
  width: number,
  count: number,
  out: Float64Array,
  from: number,
): void {
  const known = 1 - UNSEEN * (classes - seen.length);
  for (let i = 0; i < count; i++) {
    const at = i * width;
    if (classes === 0) {
      out[from + i] = targetMean + targetScale * scores[at]!;
      continue;
    }
    const row = (from + i) * classes;
    out.fill(UNSEEN, row, row + classes);
    if (seen.length === 1) out[row + seen[0]!] = known;
    else if (shape.outputs === 1) {
      const score = scores[at]!;
      const small = exponential(-Math.abs(score));
      const likelier = 1 / (1 + small);
      out[row + seen[score >= 0 ? 1 : 0]!] = known * likelier;
      out[row + seen[score >= 0 ? 0 : 1]!] = known * small * likelier;
    } else {
      let most = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < shape.outputs; k++) most = Math.max(most, scores[at + k]!);
      let sum = 0;
      for (let k = 0; k < shape.outputs; k++) sum += exponential(scores[at + k]! - most);
      for (let k = 0; k < shape.outputs; k++)
        out[row + seen[k]!] = (known * exponential(scores[at + k]! - most)) / sum;
    }
  }
}
