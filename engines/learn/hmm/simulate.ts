// Draws sequences from a hidden Markov model: for tests of training, and for synthetic regimes.

import { createRandom, type Random } from '../../numeric/random.ts';
import { choleskyFactor } from '../linear/cholesky.ts';
import type { GaussianHmm, HmmData } from './model.ts';

export interface Simulated extends HmmData {
  /** The true state of each row. */
  readonly states: Int32Array;
}

export function simulateHmm(model: GaussianHmm, lengths: readonly number[], seed: number): Simulated {
  const random = createRandom(seed);
  const width = model.names.length;
  const rows = lengths.reduce((a, b) => a + b, 0);
  const values = new Float64Array(rows * width);
  const states = new Int32Array(rows);
  const factors = model.covariances.map((matrix) => {
    if (model.covariance === 'full') return choleskyFactor(Float64Array.from(matrix), width)!;
    const factor = new Float64Array(width * width);
    for (let d = 0; d < width; d++) factor[d * width + d] = Math.sqrt(matrix[d]!);
    return factor;
  });
  let row = 0;
  for (const length of lengths)
    for (let t = 0; t < length; t++, row++) {
      const state = draw(t === 0 ? model.start : model.transition[states[row - 1]!]!, random);
      states[row] = state;
      const normal = Array.from({ length: width }, () => random.normal());
      for (let a = 0; a < width; a++) {
        let x = model.means[state]![a]!;
        for (let b = 0; b <= a; b++) x += factors[state]![a * width + b]! * normal[b]!;
        values[row * width + a] = x;
      }
    }
  return { names: model.names, values, lengths, states };
}

function draw(chances: readonly number[], random: Random): number {
  let rest = random.next();
  for (let k = 0; k < chances.length - 1; k++) {
    rest -= chances[k]!;
    if (rest < 0) return k;
  }
  return chances.length - 1;
}
