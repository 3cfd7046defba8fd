// What a step saves while it trains: the model so far and what was told of its rounds, together as one model, so that a step that goes
// on knows its own learning curve. Called by fit-model.ts.

import type { Model } from '../../../../engines/learn/contract.ts';

/** A round as trials and learning curves tell it; NaN where the estimator measures no such loss. */
export interface RoundReport {
  readonly round: number;
  readonly train: number;
  readonly validation: number;
}

export interface StepCheckpoint {
  readonly model: Model;
  /** Ascending by round. */
  readonly reports: readonly RoundReport[];
}

const ID = 'training step';
const VERSION = 1;

export function checkpointModel({ model, reports }: StepCheckpoint): Model {
  const column = (of: (report: RoundReport) => number) => Float64Array.from(reports, of);
  return {
    estimator: ID,
    version: VERSION,
    names: [],
    classes: [],
    parameters: {},
    state: {
      model,
      round: column(({ round }) => round),
      train: column(({ train }) => train),
      validation: column(({ validation }) => validation),
    },
  };
}

/** Null for a model that is none of ours: the step then starts afresh. */
export function readCheckpoint(saved: Model | null): StepCheckpoint | null {
  if (saved === null || saved.estimator !== ID || saved.version !== VERSION) return null;
  const { model, round, train, validation } = saved.state as {
    readonly model: Model;
    readonly round: Float64Array;
    readonly train: Float64Array;
    readonly validation: Float64Array;
  };
  return {
    model,
    reports: Array.from(round, (own, k) => ({ round: own, train: train[k]!, validation: validation[k]! })),
  };
}
