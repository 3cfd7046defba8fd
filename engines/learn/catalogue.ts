// Every estimator the product offers, by id. Called by training steps, the run wizard, bundles and the command line; whoever adds
// estimators exports them as a list, which is collected here.

import type { Estimator } from './contract.ts';
import { ENSEMBLE_ESTIMATORS } from './ensemble/estimators.ts';
import { LINEAR_ESTIMATORS } from './linear/estimators.ts';
import { NEURAL_ESTIMATORS } from './neural/estimators.ts';
import { TREE_FAMILIES } from './trees/families/families.ts';

export const ESTIMATORS: readonly Estimator[] = [
  ...TREE_FAMILIES,
  ...LINEAR_ESTIMATORS,
  ...NEURAL_ESTIMATORS,
  ...ENSEMBLE_ESTIMATORS,
];

const BY_ID: ReadonlyMap<string, Estimator> = new Map(ESTIMATORS.map((one) => [one.id, one]));

/** Throws RangeError for an id nobody knows, naming those there are. */
export function estimatorOf(id: string): Estimator {
  const found = BY_ID.get(id);
  if (found !== undefined) return found;
  throw new RangeError(`there is no estimator ${id}; there are ${[...BY_ID.keys()].join(', ')}`);
}
