// A ridge regression on standardised features: a measuring probe for the leak checks, not an estimator anyone trades with.
// Fitted on the earlier days, scored on the later ones; labels that reach into those are purged. Scaling is learned from the
// training rows alone. The matrix is factored once, so that another target costs one pass over the rows.

import { auc } from '../../numeric/auc.ts';
import type { ProbeSample } from './probe-sample.ts';

export interface Probe {
  readonly trainRows: number;
  readonly testRows: number;
  /** Out-of-sample AUC of a fit to this target (+1, −1; 0 counts as the middle in the fit and not at all in the AUC). */
  auc(target: Int8Array): number;
}

/** Share of days that train. */
const TRAIN_SHARE = 0.6;
/** Ridge penalty as a share of the total weight: keeps twin features from blowing up, changes little else. */
const RIDGE = 0.01;
/** Standardised values are cut here: one broken bar shall not be the model. */
const CUT = 5;

/** Rows whose `use` is 0 take no part. */
export function createProbe(sample: ProbeSample, columns: readonly Float32Array[], use?: Uint8Array): Probe {
  const { train, test } = timeSplit(sample, use);
  const size = columns.length;
  const scale = columns.map((column) => scaleOf(column, train, sample.weight));
  const trainMatrix = standardised(columns, train, scale);
  const testMatrix = standardised(columns, test, scale);
  const weight = Float64Array.from(train, (row) => sample.weight[row]!);
  const factor = cholesky(gram(trainMatrix, weight, size), size);
  const testWeight = Float64Array.from(test, (row) => sample.weight[row]!);
  return {
    trainRows: train.length,
    testRows: test.length,
    auc(target) {
      const slope = solve(
        factor,
        moments(
          trainMatrix,
          weight,
          Int8Array.from(train, (row) => target[row]!),
          size,
        ),
        size,
      );
      const scores = new Float64Array(test.length);
      for (let i = 0; i < test.length; i++) {
        let score = 0;
        for (let k = 0; k < size; k++) score += slope[k]! * testMatrix[i * size + k]!;
        scores[i] = score;
      }
      return auc(
        scores,
        Int8Array.from(test, (row) => target[row]!),
        testWeight,
      );
    },
  };
}

function timeSplit({ blocks, days, time, t1 }: ProbeSample, use: Uint8Array | undefined) {
  const firstTestDay = Math.max(1, Math.round(days.length * TRAIN_SHARE));
  let border = Number.POSITIVE_INFINITY;
  for (const block of blocks) if (block.day >= firstTestDay) border = Math.min(border, time[block.start]!);
  const train: number[] = [];
  const test: number[] = [];
  for (const { day, start, end } of blocks)
    for (let row = start; row < end; row++) {
      if (use !== undefined && use[row] === 0) continue;
      if (day >= firstTestDay) test.push(row);
      else if (Math.max(time[row]!, t1[row]!) < border) train.push(row);
    }
  return { train: Uint32Array.from(train), test: Uint32Array.from(test) };
}

interface Scale {
  readonly mean: number;
  /** 0 for a feature that never varies. */
  readonly inverse: number;
}

function scaleOf(column: Float32Array, rows: Uint32Array, weight: Float64Array): Scale {
  let total = 0;
  let mean = 0;
  let squares = 0;
  for (const row of rows) {
    const value = column[row]!;
    const w = weight[row]!;
    if (Number.isNaN(value) || !(w > 0)) continue;
    total += w;
    const deviation = value - mean;
    mean += (w / total) * deviation;
    squares += w * deviation * (value - mean);
  }
  const deviation = Math.sqrt(squares / total);
  return { mean, inverse: deviation > 0 ? 1 / deviation : 0 };
}

/** Row by row; a missing value stands at the mean. */
function standardised(
  columns: readonly Float32Array[],
  rows: Uint32Array,
  scale: readonly Scale[],
): Float32Array {
  const size = columns.length;
  const matrix = new Float32Array(rows.length * size);
  columns.forEach((column, k) => {
    const { mean, inverse } = scale[k]!;
    for (let i = 0; i < rows.length; i++) {
      const value = (column[rows[i]!]! - mean) * inverse;
      matrix[i * size + k] = Number.isNaN(value) ? 0 : Math.max(-CUT, Math.min(CUT, value));
    }
  });
  return matrix;
}

function gram(matrix: Float32Array, weight: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  let total = 0;
  for (let i = 0; i < weight.length; i++) {
    const w = weight[i]!;
    total += w;
    const row = i * size;
    for (let a = 0; a < size; a++) {
      const weighted = w * matrix[row + a]!;
      if (weighted === 0) continue;
      const out = a * size;
      for (let b = 0; b <= a; b++) result[out + b] = result[out + b]! + weighted * matrix[row + b]!;
    }
  }
  for (let a = 0; a < size; a++) result[a * size + a] = result[a * size + a]! + RIDGE * total + 1e-12;
  return result;
}

/** Weighted products with the target less its mean; columns are centred, so no intercept is needed. */
function moments(matrix: Float32Array, weight: Float64Array, target: Int8Array, size: number): Float64Array {
  let total = 0;
  let mean = 0;
  for (let i = 0; i < weight.length; i++) {
    total += weight[i]!;
    mean += weight[i]! * target[i]!;
  }
  mean = total > 0 ? mean / total : 0;
  const result = new Float64Array(size);
  for (let i = 0; i < weight.length; i++) {
    const share = weight[i]! * (target[i]! - mean);
    for (let k = 0; k < size; k++) result[k] = result[k]! + share * matrix[i * size + k]!;
  }
  return result;
}

/** Lower triangle of a positive definite matrix's root, in place. */
function cholesky(matrix: Float64Array, size: number): Float64Array {
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) {
      let rest = matrix[a * size + b]!;
      for (let k = 0; k < b; k++) rest -= matrix[a * size + k]! * matrix[b * size + k]!;
      // Rounding may leave a zero where two features are one; the penalty then carries the fit.
      matrix[a * size + b] = a === b ? Math.sqrt(Math.max(rest, 1e-12)) : rest / matrix[b * size + b]!;
    }
  return matrix;
}

function solve(factor: Float64Array, right: Float64Array, size: number): Float64Array {
  const result = right.slice();
  for (let a = 0; a < size; a++) {
    for (let k = 0; k < a; k++) result[a] = result[a]! - factor[a * size + k]! * result[k]!;
    result[a] = result[a]! / factor[a * size + a]!;
  }
  for (let a = size - 1; a >= 0; a--) {
    for (let k = a + 1; k < size; k++) result[a] = result[a]! - factor[k * size + a]! * result[k]!;
    result[a] = result[a]! / factor[a * size + a]!;
  }
  return result;
}
