// A logistic regression of a few inputs on softened outcomes: what Platt and beta calibration have in common. Newton's method with
// backtracking after Lin, Lin & Weng (2007). Softening (Platt 1999) keeps the answer finite when the classes part cleanly.

import { solveNearlySingular } from '../linear/cholesky.ts';

const MOST_ITERATIONS = 200;
const FLAT = 1e-12;

/** One coefficient per input; a constant is an input of ones. */
export function smoothedNewton(
  inputs: readonly Float64Array[],
  outcome: Uint8Array,
  weight: Float64Array | undefined,
): Float64Array {
  const size = inputs.length;
  const { yes, no, total } = softened(outcome, weight);
  let at: Float64Array = new Float64Array(size);
  const lossAt = (b: Float64Array, gradient?: Float64Array, hessian?: Float64Array): number => {
    let loss = 0;
    for (let i = 0; i < outcome.length; i++) {
      let score = 0;
      for (let j = 0; j < size; j++) score += b[j]! * inputs[j]![i]!;
      const w = weight?.[i] ?? 1;
      const target = outcome[i] === 1 ? yes : no;
      const small = Math.exp(-Math.abs(score));
      loss += w * (Math.max(0, score) + Math.log1p(small) - target * score);
      if (!gradient || !hessian) continue;
      const apart = w * ((score >= 0 ? 1 / (1 + small) : small / (1 + small)) - target);
      const curve = (w * small) / ((1 + small) * (1 + small));
      for (let j = 0; j < size; j++) {
        const x = inputs[j]![i]!;
        gradient[j]! += apart * x;
        for (let k = 0; k < size; k++) hessian[j * size + k]! += curve * x * inputs[k]![i]!;
      }
    }
    return loss;
  };
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    const loss = lossAt(at, gradient, hessian);
    if (gradient.every((g) => Math.abs(g) <= FLAT * total)) break;
    const step = solveNearlySingular(hessian, size, gradient);
    const slope = gradient.reduce((sum, g, j) => sum + g * step[j]!, 0);
    let share = 1;
    let next = at;
    for (; share > 1e-10; share /= 2) {
      next = at.map((b, j) => b - share * step[j]!);
      if (lossAt(next) <= loss - 1e-4 * share * slope + 1e-14 * Math.abs(loss)) break;
    }
    if (share <= 1e-10) break;
    at = next;
  }
  return at;
}

/** (N₊ + 1) / (N₊ + 2) and 1 / (N₋ + 2), by weight. */
function softened(outcome: Uint8Array, weight: Float64Array | undefined) {
  let came = 0;
  let total = 0;
  outcome.forEach((y, i) => {
    total += weight?.[i] ?? 1;
    came += y * (weight?.[i] ?? 1);
  });
  return { yes: (came + 1) / (came + 2), no: 1 / (total - came + 2), total };
}
