// The loss of the scores so far, on the validation rows or on a sample of the training rows; weighted means. Blocks of rows are
// summed by whoever has them and then in order, so the answer has the same bits for any number of members.

import { exponential, logarithm } from '../kernels/exponential.ts';
import { LOSS_BLOCK } from './layout.ts';
import type { Member } from './member.ts';
import { shareOf } from './team.ts';

/** Training rows whose loss is measured: evenly spread, enough for a curve. */
const TRAINING_SAMPLE = 16_384;

/** `rounds`: trees in the scores, for forests, whose prediction is their mean. One meeting. */
export function validationLoss(member: Member, rounds: number): number {
  const { job } = member;
  const { layout } = job;
  return meanLoss(member, rounds, {
    rows: job.validationRows,
    step: 1,
    labels: layout.validationLabels,
    target: layout.validationTarget >> 3,
    weights: layout.validationWeights >> 3,
    scores: layout.validationScores >> 3,
    pitch: layout.validationPitch >> 3,
  });
}

export function trainingLoss(member: Member, rounds: number): number {
  const { job } = member;
  const { layout } = job;
  const step = Math.ceil(job.rows / TRAINING_SAMPLE);
  return meanLoss(member, rounds, {
    rows: Math.ceil(job.rows / step),
    step,
    labels: layout.labels,
    target: layout.target >> 3,
    weights: layout.weights >> 3,
    scores: layout.scores >> 3,
    pitch: layout.pitch >> 3,
  });
}

interface Measured {
  readonly rows: number;
  readonly step: number;
  /** Byte offset; the others index doubles. */
  readonly labels: number;
  readonly target: number;
  readonly weights: number;
  readonly scores: number;
  readonly pitch: number;
}

function meanLoss(member: Member, rounds: number, m: Measured): number {
  const { doubles, job, index, size } = member;
  const lossAt = lossOf(member, rounds, m);
  const sums = job.layout.lossBlocks >> 3;
  const blocks = Math.ceil(m.rows / LOSS_BLOCK);
  const [first, last] = shareOf(blocks, index, size);
  const weight = (row: number) => (m.weights === 0 ? 1 : doubles[m.weights + row]!);
  for (let block = first; block < last; block++) {
    const end = Math.min(m.rows, (block + 1) * LOSS_BLOCK);
    let sum = 0;
    for (let k = block * LOSS_BLOCK; k < end; k++) sum += weight(k * m.step) * lossAt(k * m.step);
    doubles[sums + block] = sum;
  }
  member.barrier();
  let sum = 0;
  for (let block = 0; block < blocks; block++) sum += doubles[sums + block]!;
  let weights = m.rows;
  if (m.weights !== 0) {
    weights = 0;
    for (let k = 0; k < m.rows; k++) weights += doubles[m.weights + k * m.step]!;
  }
  // The sums are read before anyone writes the next ones.
  member.barrier();
  return sum / weights;
}

function lossOf(member: Member, rounds: number, m: Measured): (row: number) => number {
  const { doubles, bytes, job } = member;
  const { parameters, outputs } = job;
  const { scores, pitch, target, labels } = m;
  switch (parameters.objective) {
    case 'logistic':
      return (row) => {
        // log(1 + e^−z) for z = ±score, without overflow.
        const z = bytes[labels + row] === 1 ? doubles[scores + row]! : -doubles[scores + row]!;
        return z > 0 ? logarithm(1 + exponential(-z)) : -z + logarithm(1 + exponential(z));
      };
    case 'softmax':
      return (row) => {
        let top = doubles[scores + row]!;
        for (let k = 1; k < outputs; k++) top = Math.max(top, doubles[scores + k * pitch + row]!);
        let sum = 0;
        for (let k = 0; k < outputs; k++) sum += exponential(doubles[scores + k * pitch + row]! - top);
        return logarithm(sum) + top - doubles[scores + bytes[labels + row]! * pitch + row]!;
      };
    case 'quantile':
      return (row) => {
        const difference = doubles[target + row]! - doubles[scores + row]!;
        return difference >= 0 ? parameters.quantile * difference : (parameters.quantile - 1) * difference;
      };
    default: {
      const share = parameters.objective === 'mean' ? 1 / Math.max(1, rounds) : 1;
      if (outputs === 1) return (row) => (doubles[scores + row]! * share - doubles[target + row]!) ** 2;
      return (row) => {
        let sum = 0;
        for (let k = 0; k < outputs; k++)
          sum += (doubles[scores + k * pitch + row]! * share - (bytes[labels + row] === k ? 1 : 0)) ** 2;
        return sum;
      };
    }
  }
}
