// Gradients of a round, quantised, for this member's rows. The losses of classes go through the kernels; those with constant
// hessians (squared, quantile, the means of forests) are made here. Called by the round loop before any tree of the round.

import { ROUNDING_SHIFT } from '../kernels/exponential.ts';
import { LOSS_BLOCK } from './layout.ts';
import type { Member } from './member.ts';
import { type Scales, scalesFor } from './quantisation.ts';
import { shareOf } from './team.ts';

/** Rows of a round: listed in the sample, or all. */
export interface RoundRows {
  readonly count: number;
  readonly dense: boolean;
}

/** Scales per output; all members get the same. One meeting inside, none after: callers meet before growing. */
export function makeGradients(member: Member, rows: RoundRows): readonly Scales[] {
  const { job } = member;
  const { objective } = job.parameters;
  if (objective === 'logistic' || objective === 'softmax') return classGradients(member, rows);
  return Array.from({ length: job.outputs }, (_, output) => plainGradients(member, rows, output));
}

function classGradients(member: Member, rows: RoundRows): readonly Scales[] {
  const { job, kernels } = member;
  const { layout, outputs, weightSum } = job;
  const softmax = job.parameters.objective === 'softmax';
  // The diagonal of the softmax hessian is scaled by K/(K−1), as in LightGBM; p(1−p) is at most 1/4, |g| at most 1.
  const factor = softmax ? outputs / (outputs - 1) : 1;
  const scales = scalesFor(rows.count, weightSum, weightSum * 0.25 * factor);
  const [from, to] = shareOf(job.rows, member.index, member.size, 2);
  const weights = layout.weights === 0 ? 0 : layout.weights + 8 * from;
  const scores = layout.scores + 8 * from;
  const labels = layout.labels + from;
  const out = layout.gradients + 8 * from;
  if (softmax)
    kernels.softmaxGradients(
      scores,
      labels,
      weights,
      out,
      to - from,
      scales.gradient,
      scales.hessian * factor,
      outputs,
      layout.pitch,
    );
  else kernels.logisticGradients(scores, labels, weights, out, to - from, scales.gradient, scales.hessian);
  return Array.from({ length: outputs }, () => scales);
}

function plainGradients(member: Member, rows: RoundRows, output: number): Scales {
  const { job, doubles, integers, words } = member;
  const { layout } = job;
  const gradientAt = gradientOf(member, output);
  const weights = layout.weights >> 3;
  const sample = layout.sample >> 2;
  // Sums over blocks of the rows that count, each added in order: the same for any number of members.
  const blocks = Math.ceil(rows.count / LOSS_BLOCK);
  const sums = layout.lossBlocks >> 3;
  const [firstBlock, lastBlock] = shareOf(blocks, member.index, member.size);
  for (let block = firstBlock; block < lastBlock; block++) {
    let sum = 0;
    const end = Math.min(rows.count, (block + 1) * LOSS_BLOCK);
    for (let k = block * LOSS_BLOCK; k < end; k++)
      sum += Math.abs(gradientAt(rows.dense ? k : words[sample + k]!));
    doubles[sums + block] = sum;
  }
  member.barrier();
  let gradientSum = 0;
  for (let block = 0; block < blocks; block++) gradientSum += doubles[sums + block]!;
  let weightSum = rows.count;
  if (weights !== 0) {
    weightSum = 0;
    for (let k = 0; k < rows.count; k++)
      weightSum += doubles[weights + (rows.dense ? k : words[sample + k]!)]!;
  }
  const scales = scalesFor(rows.count, gradientSum * (1 + 1e-9), weightSum * (1 + 1e-9));
  const [from, to] = shareOf(job.rows, member.index, member.size);
  const out = (layout.gradients + output * layout.pitch) >> 2;
  for (let i = from; i < to; i++) {
    const hessian = weights === 0 ? 1 : doubles[weights + i]!;
    integers[out + 2 * i] = hessian * scales.hessian + ROUNDING_SHIFT - ROUNDING_SHIFT;
    integers[out + 2 * i + 1] = gradientAt(i) * scales.gradient + ROUNDING_SHIFT - ROUNDING_SHIFT;
  }
  // The sums of this output are read before those of the next are written.
  member.barrier();
  return scales;
}

/** The gradient of one row; its hessian is its weight. */
function gradientOf(member: Member, output: number): (row: number) => number {
  const { job, doubles, bytes } = member;
  const { layout, parameters } = job;
  const target = layout.target >> 3;
  const scores = (layout.scores + output * layout.pitch) >> 3;
  const weights = layout.weights >> 3;
  const weighted = weights !== 0;
  const weight = (row: number) => (weighted ? doubles[weights + row]! : 1);
  switch (parameters.objective) {
    case 'squared':
      return (row) => (doubles[scores + row]! - doubles[target + row]!) * weight(row);
    case 'quantile':
      // Pinball loss (Koenker & Bassett 1978): slope 1 − q above the target, −q below.
      return (row) =>
        (doubles[scores + row]! >= doubles[target + row]! ? 1 - parameters.quantile : -parameters.quantile) *
        weight(row);
    default:
      // From zero towards the target itself, or towards 1 for the rows of the class: the leaf's value is their mean.
      return job.outputs === 1
        ? (row) => -doubles[target + row]! * weight(row)
        : (row) => (bytes[layout.labels + row] === output ? -weight(row) : 0);
  }
}
