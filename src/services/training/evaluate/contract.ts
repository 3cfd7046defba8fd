// The seam between whoever runs a training and whoever judges it: what an evaluation reads, what it needs, what it gives. Used by the
// orchestrator's `evaluate` and `report` steps, by the hold-out and by tests. Types only.

import type { StudyTrial } from '../../../../engines/learn/search/study.ts';
import type { Split } from '../../../../engines/validation/splits/split.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import type { CandidateReport } from '../../../contracts/training-results.ts';
import type { Db } from '../../db/port.ts';
import type { Calendar } from '../../market/index.ts';
import type { FitOutput, TrainingTable } from '../steps/contract.ts';

/** What candidates and reports tell of their run. */
export interface RunFacts {
  readonly runId: string;
  readonly name: string;
  readonly datasetId: string;
  readonly datasetName: string;
  readonly synthetic: boolean;
  /** The run this one repeats; its trials are looks again at the same things. */
  readonly rerunOf: string | null;
  readonly createdAt: number;
}

/** One candidate: an estimator or a blend, over all segments. */
export interface FamilyFits {
  /** Estimator id, `soft-vote` or `stack`. */
  readonly family: string;
  readonly title: string;
  /** Segments that were fitted, ascending; a segment that was left out is missing or has `skipped`. */
  readonly segments: readonly { readonly segment: number; readonly output: FitOutput }[];
  /** Fit on the newest window: what a bundle is made of and the hold-out judges. Null where it failed. */
  readonly final: FitOutput | null;
}

/** A trial with its place. */
export interface PlacedTrial {
  readonly family: string;
  /** −1: of the final window. */
  readonly segment: number;
  readonly trial: StudyTrial;
  /** Set beside the searched values. */
  readonly fixed: Readonly<Record<string, number | boolean | string>>;
}

export interface EvaluationParts {
  readonly run: RunFacts;
  readonly request: TrainingRequest;
  readonly table: TrainingTable;
  readonly split: Split;
  readonly families: readonly FamilyFits[];
  readonly trials: readonly PlacedTrial[];
}

export interface EvaluationDependencies {
  /** Throws where the object is missing or not whole. */
  readonly readObject: (hash: string) => Uint8Array;
  readonly db: Db;
  readonly dataFolder: string;
  readonly calendar: Calendar;
  readonly now: () => number;
  readonly progress: (fraction: number, words: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Scores, money, importance and deflation of every candidate, best first. Candidates, their backtest runs and the ledger's entries are
 * stored; doing it again replaces them and adds nothing twice. Throws CANCELLED when the signal was given.
 */
export type EvaluateRun = (
  parts: EvaluationParts,
  dependencies: EvaluationDependencies,
) => Promise<readonly CandidateReport[]>;
