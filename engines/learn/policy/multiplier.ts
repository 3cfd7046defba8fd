// Turns the chance that a trade wins into how large it is taken. Used by the gates, and wherever recorded trades are filtered. A
// multiplier scales the position: the capital it uses grows with it, and results must be divided by that capital.

export interface WinMultiplier {
  readonly threshold: number;
  /** At the threshold. */
  readonly least: number;
  /** At certainty. */
  readonly most: number;
}
export const WIN_MULTIPLIER: WinMultiplier = { threshold: 0.6, least: 0.8, most: 1.6 };

/** 0 below the threshold, else a straight line from `least` there to `most` at 1. The chance is clipped to [0.01, 0.99]. NaN: 0. */
export function winMultiplier(chance: number, settings: WinMultiplier = WIN_MULTIPLIER): number {
  const { threshold, least, most } = settings;
  const p = Math.min(0.99, Math.max(0.01, chance));
  if (!(p >= threshold)) return 0;
  return least + ((p - threshold) / (1 - threshold)) * (most - least);
}

export interface SlopedMultiplier extends WinMultiplier {
  /** Chance at which `least` would have grown by 1. */
  readonly slopeTo: number;
  /** Rank of volatility, 0 … 1, above which it is at most 1. */
  readonly wildFrom: number;
}
export const SLOPED_MULTIPLIER: SlopedMultiplier = {
  threshold: 0.5,
  least: 0.7,
  most: 1.2,
  slopeTo: 0.75,
  wildFrom: 0.8,
};

/** 0 below the threshold, else least + (p − threshold) / (slopeTo − threshold), between `least` and `most`. NaN in either: 0. */
export function slopedMultiplier(
  chance: number,
  atrPercentile: number,
  settings: SlopedMultiplier = SLOPED_MULTIPLIER,
): number {
  const { threshold, least, most, slopeTo, wildFrom } = settings;
  if (!(chance >= threshold) || Number.isNaN(atrPercentile)) return 0;
  const reach = slopeTo - threshold;
  const grown = reach > 0 ? least + (chance - threshold) / reach : most;
  const multiplier = Math.min(most, Math.max(least, grown));
  return atrPercentile > wildFrom ? Math.min(1, multiplier) : multiplier;
}
