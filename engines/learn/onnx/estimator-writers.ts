// Which writer turns which estimator's model into a graph. Called by stored-writer.ts, and by writers of models made of models.

import type { Model } from '../contract.ts';
import type { GraphBuilder } from './builder.ts';
import { writeLinear } from './linear-writer.ts';
import { writeTrees } from './tree-writer.ts';

/** `features`: doubles `[rows, names of the model]`. Gives what the estimator predicts, doubles `[rows, classes or 1]`. */
export type EstimatorWriter = (builder: GraphBuilder, model: Model, features: string) => string;

const WRITERS: Readonly<Record<string, EstimatorWriter>> = {
  leafwise: writeTrees,
  depthwise: writeTrees,
  symmetric: writeTrees,
  'random-forest': writeTrees,
  'extra-trees': writeTrees,
  logistic: writeLinear,
  ridge: writeLinear,
};

export const TREE_ESTIMATORS: readonly string[] = [
  'leafwise',
  'depthwise',
  'symmetric',
  'random-forest',
  'extra-trees',
];

export const hasWriter = (estimator: string): boolean => Object.hasOwn(WRITERS, estimator);

/** Throws RangeError for an estimator no graph can be written of. */
export function writeEstimator(builder: GraphBuilder, model: Model, features: string): string {
  const writer = WRITERS[model.estimator];
  if (writer === undefined)
    throw new RangeError(
      `there is no ONNX form of ${model.estimator}; there is one of ${Object.keys(WRITERS).join(', ')}`,
    );
  return writer(builder, model, features);
}
