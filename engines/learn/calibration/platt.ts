// Platt's calibration of a probability (Platt 1999): a straight line through its log odds. Called by imports that meet one and by
// serving. Pure.

import { logOdds } from './log-odds.ts';
import { guardedChange } from './serve-guard.ts';

export interface Platt {
  readonly a: number;
  readonly b: number;
}

/** σ(a · logit(p) + b). */
export function plattProbability({ a, b }: Platt, probability: number): number {
  return 1 / (1 + Math.exp(-(a * logOdds(probability) + b)));
}

/** The same under the guards of serve-guard.ts. */
export function guardedPlatt(platt: Platt, probability: number): number {
  return guardedChange(probability, plattProbability(platt, probability));
}
