// Which estimator a step fits, and whether it is the one the step was planned for. Called by trials and fits.

import { ESTIMATORS, estimatorOf } from '../../../../engines/learn/catalogue.ts';
import type { Estimator } from '../../../../engines/learn/contract.ts';
import { ENSEMBLE_ESTIMATORS } from '../../../../engines/learn/ensemble/estimators.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { FitSpec, TrialSpec } from './contract.ts';

/** Throws CONFLICT where this build trains another version than the step was planned with. */
export function stepEstimator({ family, estimatorVersion }: TrialSpec | FitSpec): Estimator {
  if (!ESTIMATORS.some(({ id }) => id === family))
    throw new AppError(
      'BAD_REQUEST',
      `There is no estimator ${family} here. Nothing was trained; choose one of ${ESTIMATORS.map(({ id }) => id).join(', ')}.`,
    );
  const estimator = estimatorOf(family);
  if (estimator.version !== estimatorVersion)
    throw new AppError(
      'CONFLICT',
      `The step was planned with version ${estimatorVersion} of ${family}, this AnchorDesk has version ${estimator.version}. Finished steps are kept; resume the run to plan the others again.`,
    );
  return estimator;
}

/** Ensembles fit one member after the other: their rounds start again with each and are no curve. */
export function tellsRounds({ id }: Estimator): boolean {
  return !ENSEMBLE_ESTIMATORS.some((ensemble) => ensemble.id === id);
}
