// What the linear estimators can be told, declared once, and the checks they share.

import { checkLabelled, checkValidation, checkWarmStart } from '../check-data.ts';
import type {
  EstimatorParameter,
  EstimatorParameters,
  FitContext,
  LabelledData,
  Model,
} from '../contract.ts';
import { LOGARITHMIC, number, whole } from '../declare.ts';
import { resolveParameters } from '../resolve-parameters.ts';
import type { LinearState } from './linear-state.ts';

export const L1_RATIO = number(
  'Penalty',
  'l1Ratio',
  'Share of L1',
  '0 shrinks all coefficients (ridge, L2), 1 sets the weak ones to zero (lasso, L1); between is the elastic net.',
  [0, 0, 1],
);
export const MAX_ITERATIONS = whole(
  'Training',
  'maxIterations',
  'Most iterations',
  'Newton steps before training gives up; a handful is usual.',
  [100, 1, 10_000],
  LOGARITHMIC,
);
export const TOLERANCE = number(
  'Training',
  'tolerance',
  'Tolerance',
  'Training ends where the slope of the objective, per unit of weight, is no steeper.',
  [1e-10, 1e-14, 0.1],
  LOGARITHMIC,
);

/** Checks everything a fit was given; throws RangeError with the reason. */
export function checkedParameters(
  estimator: {
    readonly id: string;
    readonly version: number;
    readonly parameters: readonly EstimatorParameter[];
  },
  data: LabelledData,
  given: EstimatorParameters,
  { validation, warmStart, monotone }: FitContext,
): EstimatorParameters {
  const parameters = resolveParameters(estimator.parameters, given);
  checkLabelled(data);
  if (validation) checkValidation(validation, data);
  if (warmStart) checkWarmStart(warmStart, estimator.id, estimator.version, data);
  if (Object.keys(monotone ?? {}).length > 0)
    throw new RangeError(
      `${estimator.id} cannot keep monotone constraints; use leafwise or depthwise trees, or drop the constraints`,
    );
  return parameters;
}

/** Iterations of an interrupted training count on; a finished one starts a new count. */
export function firstIterationOf(warmStart: Model | undefined): number {
  const state = warmStart?.state as LinearState | undefined;
  return state !== undefined && (state.stopped === null || state.stopped === 'cancelled')
    ? state.iterations
    : 0;
}

/** Rises with every iteration without knowing how many there will be. */
export const fractionAfter = (iteration: number): number => (iteration + 1) / (iteration + 3);
