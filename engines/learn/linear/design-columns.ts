// The columns a linear model sees: features standardised by the training rows' own weighted mean and spread. A missing value
// counts as the mean, and a feature that has some in training gets a second column that says so: "not quoted" is a fact of the
// market, and without that column it would look like "average". Learned in `learnColumns`, applied by fit and prediction alike.

import type { LearningData } from '../contract.ts';

/** Plain state, one entry per column of the design. */
export interface DesignColumns {
  /** Position of the feature. */
  readonly feature: Int32Array;
  /** 1: the column says whether the value is missing; 0: it is the value. */
  readonly indicator: Uint8Array;
  readonly mean: Float64Array;
  /** Above 0. Features that never vary have no column. */
  readonly scale: Float64Array;
}

interface Moments {
  readonly mean: number;
  readonly scale: number;
  readonly missingShare: number;
}

/** Throws RangeError for an infinite value. */
export function learnColumns(data: LearningData, weight: Float64Array): DesignColumns {
  const feature: number[] = [];
  const indicator: number[] = [];
  const mean: number[] = [];
  const scale: number[] = [];
  const add = (f: number, says: number, centre: number, spread: number) => {
    feature.push(f);
    indicator.push(says);
    mean.push(centre);
    scale.push(spread);
  };
  data.columns.forEach((column, f) => {
    const moments = momentsOf(column, weight, data.names[f]!);
    if (moments.scale > 0) add(f, 0, moments.mean, moments.scale);
    const share = moments.missingShare;
    if (share > 0 && share < 1) add(f, 1, share, Math.sqrt(share * (1 - share)));
  });
  return {
    feature: Int32Array.from(feature),
    indicator: Uint8Array.from(indicator),
    mean: Float64Array.from(mean),
    scale: Float64Array.from(scale),
  };
}

function momentsOf(column: Float32Array, weight: Float64Array, name: string): Moments {
  let all = 0;
  let known = 0;
  let mean = 0;
  let squares = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < column.length; i++) {
    const x = column[i]!;
    const w = weight[i]!;
    all += w;
    if (Number.isNaN(x)) continue;
    if (!Number.isFinite(x)) throw infinite(name, i, x);
    // West's updating formulas (1979): prices far from zero lose nothing.
    known += w;
    const apart = x - mean;
    mean += (w / known) * apart;
    squares += w * apart * (x - mean);
    if (x < low) low = x;
    if (x > high) high = x;
  }
  // Rounding gives equal values a spread; their limits do not lie.
  const scale = high > low ? Math.sqrt(squares / known) : 0;
  return { mean, scale: scale > 0 ? scale : 0, missingShare: known === all ? 0 : (all - known) / all };
}

/** The design, column by column: first a column of ones, then one per entry of `design`. */
export function designMatrix(design: DesignColumns, data: LearningData): readonly Float64Array[] {
  const ones = new Float64Array(data.rows).fill(1);
  return [ones, ...Array.from(design.feature, (_, k) => designColumn(design, data, k))];
}

/** Column `k` of the design, counted without the ones. */
export function designColumn(design: DesignColumns, data: LearningData, k: number): Float64Array {
  const values = data.columns[design.feature[k]!]!;
  const mean = design.mean[k]!;
  const scale = design.scale[k]!;
  const out = new Float64Array(data.rows);
  for (let i = 0; i < out.length; i++) {
    const x = values[i]!;
    if (design.indicator[k] === 1) out[i] = (Number(Number.isNaN(x)) - mean) / scale;
    else if (!Number.isNaN(x)) out[i] = (x - mean) / scale;
  }
  return out;
}

/** Prediction meets values training has not seen: infinite ones are refused there, too. */
export function checkFinite(data: LearningData): void {
  data.columns.forEach((column, f) => {
    for (let i = 0; i < column.length; i++)
      if (column[i] === Number.POSITIVE_INFINITY || column[i] === Number.NEGATIVE_INFINITY)
        throw infinite(data.names[f]!, i, column[i]!);
  });
}

function infinite(name: string, row: number, value: number): RangeError {
  return new RangeError(`feature ${name}, row ${row}: ${value}; give a number, or NaN where it is missing`);
}
