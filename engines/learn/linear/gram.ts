// Sums over rows of products of columns: Xᵀ·diag(w)·X, Xᵀ·v and X·b. Called by the linear estimators, whose time goes here.

/** Rows at a time: two columns of them stay in the nearest cache. */
const CHUNK = 2_048;

/** Adds Xᵀ·diag(`weight`)·X to the square block of `out` (rows of `stride`) whose corner is (`top`, `left`). */
export function addGram(
  columns: readonly Float64Array[],
  weight: Float64Array,
  out: Float64Array,
  stride: number,
  top = 0,
  left = 0,
): void {
  const size = columns.length;
  const rows = weight.length;
  const weighted = new Float64Array(CHUNK);
  for (let from = 0; from < rows; from += CHUNK) {
    const count = Math.min(CHUNK, rows - from);
    for (let a = 0; a < size; a++) {
      const one = columns[a]!;
      for (let i = 0; i < count; i++) weighted[i] = weight[from + i]! * one[from + i]!;
      for (let b = 0; b <= a; b++) {
        const sum = dotFrom(weighted, columns[b]!, from, count);
        out[(top + a) * stride + left + b]! += sum;
        if (a !== b) out[(top + b) * stride + left + a]! += sum;
      }
    }
  }
}

/** Four sums at a time: an addition need not wait for the one before. */
function dotFrom(one: Float64Array, other: Float64Array, from: number, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = count - (count % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += one[i]! * other[from + i]!;
    s1 += one[i + 1]! * other[from + i + 1]!;
    s2 += one[i + 2]! * other[from + i + 2]!;
    s3 += one[i + 3]! * other[from + i + 3]!;
  }
  for (let i = whole; i < count; i++) s0 += one[i]! * other[from + i]!;
  return s0 + s1 + (s2 + s3);
}

/** Xᵀ·`values`, into `out` from `at` on. */
export function columnSums(
  columns: readonly Float64Array[],
  values: Float64Array,
  out: Float64Array,
  at = 0,
): void {
  for (let a = 0; a < columns.length; a++) out[at + a] = dotFrom(columns[a]!, values, 0, values.length);
}

/** X·b, with b read from `coefficients` from `at` on, into `out`. */
export function rowScores(
  columns: readonly Float64Array[],
  coefficients: Float64Array,
  at: number,
  out: Float64Array,
): void {
  out.fill(0);
  for (let a = 0; a < columns.length; a++) {
    const column = columns[a]!;
    const b = coefficients[at + a]!;
    if (b === 0) continue;
    for (let i = 0; i < out.length; i++) out[i]! += b * column[i]!;
  }
}
