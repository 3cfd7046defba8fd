// What the leak checks of a dataset say: stored as leak-proof.json, shown as a page, written into every model's bundle.
// Types and names only.

export const LEAK_CHECKS = [
  'truncation',
  'scramble',
  'shift',
  'future-knowledge',
  'permutation',
  'names',
  'parity',
  'purge',
] as const;
export type LeakCheckId = (typeof LEAK_CHECKS)[number];

/** What stands in place of a feature's name where a finding is about something else. */
export const LABEL = '(label)';
export const SPLIT = '(split)';
export const ALL_FEATURES = '(all features)';

/** `alarm`: needs a look (a feature that knows too much); `failed`: proven wrong; `skipped`: could not be done, and why. */
export type LeakVerdict = 'passed' | 'alarm' | 'failed' | 'skipped';

/** One place where a check found something: named by feature, instrument and bar. */
export interface LeakFinding {
  readonly feature: string;
  readonly instrumentId: string | null;
  /** Decision time, epoch milliseconds; null where the finding is about the whole column. */
  readonly time: number | null;
  readonly expected: number | null;
  readonly actual: number | null;
  readonly words: string;
}

/** What a check measured of one feature: `correlation`, `rankCorrelation`, `auc`, `aucDelayed`, `differences` … */
export interface FeatureFigures {
  readonly feature: string;
  readonly figures: Readonly<Record<string, number>>;
}

export interface LeakCheck {
  readonly id: LeakCheckId;
  readonly title: string;
  readonly verdict: LeakVerdict;
  /** One sentence with the figures: `212 bars of 21 instruments recomputed without their future: no byte differs`. */
  readonly summary: string;
  readonly figures: Readonly<Record<string, number>>;
  /** The first hundred; `findingCount` has all. */
  readonly findings: readonly LeakFinding[];
  readonly findingCount: number;
  /** One entry per feature where the check measures features one by one; figures that could not be computed are left out. */
  readonly features?: readonly FeatureFigures[];
}

export interface LeakProof {
  readonly version: 1;
  /** No check failed or raised an alarm. */
  readonly passed: boolean;
  /** Chance of the sampled bars, noise and permutations follows from it. */
  readonly seed: number;
  readonly checks: readonly LeakCheck[];
}
