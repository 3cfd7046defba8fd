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

/**
 * Why an estimator cannot be chosen as a family of a run, in words; null where it can. A vote trains members as they are declared; the
 * run's own mean takes the families that were searched, under the same name.
 */
export function whyNoFamily(id: string): string | null {
  if (id !== 'soft-vote') return null;
  return 'The mean of the families does this with families that were searched: choose two or more of them and switch the mean on.';
}

/** Throws RangeError for an id nobody knows, naming those there are. */
export function estimatorOf(id: string): Estimator {
  const found = BY_ID.get(id);
  if (found !== undefined) return found;
  throw new RangeError(`there is no estimator ${id}; there are ${[...BY_ID.keys()].join(', ')}`);
}
