// The seam between what a training step computes and who runs it: steps are plain data, their inputs hashed, their outputs plain data plus
// objects named by their content. `run-step.ts` computes them, in whatever thread; the orchestrator stores, resumes and orders them.
//
// [Note: same bytes] A step's output follows from its spec, the table and the split alone: not from the clock, the number of threads, or
// whether it was interrupted. That is what makes a resumed run end in the same models as one that was never stopped.

import type { WindowGroup } from '../../../../engines/features/window-groups.ts';
import type { CalibrationState } from '../../../../engines/learn/calibration/contract.ts';
import type { EstimatorParameters, FitProgress, Model } from '../../../../engines/learn/contract.ts';
import type { DecisionPolicy } from '../../../../engines/learn/policy/decide.ts';
import type { DecisionColumns, DecisionModel } from '../../../../engines/learn/policy/decision-model.ts';
import type { StudySettings, StudyTrial } from '../../../../engines/learn/search/study.ts';
import type { LearningTask } from '../../../../engines/learn/task.ts';
import type { Interval } from '../../../../engines/market/interval.ts';
import type { Session } from '../../../../engines/market/session.ts';
import type { Split } from '../../../../engines/validation/splits/split.ts';
import type { SearchObjective, TrainingRequest } from '../../../contracts/training.ts';

/**
 * A dataset in shared memory: rows part by part (instrument by instrument), ascending by time inside a part. Plain data over
 * SharedArrayBuffers, so that posting it to a thread copies nothing.
 */
export interface TrainingTable {
  readonly datasetId: string;
  /** The dataset's content hash. */
  readonly datasetHash: string;
  readonly interval: Interval | null;
  readonly names: readonly string[];
  readonly columns: readonly Float32Array[];
  readonly task: LearningTask;
  readonly rows: number;
  readonly time: Float64Array;
  readonly t1: Float64Array;
  /** Worth of the labelled side by the end of the window, fraction of the entry before charges; the target of regressions. */
  readonly value: Float64Array;
  readonly weight: Float64Array;
  /** Charges and slippage of a round trip at the row's date, fraction of the entry. */
  readonly cost: Float64Array;
  /** Class index; −1: no label, the row takes no part in fitting or scoring. */
  readonly label: Int16Array;
  /** Side the row itself proposes (+1, −1 of a trade), 0 where it proposes none. */
  readonly side: Int8Array;
  /** Index into `instruments` and into `sessions`. */
  readonly instrument: Int32Array;
  readonly session: Int32Array;
  readonly instruments: readonly string[];
  /** Every session of the calendar from the dataset's first to its last row, hold-out included. */
  readonly sessions: readonly Session[];
  /** Rows decided after this take no part in anything but the hold-out's opening; Infinity where none is reserved. */
  readonly holdOutFrom: number;
  /** SHA-256 of what was not stored with the dataset but added when it was loaded (costs, sides) or read otherwise: part of a step's inputs. */
  readonly costHash?: string;
  /** What the costs assume or leave out, in words: a caution of every candidate. */
  readonly notes?: readonly string[];
  /** Features at several windows, as far as the dataset's feature set is known. */
  readonly windowGroups?: readonly WindowGroup[];
}

/** What is learned before the estimator sees the rows; fitted inside the training part only. */
export type Preparation = Pick<TrainingRequest, 'selection' | 'regimes'> & {
  /** Of each group one column is seen, named by the parameter `window.<group>` beside the estimator's; absent: all are seen. */
  readonly windows?: readonly Pick<WindowGroup, 'name' | 'members'>[];
};

interface SegmentPlace {
  /** Fold of the split; −1: the newest window, of the same length as the last fold's training part, that ends where the hold-out begins. */
  readonly segment: number;
  /** Estimator id, or the candidate's name for blends. */
  readonly family: string;
  readonly seed: number;
  readonly innerShare: number;
}

/** One trial of one study. */
export interface TrialSpec extends SegmentPlace {
  readonly kind: 'trial';
  readonly estimatorVersion: number;
  readonly study: StudySettings;
  /** Trials before this one, finished, in order. The suggestion follows from them. */
  readonly earlier: readonly StudyTrial[];
  /** Set beside the searched parameters. */
  readonly fixed: EstimatorParameters;
  readonly preparation: Preparation;
  readonly objective: SearchObjective;
  readonly turnoverPenalty: number;
}
export interface TrialOutput {
  readonly kind: 'trial';
  /** Finished: complete, pruned or failed. Null: the grid is used up. */
  readonly trial: StudyTrial | null;
  readonly rounds: number | null;
}

