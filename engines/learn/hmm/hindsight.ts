// The likeliest path of states through whole sequences (Viterbi 1967). Hindsight: every state is chosen with knowledge of what came
// later. For pictures only; a feature, a selector or a score made from it has seen the future.

import { createEmission } from './emission.ts';
import { checkHmm, checkHmmColumns, type GaussianHmm, type HmmData } from './model.ts';

/** One state per row. */
export function hindsightStates(model: GaussianHmm, data: HmmData): Int32Array {
  checkHmm(model);
  const rows = checkHmmColumns(model, data);
  const states = model.start.length;
  const width = data.names.length;
  const emission = createEmission(model);
  const logTransition = Float64Array.from(model.transition.flat(), Math.log);
  const out = new Int32Array(rows);
  const from = new Int32Array(rows * states);
  const relative = new Float64Array(states);
  let best = new Float64Array(states);
  let next = new Float64Array(states);
  let first = 0;
  for (const length of data.lengths) {
    for (let t = 0; t < length; t++) {
      const row = first + t;
      emission.row(data.values, row * width, relative, 0);
      for (let j = 0; j < states; j++) {
        let most = t === 0 ? Math.log(model.start[j]!) : Number.NEGATIVE_INFINITY;
        for (let i = 0; i < states && t > 0; i++) {
          const score = best[i]! + logTransition[i * states + j]!;
          if (score > most) {
            most = score;
            from[row * states + j] = i;
          }
        }
        next[j] = most + Math.log(relative[j]!);
      }
      [best, next] = [next, best];
    }
    let state = 0;
    for (let j = 1; j < states; j++) if (best[j]! > best[state]!) state = j;
    for (let row = first + length - 1; row >= first; row--) {
      out[row] = state;
      state = from[row * states + state]!;
    }
    first += length;
  }
  return out;
}
