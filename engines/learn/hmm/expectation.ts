// One expectation step: what the sequences say about starts, transitions and each state's observations under the present model, by
// the scaled forward-backward recursion (Rabiner 1989). Called by training.

import { createEmission } from './emission.ts';
import type { GaussianHmm, HmmData } from './model.ts';

/** Sums over rows, per state k; moments are about zero (training centres the data first). */
export interface Expectation {
  readonly start: Float64Array;
  /** [i·states + j]: expected moves. */
  readonly moves: Float64Array;
  /** Expected rows that have observations. */
  readonly rows: Float64Array;
  /** [k·width + d] */
  readonly sums: Float64Array;
  /** [k·width·width + a·width + b], b ≤ a; for diagonal covariance only a = b. */
  readonly products: Float64Array;
  logLikelihood: number;
}

export interface Workspace {
  readonly forward: Float64Array;
  readonly relative: Float64Array;
  readonly scale: Float64Array;
}

export function createWorkspace(rows: number, states: number): Workspace {
  return {
    forward: new Float64Array(rows * states),
    relative: new Float64Array(rows * states),
    scale: new Float64Array(rows),
  };
}

export function expectation(model: GaussianHmm, data: HmmData, space: Workspace): Expectation {
  const states = model.start.length;
  const width = data.names.length;
  const result: Expectation = {
    start: new Float64Array(states),
    moves: new Float64Array(states * states),
    rows: new Float64Array(states),
    sums: new Float64Array(states * width),
    products: new Float64Array(states * width * width),
    logLikelihood: 0,
  };
  const transition = Float64Array.from(model.transition.flat());
  result.logLikelihood = forwardPass(model, data, transition, space);
  backwardPass(data, transition, space, result);
  addMoments(data, space.forward, model.covariance === 'full', result);
  for (let ij = 0; ij < transition.length; ij++) result.moves[ij]! *= transition[ij]!;
  return result;
}

function forwardPass(
  model: GaussianHmm,
  { names, values, lengths }: HmmData,
  transition: Float64Array,
  { forward, relative, scale }: Workspace,
): number {
  const states = model.start.length;
  const width = names.length;
  const emission = createEmission(model);
  let logLikelihood = 0;
  // Scales are multiplied up and their logarithm taken now and then: a logarithm a row would cost as much as the rest.
  let product = 1;
  let row = 0;
  for (const length of lengths)
    for (let t = 0; t < length; t++, row++) {
      const at = row * states;
      logLikelihood += emission.row(values, row * width, relative, at);
      let total = 0;
      for (let j = 0; j < states; j++) {
        let expected = 0;
        if (t === 0) expected = model.start[j]!;
        else
          for (let i = 0; i < states; i++)
            expected += forward[at - states + i]! * transition[i * states + j]!;
        const value = expected * relative[at + j]!;
        forward[at + j] = value;
        total += value;
      }
      const inverse = 1 / total;
      for (let j = 0; j < states; j++) forward[at + j]! *= inverse;
      scale[row] = inverse;
      product *= total;
      if (product < 1e-200) {
        logLikelihood += Math.log(product);
        product = 1;
      }
    }
  return logLikelihood + Math.log(product);
}

/** Leaves in `forward` how likely each state is at each row, given all rows; zeros where nothing is observed. */
function backwardPass(
  { names, values, lengths }: HmmData,
  transition: Float64Array,
  { forward, relative, scale }: Workspace,
  { start, moves }: Expectation,
): void {
  const states = start.length;
  const width = names.length;
  const backward = new Float64Array(states);
  const ahead = new Float64Array(states);
  let row = values.length / width - 1;
  for (let sequence = lengths.length - 1; sequence >= 0; sequence--) {
    backward.fill(1);
    for (let t = lengths[sequence]! - 1; t >= 0; t--, row--) {
      const at = row * states;
      const known = isKnown(values, row * width, width);
      for (let k = 0; k < states; k++) {
        const share = forward[at + k]! * backward[k]!;
        if (t === 0) start[k]! += share;
        forward[at + k] = known ? share : 0;
      }
      if (t === 0) continue;
      for (let j = 0; j < states; j++) ahead[j] = relative[at + j]! * backward[j]! * scale[row]!;
      for (let i = 0; i < states; i++) {
        const before = forward[at - states + i]!;
        let sum = 0;
        for (let j = 0; j < states; j++) {
          moves[i * states + j]! += before * ahead[j]!;
          sum += transition[i * states + j]! * ahead[j]!;
        }
        backward[i] = sum;
      }
    }
  }
}

function isKnown(values: Float64Array, at: number, width: number): boolean {
  for (let d = 0; d < width; d++) if (Number.isNaN(values[at + d]!)) return false;
  return true;
}

/** Adds up what the rows say about each state's observations, one sum at a time: it stays in a register. */
function addMoments(
  { names, values }: HmmData,
  shares: Float64Array,
  full: boolean,
  { rows, sums, products }: Expectation,
): void {
  const states = rows.length;
  const width = names.length;
  for (let k = 0; k < states; k++) {
    let weight = 0;
    for (let s = k; s < shares.length; s += states) weight += shares[s]!;
    rows[k] = weight;
    for (let a = 0; a < width; a++) {
      let sum = 0;
      let square = 0;
      for (let s = k, x = a; s < shares.length; s += states, x += width) {
        const share = shares[s]!;
        // Rows without observations have none, and no value to multiply with.
        if (share === 0) continue;
        const part = share * values[x]!;
        sum += part;
        square += part * values[x]!;
      }
      const line = (k * width + a) * width;
      sums[k * width + a] = sum;
      products[line + a] = square;
      for (let b = 0; full && b < a; b++) {
        let product = 0;
        for (let s = k, x = 0; s < shares.length; s += states, x += width) {
          const share = shares[s]!;
          if (share !== 0) product += share * values[x + a]! * values[x + b]!;
        }
        products[line + b] = product;
      }
    }
  }
}
