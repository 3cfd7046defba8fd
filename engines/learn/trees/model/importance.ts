// How much each feature did in a tree model: by the gain of its cuts, by their number, and by what the model loses when the
// feature's values are shuffled. Called by the estimators and by reports.

import { createRandom } from '../../../numeric/random.ts';
import type { TreeState } from './tree-state.ts';

/** Shares that sum to 1, one per feature; all 0 for a model without cuts. */
export function treeImportance(state: TreeState, features: number, kind: 'gain' | 'split'): Float64Array {
  const out = new Float64Array(features);
  state.feature.forEach((f, node) => {
    out[f]! += kind === 'gain' ? state.gain[node]! : 1;
  });
  let sum = 0;
  for (const value of out) sum += value;
  if (sum > 0) for (let f = 0; f < features; f++) out[f]! /= sum;
  return out;
}

export interface PermutationImportance {
  /** Per feature: mean rise of the loss over the repeats, and its standard deviation. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/**
 * Rise of `loss` when one column at a time is shuffled (Breiman 2001; Fisher, Rudin & Dominici 2019), for any model. `loss` gets
 * the columns with one replaced; use rows the model was not trained on.
 */
export function permutationImportance(
  columns: readonly Float32Array[],
  rows: number,
  loss: (columns: readonly Float32Array[]) => number,
  seed: number,
  repeats = 5,
): PermutationImportance {
  const random = createRandom(seed);
  const base = loss(columns);
  const mean = new Float64Array(columns.length);
  const deviation = new Float64Array(columns.length);
  const shuffled = columns.slice();
  columns.forEach((column, f) => {
    let sum = 0;
    let squares = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const copy = column.slice(0, rows);
      for (let i = rows - 1; i > 0; i--) {
        const other = random.integer(i + 1);
        const value = copy[i]!;
        copy[i] = copy[other]!;
        copy[other] = value;
      }
      shuffled[f] = copy;
      const rise = loss(shuffled) - base;
      sum += rise;
      squares += rise * rise;
    }
    shuffled[f] = column;
    mean[f] = sum / repeats;
    deviation[f] = Math.sqrt(Math.max(0, squares / repeats - mean[f]! ** 2));
  });
  return { mean, deviation };
}
