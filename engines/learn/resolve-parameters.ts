// Parameters as given become parameters as used: defaults filled in, every value checked against its declaration. Called by the
// estimators at the start of a fit.

import type { EstimatorParameter, EstimatorParameters } from './contract.ts';

/** Throws RangeError for a name that is not declared or a value outside its declaration. */
export function resolveParameters(
  declared: readonly EstimatorParameter[],
  given: EstimatorParameters,
): EstimatorParameters {
  for (const name of Object.keys(given))
    if (!declared.some((parameter) => parameter.name === name))
      throw new RangeError(
        `there is no parameter ${name}; there are ${declared.map((parameter) => parameter.name).join(', ')}`,
      );
  return Object.fromEntries(
    declared.map((parameter) => {
      const value = given[parameter.name] ?? parameter.default;
      const fault = faultOf(parameter, value);
      if (fault !== null) throw new RangeError(`${parameter.name} ${fault}, got ${String(value)}`);
      return [parameter.name, value];
    }),
  );
}

function faultOf(
  { type, min, max, choices }: EstimatorParameter,
  value: number | boolean | string,
): string | null {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'choice':
      return choices?.includes(String(value)) ? null : `must be one of ${choices?.join(', ')}`;
    default:
      if (typeof value !== 'number' || Number.isNaN(value)) return 'must be a number';
      if (type === 'integer' && !Number.isInteger(value)) return 'must be a whole number';
      if (min !== undefined && value < min) return `must be at least ${min}`;
      return max !== undefined && value > max ? `must be at most ${max}` : null;
  }
}
