// What a linear model has learned, and its scores: per output one number per design column and an intercept. Written by the
// logistic and ridge estimators, read by them and by the ONNX writer.

import type { LearningData } from '../contract.ts';
import { checkFinite, type DesignColumns, designMatrix } from './design-columns.ts';
import { rowScores } from './gram.ts';
import type { Stopped } from './proximal-newton.ts';

export interface LinearState {
  readonly design: DesignColumns;
  /** 1 for a number and for two classes, else one per class seen in training. */
  readonly outputs: number;
  /** Output by output: the intercept, then one per design column, in units of standardised columns. */
  readonly coefficients: Float64Array;
  /** Classes that had rows, by number, ascending; empty for numbers. */
  readonly seen: Int32Array;
  readonly iterations: number;
  /** Null in a checkpoint. */
  readonly stopped: Stopped | null;
  /** The steepest slope left of the objective per unit of weight. */
  readonly slope: number;
}

/** One column of scores per output. */
export function linearScores(state: LinearState, data: LearningData): readonly Float64Array[] {
  checkFinite(data);
  const matrix = designMatrix(state.design, data);
  return Array.from({ length: state.outputs }, (_, k) => {
    const scores = new Float64Array(data.rows);
    rowScores(matrix, state.coefficients, k * matrix.length, scores);
    return scores;
  });
}

/** Row-major, per row and output: one number per feature, then the bias; they sum to the score. */
export function linearContributions(state: LinearState, data: LearningData): Float64Array {
  checkFinite(data);
  const { design, outputs, coefficients } = state;
  const matrix = designMatrix(design, data);
  const width = data.columns.length + 1;
  const out = new Float64Array(data.rows * outputs * width);
  for (let i = 0; i < data.rows; i++)
    for (let k = 0; k < outputs; k++) {
      const at = (i * outputs + k) * width;
      out[at + width - 1] = coefficients[k * matrix.length]!;
      for (let c = 1; c < matrix.length; c++)
        out[at + design.feature[c - 1]!]! += coefficients[k * matrix.length + c]! * matrix[c]![i]!;
    }
  return out;
}

/** `gain`: share of the absolute standardised coefficients; `split`: share of those that are not 0. */
export function linearImportance(state: LinearState, features: number, kind: 'gain' | 'split'): Float64Array {
  const { design, outputs, coefficients } = state;
  const width = design.feature.length + 1;
  const shares = new Float64Array(features);
  let total = 0;
  for (let k = 0; k < outputs; k++)
    for (let c = 1; c < width; c++) {
      const size = Math.abs(coefficients[k * width + c]!);
      const part = kind === 'gain' ? size : Number(size > 0);
      shares[design.feature[c - 1]!]! += part;
      total += part;
    }
  return total > 0 ? shares.map((share) => share / total) : shares;
}

/** The numbers of an earlier model in the units of another design; columns it did not have start at 0. */
export function startFrom(earlier: LinearState, design: DesignColumns, outputs: number): Float64Array {
  const width = design.feature.length + 1;
  const start = new Float64Array(outputs * width);
  if (earlier.outputs !== outputs) return start;
  const old = earlier.design;
  const oldWidth = old.feature.length + 1;
  for (let k = 0; k < outputs; k++) {
    start[k * width] = earlier.coefficients[k * oldWidth]!;
    design.feature.forEach((feature, c) => {
      const at = old.feature.findIndex((f, o) => f === feature && old.indicator[o] === design.indicator[c]);
      if (at < 0) return;
      const coefficient = earlier.coefficients[k * oldWidth + 1 + at]!;
      start[k * width + 1 + c] = coefficient * (design.scale[c]! / old.scale[at]!);
      start[k * width]! += coefficient * ((design.mean[c]! - old.mean[at]!) / old.scale[at]!);
    });
  }
  return start;
}
