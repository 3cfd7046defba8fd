// Parameters as given become parameters as used: defaults filled in, every value checked against its declaration. Called by the
// estimators at the start of a fit.

import { resolveParameters as resolve } from '../parameters/parameters.ts';
import type { EstimatorParameter, EstimatorParameters } from './contract.ts';

/** Throws RangeError for a name that is not declared or a value outside its declaration. */
export function resolveParameters(
  declared: readonly EstimatorParameter[],
  given: EstimatorParameters,
): EstimatorParameters {
  const { values, problems } = resolve(declared, given);
  const [first] = problems;
  if (first === undefined) return values;
  const known = declared.some(({ name }) => name === first.name);
  throw new RangeError(
    known
      ? `${first.name} ${first.message}`
      : `there is no parameter ${first.name}; there are ${declared.map(({ name }) => name).join(', ')}`,
  );
}
