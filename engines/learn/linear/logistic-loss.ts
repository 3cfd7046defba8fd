// The negative log-likelihood of classes given linear scores, with its slope and curvature: two classes by one score (log-odds),
// more by one score each (softmax). Called by the logistic estimator.

import { addGram, columnSums, rowScores } from './gram.ts';
import type { SmoothLoss } from './proximal-newton.ts';

/** `columns`: the design with its column of ones. `label`: 0 or 1. Summed, not averaged. */
export function binaryLoss(
  columns: readonly Float64Array[],
  label: Uint8Array,
  weight: Float64Array,
): SmoothLoss {
  const rows = label.length;
  const scores = new Float64Array(rows);
  const residual = new Float64Array(rows);
  const curvature = new Float64Array(rows);
  return {
    size: columns.length,
    value(at, gradient, hessian) {
      rowScores(columns, at, 0, scores);
      let total = 0;
      for (let i = 0; i < rows; i++) {
        const score = scores[i]!;
        const w = weight[i]!;
        // log(1 + e^s) − y·s without overflow.
        const small = Math.exp(-Math.abs(score));
        total += w * (Math.max(0, score) + Math.log1p(small) - label[i]! * score);
        const p = score >= 0 ? 1 / (1 + small) : small / (1 + small);
        residual[i] = w * (p - label[i]!);
        curvature[i] = (w * small) / ((1 + small) * (1 + small));
      }
      if (gradient) columnSums(columns, residual, gradient);
      if (hessian) addGram(columns, curvature, hessian, columns.length);
      return total;
    },
  };
}

/** A constant in all scores changes nothing; this share of the rows' weight, as curvature, keeps the step from drifting along it. */
const STEADY = 1e-9;

/** `label`: 0..classes−1. Numbers to be found: class by class, the intercept first. */
export function softmaxLoss(
  columns: readonly Float64Array[],
  label: Uint8Array,
  classes: number,
  weight: Float64Array,
): SmoothLoss {
  const rows = label.length;
  const width = columns.length;
  const size = classes * width;
  const shares = Array.from({ length: classes }, () => new Float64Array(rows));
  const product = new Float64Array(rows);
  return {
    size,
    value(at, gradient, hessian) {
      for (let k = 0; k < classes; k++) rowScores(columns, at, k * width, shares[k]!);
      const total = toShares(shares, label, weight);
      for (let k = 0; k < classes && gradient; k++) {
        const share = shares[k]!;
        for (let i = 0; i < rows; i++) product[i] = weight[i]! * (share[i]! - Number(label[i] === k));
        columnSums(columns, product, gradient, k * width);
      }
      if (hessian) addCurvature(hessian);
      return total;
    },
  };

  /** Off the diagonal −Σ w·p_k·p_l·x·xᵀ; the blocks of a row sum to zero, which gives those on it. */
  function addCurvature(hessian: Float64Array): void {
    for (let k = 0; k < classes; k++)
      for (let l = 0; l < k; l++) {
        const one = shares[k]!;
        const other = shares[l]!;
        for (let i = 0; i < rows; i++) product[i] = -weight[i]! * one[i]! * other[i]!;
        addGram(columns, product, hessian, size, k * width, l * width);
        for (let a = 0; a < width; a++)
          for (let b = 0; b < width; b++) {
            const value = hessian[(k * width + a) * size + l * width + b]!;
            hessian[(l * width + a) * size + k * width + b] = value;
            hessian[(k * width + a) * size + k * width + b]! -= value;
            hessian[(l * width + a) * size + l * width + b]! -= value;
          }
      }
    const steady = STEADY * weight.reduce((a, b) => a + b, 0);
    for (let k = 0; k < classes; k++) hessian[k * width * (size + 1)]! += steady;
  }
}

/** Scores become probabilities in place; gives the weighted loss. */
function toShares(scores: readonly Float64Array[], label: Uint8Array, weight: Float64Array): number {
  let total = 0;
  for (let i = 0; i < label.length; i++) {
    let most = Number.NEGATIVE_INFINITY;
    for (const score of scores) if (score[i]! > most) most = score[i]!;
    const own = scores[label[i]!]![i]! - most;
    let sum = 0;
    for (const score of scores) {
      const share = Math.exp(score[i]! - most);
      score[i] = share;
      sum += share;
    }
    for (const score of scores) score[i]! /= sum;
    total += weight[i]! * (Math.log(sum) - own);
  }
  return total;
}
