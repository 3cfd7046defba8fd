// The lowest point of a quadratic with an absolute-value penalty: gᵀd + ½·dᵀHd + Σ l1·|x + d|. With no penalty one linear system,
// with one coordinate descent on the matrix (Friedman, Hastie & Tibshirani 2010), which never touches the rows. Called by the
// Newton iteration.

import { solveNearlySingular } from './cholesky.ts';

const MOST_SWEEPS = 10_000;
/** A sweep that moves nothing by more than this share of the largest move so far ends the descent. */
const STILL = 1e-13;

/** The step d from `at`. `hessian` is size × size, the others `size` long. */
export function penalisedStep(
  hessian: Float64Array,
  gradient: Float64Array,
  at: Float64Array,
  l1: Float64Array,
): Float64Array {
  const size = at.length;
  if (l1.every((penalty) => penalty === 0))
    return solveNearlySingular(
      hessian,
      size,
      gradient.map((g) => -g),
    );
  const step = new Float64Array(size);
  // Slope of the quadratic at x + d, kept up to date.
  const slope = gradient.slice();
  let largest = 0;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moved = 0;
    for (let j = 0; j < size; j++) {
      const curvature = hessian[j * size + j]!;
      if (!(curvature > 0)) continue;
      const now = at[j]! + step[j]!;
      const move = shrink(curvature * now - slope[j]!, l1[j]!) / curvature - now;
      if (move === 0) continue;
      step[j]! += move;
      for (let k = 0; k < size; k++) slope[k]! += move * hessian[j * size + k]!;
      moved = Math.max(moved, Math.abs(move) * Math.sqrt(curvature));
    }
    largest = Math.max(largest, moved);
    if (moved <= STILL * largest) break;
  }
  return step;
}

/** The soft threshold. */
function shrink(value: number, by: number): number {
  if (value > by) return value - by;
  return value < -by ? value + by : 0;
}
