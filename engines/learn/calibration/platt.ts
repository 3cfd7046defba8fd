// Platt's calibration of a probability (Platt 1999): a straight line through its log odds. Called by imports that meet one and by
// serving. Pure.

export interface Platt {
  readonly a: number;
  readonly b: number;
}

/** Keeps the log odds of 0 and 1 finite. */
const EDGE = 1e-6;

/** σ(a · logit(p) + b). */
export function plattProbability({ a, b }: Platt, probability: number): number {
  const p = Math.min(1 - EDGE, Math.max(EDGE, probability));
  return 1 / (1 + Math.exp(-(a * Math.log(p / (1 - p)) + b)));
}

/** A calibration that turns the side over by more than this is not believed. */
const MOST_FLIP = 0.2;
const FREE_CHANGE = 0.12;
const CHANGE_PER_MARGIN = 0.25;

/**
 * The same with the guards of the one-minute system: a calibration that turns BUY into SELL (or back) by more than 0.20 is not
 * applied; any other may move the probability by at most 0.12 + 0.25 · |p − 0.5|.
 */
export function guardedPlatt(platt: Platt, probability: number): number {
  const calibrated = plattProbability(platt, probability);
  const change = calibrated - probability;
  const flips = (calibrated - 0.5) * (probability - 0.5) < 0;
  if (flips && Math.abs(change) > MOST_FLIP) return probability;
  const most = FREE_CHANGE + CHANGE_PER_MARGIN * Math.abs(probability - 0.5);
  return probability + Math.min(most, Math.max(-most, change));
}
