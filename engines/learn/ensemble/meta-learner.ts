// Which estimator learns over the members of a stack, and how it is set: few columns and few rows, so it is kept plain. Called by
// stack.ts.

import type { Estimator, EstimatorParameters } from '../contract.ts';
import { logistic } from '../linear/logistic.ts';
import { ridge } from '../linear/ridge.ts';
import { leafwise } from '../trees/families/families.ts';

export const META_KINDS = ['logistic', 'leafwise'] as const;
export type MetaKind = (typeof META_KINDS)[number];

/** `width` 1: a number is predicted, and `logistic` means its linear counterpart, ridge. */
export function metaLearner(kind: MetaKind, width: number): Estimator {
  switch (kind) {
    case 'logistic':
      return width > 1 ? logistic : ridge;
    case 'leafwise':
      return leafwise;
  }
}

/** The published meta-learner of trees: 100 of depth 4 at rate 0.1. The linear ones and the network keep their defaults. */
export function metaParameters({ id }: Estimator): EstimatorParameters {
  return id === 'leafwise' ? { rounds: 100, learningRate: 0.1, maxDepth: 4, maxLeaves: 16 } : {};
}
