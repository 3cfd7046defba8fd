// How far a calibration may move a probability while serving: the guards of the one-minute system, for any method. A jump is a sign
// of a calibration fitted on something else.

/** A calibration that turns the side over by more than this is not believed. */
const MOST_FLIP = 0.2;
const FREE_CHANGE = 0.12;
const CHANGE_PER_MARGIN = 0.25;

/**
 * The calibrated probability, or `raw` where the side turns over (at ½) by more than 0.20; any other change is at most
 * 0.12 + 0.25 · |raw − 0.5|.
 */
export function guardedChange(raw: number, after: number): number {
  const change = after - raw;
  const flips = (after - 0.5) * (raw - 0.5) < 0;
  if (flips && Math.abs(change) > MOST_FLIP) return raw;
  const most = FREE_CHANGE + CHANGE_PER_MARGIN * Math.abs(raw - 0.5);
  return raw + Math.min(most, Math.max(-most, change));
}
