// Keeps a covariance matrix away from zero in every direction: eigenvalues below the floor are raised to it, which is the likeliest
// matrix that obeys the floor, so that training still only ever climbs. Called by the maximisation step.

const MOST_SWEEPS = 60;

/** `matrix`: symmetric, width × width, row by row. Gives the matrix itself where it obeys. */
export function withFloor(matrix: Float64Array, width: number, floor: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, width);
  if (values.every((value) => value >= floor)) return matrix;
  const out = new Float64Array(width * width);
  for (let a = 0; a < width; a++)
    for (let b = 0; b < width; b++)
      for (let k = 0; k < width; k++)
        out[a * width + b]! +=
          Math.max(floor, values[k]!) * vectors[a * width + k]! * vectors[b * width + k]!;
  return out;
}

/** Jacobi's rotations (Golub & Van Loan 2013, 8.5); column k of `vectors` belongs to value k. */
export function symmetricEigen(matrix: Float64Array, width: number) {
  const rest = matrix.slice();
  const vectors = new Float64Array(width * width);
  let size = 0;
  for (let i = 0; i < width; i++) vectors[i * width + i] = 1;
  for (const x of matrix) size += x * x;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let off = 0;
    for (let p = 0; p < width; p++) for (let q = 0; q < p; q++) off += rest[p * width + q]! ** 2;
    if (off <= 1e-32 * size) break;
    for (let p = 0; p < width; p++) for (let q = p + 1; q < width; q++) rotate(rest, vectors, width, p, q);
  }
  return { values: Float64Array.from({ length: width }, (_, i) => rest[i * width + i]!), vectors };
}

function rotate(rest: Float64Array, vectors: Float64Array, width: number, p: number, q: number): void {
  const apq = rest[p * width + q]!;
  if (apq === 0) return;
  const theta = (rest[q * width + q]! - rest[p * width + p]!) / (2 * apq);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let k = 0; k < width; k++) {
    const kp = rest[k * width + p]!;
    const kq = rest[k * width + q]!;
    rest[k * width + p] = cosine * kp - sine * kq;
    rest[k * width + q] = sine * kp + cosine * kq;
  }
  for (let k = 0; k < width; k++) {
    const pk = rest[p * width + k]!;
    const qk = rest[q * width + k]!;
    rest[p * width + k] = cosine * pk - sine * qk;
    rest[q * width + k] = sine * pk + cosine * qk;
    const vp = vectors[k * width + p]!;
    const vq = vectors[k * width + q]!;
    vectors[k * width + p] = cosine * vp - sine * vq;
    vectors[k * width + q] = sine * vp + cosine * vq;
  }
}
