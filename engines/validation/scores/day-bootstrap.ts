// Intervals of a score by drawing whole days again: rows of one day share their news and their overlapping labels, so days, not
// rows, are the sample. Called by reports. Künsch 1989; circular blocks of days after Politis and Romano 1992.

import { createRandom } from '../../numeric/random.ts';
import { quantileSorted } from '../../numeric/statistics.ts';

export interface BootstrapOptions {
  readonly draws: number;
  readonly seed: number;
  /** Days drawn together: more where days themselves resemble the ones before. */
  readonly blockDays: number;
  /** Share of the draws inside the interval. */
  readonly level: number;
}

export const BOOTSTRAP_DEFAULTS: BootstrapOptions = { draws: 1_000, seed: 42, blockDays: 1, level: 0.9 };

export interface BootstrapInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly days: number;
  /** Draws that had a value; fewer than asked where some left a class out. */
  readonly draws: number;
}

/**
 * `day`: of each row, any number that rows of one day share; blocks follow their ascending order. `score` gets row indices, a row
 * as often as its day was drawn, and may give NaN. Percentile interval; low and high are NaN with fewer than two days.
 */
export function bootstrapByDay(
  day: Float64Array,
  score: (rows: Uint32Array) => number,
  options: BootstrapOptions = BOOTSTRAP_DEFAULTS,
): BootstrapInterval {
  const { draws, seed, blockDays, level } = options;
  if (!(level > 0 && level < 1))
    throw new RangeError(`an interval's level lies between 0 and 1, got ${level}`);
  if (!(Number.isInteger(blockDays) && blockDays >= 1))
    throw new RangeError(`a block has whole days, at least one; got ${blockDays}`);
  const rowsOf = rowsByDay(day);
  const estimate = score(Uint32Array.from(day.keys()));
  const count = rowsOf.length;
  if (count < 2) return { estimate, low: Number.NaN, high: Number.NaN, days: count, draws: 0 };
  const random = createRandom(seed);
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const days: number[] = [];
    while (days.length < count) {
      const start = random.integer(count);
      for (let k = 0; k < blockDays && days.length < count; k++) days.push((start + k) % count);
    }
    let size = 0;
    for (const one of days) size += rowsOf[one]!.length;
    const rows = new Uint32Array(size);
    let at = 0;
    for (const one of days) {
      rows.set(rowsOf[one]!, at);
      at += rowsOf[one]!.length;
    }
    const value = score(rows);
    if (!Number.isNaN(value)) values.push(value);
  }
  const ascending = Float64Array.from(values).sort();
  return {
    estimate,
    low: quantileSorted(ascending, (1 - level) / 2),
    high: quantileSorted(ascending, (1 + level) / 2),
    days: count,
    draws: values.length,
  };
}

function rowsByDay(day: Float64Array): Uint32Array[] {
  const rows = new Map<number, number[]>();
  day.forEach((one, row) => {
    const known = rows.get(one);
    if (known === undefined) rows.set(one, [row]);
    else known.push(row);
  });
  return [...rows].sort(([a], [b]) => a - b).map(([, own]) => Uint32Array.from(own));
}
