// Which estimator learns over the members of a stack, and how it is set: few columns and few rows, so it is kept plain. Called by
// stack.ts.

import type { Estimator, EstimatorParameters } from '../contract.ts';
import { logistic } from '../linear/logistic.ts';
import { ridge } from '../linear/ridge.ts';
import { mlp } from '../neural/mlp.ts';
import { leafwise } from '../trees/families/families.ts';

export const META_KINDS = ['logistic', 'mlp', 'leafwise'] as const;
export type MetaKind = (typeof META_KINDS)[number];

/** `width` 1: a number is predicted, and `logistic` means its linear counterpart, ridge. */
export function metaLearner(kind: MetaKind, width: number): Estimator {
  switch (kind) {
    case 'logistic':
      return width > 1 ? logistic : ridge;
    case 'mlp':
      return mlp;
    case 'leafwise':
      return leafwise;
  }
}

/** The published meta-learner of trees: 100 of depth 4 at rate 0.1. The network has one narrow layer: it sees a handful of columns. */
export function metaParameters({ id }: Estimator): EstimatorParameters {
  switch (id) {
    case 'leafwise':
      return { rounds: 100, learningRate: 0.1, maxDepth: 4, maxLeaves: 16 };
    case 'mlp':
      return { layers: 1, width: 16, dropout: 0 };
    default:
      return {};
  }
}