/** The best parameters of a study fitted, calibrated, given a threshold, and asked about the test rows. */
export interface FitSpec extends SegmentPlace {
  readonly kind: 'fit';
  readonly estimatorVersion: number;
  readonly parameters: EstimatorParameters;
  readonly searchScore: number | null;
  readonly preparation: Preparation;
  readonly calibration: TrainingRequest['calibration'];
  readonly turnoverPenalty: number;
  /** What its gates ask is fitted beside the model. Absent: the model acts by its threshold. */
  readonly policy?: DecisionPolicy;
}

/**
 * `soft-vote`: the mean of the members. `stack`: a meta-learner over the members' out-of-fold predictions of segments before this one,
 * with regime features; the first segments have none and say so. `members` and `earlier` name prediction objects by family, in order.
 */
export interface BlendSpec extends SegmentPlace {
  readonly kind: 'blend';
  readonly method: 'soft-vote' | 'stack';
  readonly meta: TrainingRequest['stack'];
  readonly preparation: Preparation;
  readonly calibration: TrainingRequest['calibration'];
  readonly turnoverPenalty: number;
  readonly policy?: DecisionPolicy;
  readonly members: readonly {
    readonly family: string;
    readonly predictions: string;
    readonly model: string;
  }[];
  readonly earlier: readonly { readonly segment: number; readonly predictions: readonly string[] }[];
}

export interface FitOutput {
  readonly kind: 'fit';
  /** Why there is nothing to show (too few earlier segments for a stack, one class only); null where there is. */
  readonly skipped: string | null;
  /** Object: the fitted model (`StoredModel` as JSON, bit-exact). */
  readonly model: string | null;
  /** Object: predictions of the test rows, see `prediction-codec.ts`. Null for the final window, which has no test rows. */
  readonly predictions: string | null;
  readonly parameters: EstimatorParameters;
  readonly searchScore: number | null;
  readonly rounds: number | null;
  readonly threshold: number | null;
  readonly calibration: { readonly method: string; readonly accepted: boolean; readonly words: string };
  /** What the decision policy learned, or could not; absent where the model acts by its threshold. */
  readonly decision?: { readonly words: readonly string[] };
  readonly curve: readonly { readonly round: number; readonly train: number; readonly validation: number }[];
  readonly trainRows: number;
  readonly testRows: number;
  readonly purged: number;
}

/** Everything that serves: the estimator's model with what was learned before and after it. Typed arrays stay exact in its JSON. */
export interface StoredModel {
  /** 2: with a decision policy, which readers of version 1 would not obey. */
  readonly version: 1 | 2;
  readonly family: string;
  /** Features asked of the dataset, in its order; the estimator's own names may be fewer or more (selection, regimes). */
  readonly inputs: readonly string[];
  readonly task: LearningTask;
  readonly preparation: {
    readonly selected: readonly string[];
    readonly regimes: unknown | null;
  };
  readonly model: Model;
  /** One rule per class, in order; null: the raw probability serves. Calibrated rows are scaled to sum to 1. */
  readonly calibration: readonly (CalibrationState | null)[] | null;
  readonly threshold: number | null;
  /** What decides in place of the threshold, with the models its gates ask; with version 2 alone. */
  readonly decision?: DecisionModel;
}

/** Predictions of test rows, in the order of `rows`. */
export interface Predictions {
  /** Rows of the table, ascending. */
  readonly rows: Uint32Array;
  /** Classes; 1 for numbers. */
  readonly width: number;
  /** Row-major, before and after calibration. */
  readonly raw: Float64Array;
  readonly calibrated: Float64Array;
  /** Forward-filtered regime probabilities, row-major; empty without regimes. */
  readonly regimes: Float32Array;
  readonly states: number;
  /** In use for these rows; NaN: none earned more than staying out. */
  readonly threshold: number;
  /** One per row, where a policy decides in place of the threshold. */
  readonly decisions?: DecisionColumns;
}

export type ThreadSpec = TrialSpec | FitSpec | BlendSpec;
export type ThreadOutput = TrialOutput | FitOutput;

export interface StepContext {
  /** Throws where the object is missing or not whole. */
  readObject(hash: string): Uint8Array;
  /** Written whole, flushed; gives the SHA-256 it is found by. */
  writeObject(bytes: Uint8Array): string;
  /** The state of this very step before it was interrupted; null where it starts afresh. */
  loadCheckpoint(): Model | null;
  saveCheckpoint(model: Model): void;
  readonly checkpointEveryRounds: number;
  /** False: stop now; the step throws StepStopped after its checkpoint. */
  onProgress(progress: FitProgress & { readonly words: string }): boolean;
}

/** The step was asked to stop. Not a failure: what its checkpoint holds is continued from. */
export class StepStopped extends Error {
  constructor() {
    super('the step was stopped; it goes on from its checkpoint');
    this.name = 'StepStopped';
  }
}

export interface StepWorld {
  readonly table: TrainingTable;
  readonly split: Split;
}
