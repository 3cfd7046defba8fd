// The chance of each state given the observations up to now, and nothing later: forward filtering in scaled form (Rabiner 1989).
// The only way a regime is known while trading and in every feature; hindsight.ts is for pictures.

import { createEmission } from './emission.ts';
import { checkHmm, checkHmmColumns, type GaussianHmm, type HmmData } from './model.ts';

export interface HmmFilter {
  /** Takes the next row, gives the chances after it: one per state, a new array. A row with NaN only moves time on. */
  update(observation: Float64Array): Float64Array;
  /** A new sequence starts: a session never knows the one before. */
  reset(): void;
  /** Log-likelihood of the rows since the last reset. */
  logLikelihood(): number;
}

export function createHmmFilter(model: GaussianHmm): HmmFilter {
  checkHmm(model);
  const states = model.start.length;
  const start = Float64Array.from(model.start);
  const transition = Float64Array.from(model.transition.flat());
  const emission = createEmission(model);
  const chances = new Float64Array(states);
  const expected = new Float64Array(states);
  const relative = new Float64Array(states);
  let fresh = true;
  let logLikelihood = 0;
  return {
    update(observation) {
      if (observation.length !== model.names.length)
        throw new RangeError(`${observation.length} observations for ${model.names.length} columns`);
      if (fresh) expected.set(start);
      else
        for (let j = 0; j < states; j++) {
          let sum = 0;
          for (let i = 0; i < states; i++) sum += chances[i]! * transition[i * states + j]!;
          expected[j] = sum;
        }
      fresh = false;
      const log = emission.row(observation, 0, relative, 0);
      let total = 0;
      for (let j = 0; j < states; j++) total += expected[j]! * relative[j]!;
      // An observation no state reached so far explains at all (possible where chances of zero were given): judged by itself.
      const prior = total > 0 ? expected : relative.slice().fill(1 / states);
      if (!(total > 0)) for (let j = 0; j < states; j++) total += prior[j]! * relative[j]!;
      for (let j = 0; j < states; j++) chances[j] = (prior[j]! * relative[j]!) / total;
      logLikelihood += log + Math.log(total);
      return chances.slice();
    },
    reset() {
      fresh = true;
      logLikelihood = 0;
    },
    logLikelihood: () => logLikelihood,
  };
}

/** The same over stored sequences: row-major, one chance per state and row. */
export function filterHmm(model: GaussianHmm, data: HmmData): Float64Array {
  checkHmmColumns(model, data);
  const states = model.start.length;
  const out = new Float64Array((data.values.length / data.names.length) * states);
  overRows(model, data, (row, filter, observation) => out.set(filter.update(observation), row * states));
  return out;
}

/** Log-likelihood of all sequences. */
export function hmmLogLikelihood(model: GaussianHmm, data: HmmData): number {
  checkHmmColumns(model, data);
  let total = 0;
  overRows(model, data, (_row, filter, observation, last) => {
    filter.update(observation);
    if (last) total += filter.logLikelihood();
  });
  return total;
}

function overRows(
  model: GaussianHmm,
  { names, values, lengths }: HmmData,
  visit: (row: number, filter: HmmFilter, observation: Float64Array, last: boolean) => void,
): void {
  const filter = createHmmFilter(model);
  const width = names.length;
  let row = 0;
  for (const length of lengths) {
    filter.reset();
    for (let t = 0; t < length; t++, row++)
      visit(row, filter, values.subarray(row * width, (row + 1) * width), t === length - 1);
  }
}
