// What a tree model starts from: rows with their weights (classes balanced where asked), the objective and the score before the
// first tree. Called by the families.

import type { LabelledData } from '../../contract.ts';
import { weightedQuantile } from '../grow/quantile-leaves.ts';
import { logarithm } from '../kernels/exponential.ts';
import type { Objective } from '../parameters.ts';
import type { TreeRows } from '../train.ts';

export interface StartingPoint {
  readonly outputs: number;
  readonly initial: Float64Array;
  readonly train: TreeRows;
  readonly validation: TreeRows | null;
  /** Every row has the same target: there is nothing to learn. */
  readonly constant: boolean;
}

/** Keeps log-odds of a class that never or always happens finite. */
const LEAST_SHARE = 1e-6;

export function startingPoint(
  data: LabelledData,
  validation: LabelledData | undefined,
  objective: Objective,
  balanced: boolean,
  quantile: number,
): StartingPoint {
  const classes = data.classes.length;
  const outputs = classes > 2 ? classes : 1;
  const factors = balanced && classes > 0 ? balance(data) : null;
  const weights = weightsOf(data, factors);
  const initial = initialScores(data, weights, objective, outputs, quantile);
  // A forest's trees fit what is left of the mean: small numbers quantise better than large ones.
  const centre = objective === 'mean' && classes === 0 ? initial[0]! : 0;
  return {
    outputs,
    initial,
    train: rowsOf(data, weights, centre),
    validation: validation === undefined ? null : rowsOf(validation, weightsOf(validation, factors), centre),
    constant: data.target.every((y) => y === data.target[0]),
  };
}

/** Weight of a class: rows / (classes × rows of the class), by weight, as scikit-learn balances. */
function balance({ rows, target, weight, classes }: LabelledData): Float64Array {
  const sums = new Float64Array(classes.length);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    sums[target[i]!]! += weight?.[i] ?? 1;
    total += weight?.[i] ?? 1;
  }
  const present = sums.reduce((count, sum) => count + Number(sum > 0), 0);
  return sums.map((sum) => (sum > 0 ? total / (present * sum) : 1));
}

function weightsOf(
  { rows, target, weight }: LabelledData,
  factors: Float64Array | null,
): Float64Array | null {
  if (factors === null) return weight ?? null;
  return Float64Array.from({ length: rows }, (_, i) => (weight?.[i] ?? 1) * factors[target[i]!]!);
}

function rowsOf(data: LabelledData, weights: Float64Array | null, centre: number): TreeRows {
  const labels = data.classes.length > 0 ? Uint8Array.from(data.target) : null;
  const target = centre === 0 ? data.target : data.target.map((y) => y - centre);
  return { columns: data.columns, rows: data.rows, labels, target, weights };
}

function initialScores(
  { rows, target, classes }: LabelledData,
  weights: Float64Array | null,
  objective: Objective,
  outputs: number,
  quantile: number,
): Float64Array {
  if (objective === 'quantile') return Float64Array.of(weightedQuantile(target.slice(), weights, quantile));
  if (objective === 'mean' && classes.length > 0) return new Float64Array(outputs);
  const sums = new Float64Array(Math.max(2, classes.length));
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const w = weights?.[i] ?? 1;
    total += w;
    if (classes.length > 0) sums[target[i]!]! += w;
    else sums[0]! += w * target[i]!;
  }
  if (classes.length === 0) return Float64Array.of(sums[0]! / total);
  const share = (k: number) => Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, sums[k]! / total));
  if (outputs === 1) return Float64Array.of(logarithm(share(1) / (1 - share(1))));
  return Float64Array.from({ length: outputs }, (_, k) => logarithm(share(k)));
}
