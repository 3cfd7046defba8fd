// Which writer turns which estimator's model into a graph. Called by servable-writer.ts; models made of models come back here for theirs.

import type { Model } from '../contract.ts';
import type { EnsembleState, RegimeSwitchedState } from '../ensemble/state.ts';
import type { GruShape, NeuralState } from '../neural/state.ts';
import type { RegimeState } from '../regimes/state.ts';
import type { GraphBuilder } from './builder.ts';
import { writeStacking, writeSwitched, writeVote } from './ensemble-writer.ts';
import { writeLinear } from './linear-writer.ts';
import { writeGru, writeMlp } from './network-writer.ts';
import { writeNeutralThenSide } from './neutral-writer.ts';
import { writeTrees } from './tree-writer.ts';

export interface EstimatorInputs {
  /** Doubles `[rows, names of the model]`. */
  readonly rows: string;
  /** For estimators that look back: doubles `[rows, steps, names]`, the newest row last, and how many rows of each are real. */
  readonly windows: { readonly values: string; readonly lengths: string; readonly steps: number } | null;
  /** For estimators that follow regimes of their own: doubles `[rows, states]`. */
  readonly regimes: string | null;
}

/** Gives what the estimator predicts, doubles `[rows, classes or 1]`. */
export type EstimatorWriter = (builder: GraphBuilder, model: Model, inputs: EstimatorInputs) => string;

const trees: EstimatorWriter = (builder, model, { rows }) => writeTrees(builder, model, rows);
const linear: EstimatorWriter = (builder, model, { rows }) => writeLinear(builder, model, rows);

const WRITERS: Readonly<Record<string, EstimatorWriter>> = {
  leafwise: trees,
  depthwise: trees,
  symmetric: trees,
  'random-forest': trees,
  'extra-trees': trees,
  logistic: linear,
  ridge: linear,
  mlp: writeMlp,
  gru: writeGru,
  'soft-vote': (builder, model, inputs) => writeVote(builder, model, inputs, writeEstimator),
  stacking: (builder, model, inputs) => writeStacking(builder, model, inputs, writeEstimator),
  'neutral-then-side': (builder, model, inputs) =>
    writeNeutralThenSide(builder, model, inputs, writeEstimator),
  'regime-switched': (builder, model, inputs) => writeSwitched(builder, model, inputs, writeEstimator),
};

/** Models that are nothing but trees. */
export const isTreeModel = ({ estimator }: Model): boolean => WRITERS[estimator] === trees;

/** Throws RangeError for an estimator no graph can be written of. */
export function writeEstimator(builder: GraphBuilder, model: Model, inputs: EstimatorInputs): string {
  const writer = WRITERS[model.estimator];
  if (writer === undefined)
    throw new RangeError(
      `there is no ONNX form of ${model.estimator}; there is one of ${Object.keys(WRITERS).join(', ')}`,
    );
  return writer(builder, model, inputs);
}

/** Models inside an ensemble; none in others. */
export function partsOf({ state }: Model): readonly Model[] {
  const { parts } = state as Partial<EnsembleState>;
  return Array.isArray(parts) ? (parts as EnsembleState['parts']).map(({ model }) => model) : [];
}

/** Rows of a model's window, its own among them: 1 for models of single rows. */
export function windowSteps(model: Model): number {
  if (model.estimator === 'gru') return (model.state as NeuralState<GruShape>).shape.steps;
  return Math.max(1, ...partsOf(model).map(windowSteps));
}

/** Regimes an estimator follows by itself, beside those its rows bring; null where it follows none. */
export function ownRegimes({ estimator, state }: Model): RegimeState | null {
  return estimator === 'regime-switched' ? (state as RegimeSwitchedState).regimes : null;
}
