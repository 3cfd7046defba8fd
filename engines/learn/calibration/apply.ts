// Applies a fitted calibration. Called by serving and by evaluation alike. The result never falls as the probability grows.

import type { CalibrationState } from './contract.ts';
import { insideEdges } from './log-odds.ts';
import { plattProbability } from './platt.ts';
import { guardedChange } from './serve-guard.ts';

/** Isotonic ends of 0 and 1 come from a few rows; nothing is that sure (the field's own limits). */
export const LEAST = 0.01;

/** NaN stays NaN. */
export function calibrated(state: CalibrationState, probability: number): number {
  switch (state.kind) {
    case 'platt':
      return plattProbability(state, probability);
    case 'beta': {
      const p = insideEdges(probability);
      return 1 / (1 + Math.exp(-(state.a * Math.log(p) - state.b * Math.log(1 - p) + state.c)));
    }
    case 'isotonic':
      return Math.min(1 - LEAST, Math.max(LEAST, interpolated(state.at, state.value, probability)));
  }
}

export function applyCalibration(state: CalibrationState, probability: Float64Array): Float64Array {
  return probability.map((p) => calibrated(state, p));
}

/** Any calibration under the guards; without one the raw probability. */
export function servedProbability(state: CalibrationState | null, raw: number): number {
  return state === null ? raw : guardedChange(raw, calibrated(state, raw));
}

function interpolated(at: readonly number[], value: readonly number[], x: number): number {
  if (Number.isNaN(x)) return x;
  const last = at.length - 1;
  if (x <= at[0]!) return value[0]!;
  if (x >= at[last]!) return value[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at[middle]! <= x) low = middle;
    else high = middle;
  }
  const share = (x - at[low]!) / (at[high]! - at[low]!);
  return value[low]! + share * (value[high]! - value[low]!);
}
