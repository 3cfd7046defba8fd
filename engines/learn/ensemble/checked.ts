// The checks every ensemble makes before it is fitted, and small things they share. Called by the ensemble estimators.

import { checkLabelled, checkValidation, checkWarmStart } from '../check-data.ts';
import type {
  Estimator,
  EstimatorParameter,
  EstimatorParameters,
  FitContext,
  LabelledData,
  LearningData,
  RowOrder,
} from '../contract.ts';
import { resolveParameters } from '../resolve-parameters.ts';
import type { Part } from './state.ts';

/** Throws RangeError with the reason. `mixes`: predictions are joined in ways that keep no monotone constraint. */
export function checkedFit(
  id: string,
  version: number,
  declared: readonly EstimatorParameter[],
  data: LabelledData,
  given: EstimatorParameters,
  { validation, warmStart, monotone }: FitContext,
  mixes: boolean,
): EstimatorParameters {
  const parameters = resolveParameters(declared, given);
  checkLabelled(data);
  if (validation) checkValidation(validation, data);
  if (warmStart) checkWarmStart(warmStart, id, version, data);
  if (mixes && Object.keys(monotone ?? {}).length > 0)
    throw new RangeError(
      `${id} cannot keep monotone constraints; use soft-vote, leafwise or depthwise trees, or drop the constraints`,
    );
  return parameters;
}

/** The rows of `data` at these places, with their labels, weights and order. */
export function takeRows(data: LabelledData, rows: ArrayLike<number>): LabelledData {
  const { target, weight, order } = data;
  const pick = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]!);
  return {
    ...takeTable(data, rows),
    classes: data.classes,
    target: pick(target),
    ...(weight === undefined ? {} : { weight: pick(weight) }),
    ...(order === undefined ? {} : { order: takeOrder(order, rows) }),
  };
}

function takeTable(data: LearningData, rows: ArrayLike<number>): LearningData {
  return {
    rows: rows.length,
    names: data.names,
    columns: data.columns.map((column) => {
      const own = new Float32Array(rows.length);
      for (let k = 0; k < own.length; k++) own[k] = column[rows[k]!]!;
      return own;
    }),
  };
}

const takeOrder = ({ sequence, time, t1 }: RowOrder, rows: ArrayLike<number>): RowOrder => ({
  sequence: Int32Array.from(rows, (i) => sequence[i]!),
  time: Float64Array.from(rows, (i) => time[i]!),
  t1: Float64Array.from(rows, (i) => t1[i]!),
});

/** Mean importance of the parts, by feature; members that know none are left out, and 0 throughout where none learned anything. */
export function meanImportance(
  parts: readonly Part[],
  estimatorOf: (id: string) => Estimator,
  features: number,
  kind: 'gain' | 'split',
): Float64Array {
  const sum = new Float64Array(features);
  let known = 0;
  for (const { model } of parts) {
    const own = estimatorOf(model.estimator).importance?.(model, kind);
    if (own === undefined || !own.some((share) => share > 0)) continue;
    known++;
    for (let f = 0; f < features; f++) sum[f]! += own[f]!;
  }
  return known > 0 ? sum.map((share) => share / known) : sum;
}
