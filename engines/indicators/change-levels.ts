// Wilder-smoothed gains and losses of a column, side by side. RSI and CMO differ only in how they set them against each other.

import { checkPeriod } from '../numeric/arrays.ts';
import type { Seed } from './exponential.ts';

export interface ChangeLevels {
  readonly gain: number;
  readonly loss: number;
  /** Takes in a value; false while there are no levels yet and on a missing value, which changes nothing. */
  add(value: number): boolean;
}

/** Halves of |change| ± change: exact, and without a branch that no processor can predict. */
export function gainOf(change: number): number {
  return (Math.abs(change) + change) * 0.5;
}

export function lossOf(change: number): number {
  return (Math.abs(change) - change) * 0.5;
}

/** Changes averaged before the recursion starts: one, or a full period. */
export function changeSeedCount(period: number, seed: Seed): number {
  checkPeriod(period);
  return seed === 'first' ? 1 : period;
}

export function createChangeLevels(period: number, seed: Seed): ChangeLevels {
  const seedCount = changeSeedCount(period, seed);
  const keep = period - 1;
  const levels = { gain: 0, loss: 0, add };
  let before = Number.NaN;
  let count = 0;
  function add(value: number): boolean {
    if (!Number.isFinite(value)) return false;
    const change = value - before;
    before = value;
    if (Number.isNaN(change)) return false;
    if (count < seedCount) {
      levels.gain += gainOf(change);
      levels.loss += lossOf(change);
      if (++count < seedCount) return false;
      levels.gain /= seedCount;
      levels.loss /= seedCount;
      return true;
    }
    levels.gain = (levels.gain * keep + gainOf(change)) / period;
    levels.loss = (levels.loss * keep + lossOf(change)) / period;
    return true;
  }
  return levels;
}
