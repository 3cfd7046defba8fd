// Reproducible numbers for the looking desk: the same screens on every start.

import { createRandom } from '../../../engines/numeric/random.ts';

export interface Dice {
  uniform(low?: number, high?: number): number;
  normal(mean?: number, deviation?: number): number;
  whole(low: number, high: number): number;
}

export function dice(seed: number): Dice {
  const random = createRandom(seed);
  const uniform = (low = 0, high = 1): number => low + (high - low) * random.next();
  return {
    uniform,
    normal: (mean = 0, deviation = 1) => mean + deviation * random.normal(),
    whole: (low, high) => low + random.integer(high - low + 1),
  };
}
