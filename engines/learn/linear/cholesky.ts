// Cholesky factors of symmetric matrices stored row by row, and what is solved with them. Called by the linear estimators and by
// the hidden Markov model. Pure.

/**
 * The lower triangle L with L·Lᵀ = `matrix` (size × size), or null where a pivot is not above `leastPivot`: the matrix is not
 * positive definite. The upper triangle is not read.
 */
export function choleskyFactor(matrix: Float64Array, size: number, leastPivot = 0): Float64Array | null {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) rest -= factor[i * size + k]! * factor[j * size + k]!;
      if (i > j) factor[i * size + j] = rest / factor[j * size + j]!;
      else if (rest > leastPivot) factor[i * size + i] = Math.sqrt(rest);
      else return null;
    }
  return factor;
}

/** Solves L·x = `right` into `out` (which may be `right`). */
export function solveLower(factor: Float64Array, size: number, right: Float64Array, out: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let rest = right[i]!;
    for (let k = 0; k < i; k++) rest -= factor[i * size + k]! * out[k]!;
    out[i] = rest / factor[i * size + i]!;
  }
}

/** Solves L·Lᵀ·x = `right`. */
export function choleskySolve(factor: Float64Array, size: number, right: Float64Array): Float64Array {
  const out = new Float64Array(size);
  solveLower(factor, size, right, out);
  for (let i = size - 1; i >= 0; i--) {
    let rest = out[i]!;
    for (let k = i + 1; k < size; k++) rest -= factor[k * size + i]! * out[k]!;
    out[i] = rest / factor[i * size + i]!;
  }
  return out;
}

/**
 * The same for a matrix that may be singular (columns that say the same): the smallest addition to its diagonal that makes it
 * solvable is made. For the step of an iteration, where it changes the path and not the goal.
 */
export function solveNearlySingular(matrix: Float64Array, size: number, right: Float64Array): Float64Array {
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, matrix[i * size + i]!);
  const trial = matrix.slice();
  for (let addition = 0; ; addition = addition === 0 ? 1e-9 : addition * 10) {
    for (let i = 0; i < size; i++) trial[i * size + i] = matrix[i * size + i]! + addition * largest;
    const factor = choleskyFactor(trial, size, largest * 1e-13);
    if (factor !== null) return choleskySolve(factor, size, right);
    if (addition > 1 || !(largest > 0)) return new Float64Array(size);
  }
}
