// Runs every leak check over a dataset and gives the proof that is stored with it. Called by dataset builds and `verify`.

import type { WalkForwardOptions } from '../splits/walk-forward.ts';
import type { LeakProof } from './proof.ts';
import type { LeakSubjects } from './subject.ts';

export interface ProofOptions {
  readonly seed: number;
  /** Rows recomputed without their future, at least, over all instruments. Default 200. */
  readonly truncationPoints?: number;
  /** Rows the statistical checks look at, sampled by whole days. Default 60,000. */
  readonly sampleRows?: number;
  /** Default 20. */
  readonly permutations?: number;
  /** Split of the purge ledger. Default 60 train and 10 test sessions, 30 minutes of embargo; shorter data takes shares of it. */
  readonly split?: WalkForwardOptions;
  /** Called between pieces of work with the fraction done, 0 to 1. False stops the proof. */
  readonly onProgress?: (fraction: number) => boolean;
}

/** Deterministic for a seed and the same subjects. Null when `onProgress` stopped it. */
export type ProveNoLeaks = (subjects: LeakSubjects, options: ProofOptions) => LeakProof | null;
