// Chande momentum oscillator (CMO): gains less losses over their sum, −100 to 100.
// Called by charts and features.

import { createChangeLevels } from './change-levels.ts';
import { type IndicatorDefinition, period, type ValueStream } from './definition.ts';
import { SETTLED_SEED, type Seed, seedOf } from './exponential.ts';
import { defineOnClose, runStream } from './value-columns.ts';

/** Wilder-smoothed as in TA-Lib (Chande's own sums plain windows). Missing where nothing moved at all. */
export function createChandeMomentumStream(period: number, seed: Seed = 'average'): ValueStream {
  const levels = createChangeLevels(period, seed);
  return {
    // 0 / 0 where nothing moved is the missing value wanted.
    next: (value) =>
      levels.add(value) ? 100 * ((levels.gain - levels.loss) / (levels.gain + levels.loss)) : Number.NaN,
  };
}

export function chandeMomentum(
  source: Float64Array,
  period: number,
  seed: Seed = 'average',
  out?: Float64Array,
): Float64Array {
  return runStream(createChandeMomentumStream(period, seed), source, out);
}

export const CHANDE_MOMENTUM: IndicatorDefinition = defineOnClose({
  id: 'cmo',
  title: 'Chande momentum oscillator',
  parameters: [period('period', 14, 'Changes smoothed.'), SETTLED_SEED],
  warmup: ({ period, seed }) => (seedOf(seed!) === 'average' ? period! : 1),
  missing: 'skip',
  source: 'TA-Lib CMO (seed average); missing where nothing moved, TA-Lib: 0',
  batch: (close, { period, seed }) => chandeMomentum(close, period!, seedOf(seed!)),
  stream: ({ period, seed }) => createChandeMomentumStream(period!, seedOf(seed!)),
});
