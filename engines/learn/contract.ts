// What every estimator of AnchorDesk is: parameters in, data in, a model out that predicts and can be written down. Called by the
// search, by walk-forward training and by serving; the contract suite runs over every one of them. Types only.

import type {
  BooleanParameter,
  ChoiceParameter,
  NumberParameter,
  ParameterValues,
} from '../parameters/parameters.ts';

/** A table for learning: columns as datasets store them. NaN is missing. */
export interface LearningData {
  readonly rows: number;
  readonly names: readonly string[];
  /** One per name, `rows` long. */
  readonly columns: readonly Float32Array[];
  /** Needed by estimators that look along time (`needsOrder`); others never read it. */
  readonly order?: RowOrder;
}

/** Where rows stand in time. Rows of one `sequence` (one instrument's session) lie together, ascending by `time`. */
export interface RowOrder {
  /** Rows of one instrument and session share a number: nothing is ever carried from one sequence to another. */
  readonly sequence: Int32Array;
  /** Decision times, epoch milliseconds. */
  readonly time: Float64Array;
  /** When each label was known; NaN where there is none. Inner parts are purged by it. */
  readonly t1: Float64Array;
}

/** `classes`: two or more names, `target` holds class indices. No classes: `target` is the number to predict. */
export interface LabelledData extends LearningData {
  readonly classes: readonly string[];
  readonly target: Float64Array;
  /** Positive; 1 where absent. */
  readonly weight?: Float64Array;
}

/** Estimators take numbers, switches and choices; times of day are no matter of theirs. */
export type EstimatorParameter = NumberParameter | BooleanParameter | ChoiceParameter;
export type EstimatorParameters = ParameterValues;

export interface FitProgress {
  /** 0..1. */
  readonly fraction: number;
  /** Rounds, epochs or iterations done, where the estimator works in such. */
  readonly round?: number;
  /** Loss on the training and on the validation part, where the estimator measures them. */
  readonly trainLoss?: number;
  readonly validationLoss?: number;
}

/** Threads that train together with the caller's own; supplied by whoever can start threads (engines cannot). */
export interface WorkerTeam {
  /** Members in all, the caller included. */
  readonly size: number;
  /** Has members 1..members−1 work on a job that can be structured-cloned; returns at once. */
  start(job: unknown, members: number): void;
}

export interface FitContext {
  /** All chance follows from it. */
  readonly seed: number;
  /** Lies strictly after the training part, purged; early stopping and nothing else reads it. */
  readonly validation?: LabelledData;
  /** Continue from here: the same estimator, features and classes. */
  readonly warmStart?: Model;
  /** By feature name: the prediction may not fall (1) or not rise (−1) as it grows. Estimators that cannot keep it refuse. */
  readonly monotone?: Readonly<Record<string, 1 | -1>>;
  /** Used by estimators that can; the model is the same with and without. */
  readonly team?: WorkerTeam;
  /** Has the model so far saved after every so many rounds; continuing from it gives the model of an uninterrupted run. */
  readonly checkpoint?: { readonly everyRounds: number; readonly save: (model: Model) => void };
  /** Called between rounds; false stops and gives the model so far with `stopped: 'cancelled'`. */
  readonly onProgress?: (progress: FitProgress) => boolean;
}

/** Learned state as plain data; typed arrays stay typed arrays. Equal bytes are equal models. */
export interface Model {
  readonly estimator: string;
  readonly version: number;
  readonly names: readonly string[];
  readonly classes: readonly string[];
  readonly parameters: EstimatorParameters;
  readonly state: unknown;
}

export interface Estimator {
  readonly id: string;
  /** Raised whenever training or prediction changes. */
  readonly version: number;
  readonly title: string;
  readonly help: string;
  readonly parameters: readonly EstimatorParameter[];
  readonly tasks: readonly ('binary' | 'multiclass' | 'regression')[];
  readonly acceptsMissing: boolean;
  /** Fits and predicts only data with an `order`. */
  readonly needsOrder?: boolean;
  /** Throws RangeError for data it cannot learn from, naming the reason. */
  fit(data: LabelledData, parameters: EstimatorParameters, context: FitContext): Model;
  /** Row-major: one probability per class and row (two classes: both), or one number per row. */
  predict(model: Model, data: LearningData): Float64Array;
  /**
   * What each feature added to each row's score (before it becomes a probability): row-major, per row and score one number per
   * feature and then the bias; they sum to the score. Two classes have one score, more have one each.
   */
  contributions?(model: Model, data: LearningData): Float64Array;
  /** Contribution of each feature to the model, summing to 1; by name order. */
  importance?(model: Model, kind: 'gain' | 'split'): Float64Array;
}
