// Regimes row by row, as serving meets them: one instrument's rows of one session in order of time. Gives exactly the numbers that
// append-regimes.ts writes beside stored rows, since that is made of this.

import { createHmmFilter } from '../hmm/filter.ts';
import { positionOf } from './observations.ts';
import type { RegimeState } from './state.ts';

export interface RegimeStream {
  /** Takes the next row's features, in the order of `names`; gives one chance per state, a new array. */
  update(features: ArrayLike<number>): Float32Array;
  /** A new session or instrument starts. */
  reset(): void;
}

/** `names`: features of the rows to come, in order. Throws RangeError where an observed one is missing among them. */
export function createRegimeStream(state: RegimeState, names: readonly string[]): RegimeStream {
  const filter = createHmmFilter(state.hmm);
  const positions = state.hmm.names.map((name) => positionOf(names, name));
  const observation = new Float64Array(positions.length);
  return {
    update(features) {
      if (features.length !== names.length)
        throw new RangeError(`${features.length} values for ${names.length} features`);
      positions.forEach((at, d) => {
        // Datasets hold single precision; so must what is served.
        const x = Math.fround(features[at]!);
        if (x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY)
          throw new RangeError(`${names[at]} is ${x}; give a number, or NaN where it is missing`);
        observation[d] = x;
      });
      return Float32Array.from(filter.update(observation));
    },
    reset: () => filter.reset(),
  };
}
