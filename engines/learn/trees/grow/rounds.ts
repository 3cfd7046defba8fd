// The rounds of one training, as every member runs them: sample, gradients, trees, scores, losses, whether to go on. Member 0
// also tells the caller. What ends a training is decided from shared numbers, so all members end in the same round.

import { makeGradients, type RoundRows } from './gradients.ts';
import { growSymmetricTree } from './grow-symmetric.ts';
import { growTree, type TreeTask } from './grow-tree.ts';
import type { GrownTree } from './grown-tree.ts';
import type { TrainingJob } from './job.ts';
import { trainingLoss, validationLoss } from './losses.ts';
import { controlOf, createMember, type Member } from './member.ts';
import { renewQuantileLeaves } from './quantile-leaves.ts';
import type { Scales } from './quantisation.ts';
import { CHANCE, mixSeed, sampleFeatures, sampleWith, sampleWithout } from './sampling.ts';
import { scoreTrainingRows, scoreValidationRows } from './scores.ts';
import { announceFailure, CONTROL, shareOf } from './team.ts';

/** What member 0 reports; `onRound` returns false to stop after this round. */
export interface RoundListener {
  onTree(tree: GrownTree): void;
  onRound(round: number, trainLoss: number, validationLoss: number): boolean;
}

export type StopReason = 'finished' | 'early' | 'cancelled';

/** A member that is not the caller: returns when the training has ended, throws where it could not be finished. */
export function runTreeMember(job: unknown, index: number): void {
  try {
    runRounds(createMember(job as TrainingJob, index), null);
  } catch (error) {
    announceFailure(controlOf(job as TrainingJob));
    throw error;
  }
}

export function runRounds(member: Member, listener: RoundListener | null): StopReason {
  const { job, control } = member;
  const { parameters } = job;
  const losses = Array.from(job.earlierLosses);
  if (stalled(losses, parameters.earlyStoppingRounds)) return 'early';
  for (let round = job.firstRound; round < parameters.rounds; round++) {
    const rows = chooseRows(member, round);
    const scales = makeGradients(member, rows);
    member.barrier();
    for (let output = 0; output < job.outputs; output++)
      growOne(member, round, output, rows, scales, listener);
    const trainLoss =
      job.measureTraining && parameters.objective !== 'mean' ? trainingLoss(member, round + 1) : Number.NaN;
    const loss = job.validationRows > 0 ? validationLoss(member, round + 1) : Number.NaN;
    if (job.validationRows > 0) losses.push(loss);
    if (listener !== null && !listener.onRound(round, trainLoss, loss)) control[CONTROL.stop] = 1;
    member.barrier();
    if (control[CONTROL.stop] === 1) return 'cancelled';
    if (stalled(losses, parameters.earlyStoppingRounds)) return 'early';
  }
  return 'finished';
}

/** The round (counted from 1) with the least loss, the first of equals; 0 without losses. */
export function bestRound(losses: ArrayLike<number>): number {
  let best = 0;
  for (let k = 0; k < losses.length; k++) if (best === 0 || losses[k]! < losses[best - 1]!) best = k + 1;
  return best;
}

function stalled(losses: readonly number[], patience: number): boolean {
  return patience > 0 && losses.length - bestRound(losses) >= patience;
}

/** Draws the round's sample (member 0, for all) and says how many rows it has. */
function chooseRows(member: Member, round: number): RoundRows & { readonly rest: number } {
  const { job, words, control } = member;
  const { rowFraction, withReplacement, seed } = job.parameters;
  if (rowFraction >= 1 && !withReplacement) return { count: job.rows, dense: true, rest: 0 };
  const count = Math.max(1, Math.round(job.rows * rowFraction));
  if (member.index === 0) {
    const chosen = words.subarray(job.layout.sample >> 2, (job.layout.sample >> 2) + job.rows);
    const rest = words.subarray(job.layout.rest >> 2, (job.layout.rest >> 2) + job.rows);
    const chance = mixSeed(seed, CHANCE.rows, round);
    if (withReplacement) sampleWith(chance, job.rows, count, chosen);
    else sampleWithout(chance, job.rows, count, chosen, rest);
    control[CONTROL.sampleRows] = count;
  }
  member.barrier();
  return { count, dense: false, rest: withReplacement ? 0 : job.rows - count };
}

function growOne(
  member: Member,
  round: number,
  output: number,
  rows: RoundRows & { readonly rest: number },
  scales: readonly Scales[],
  listener: RoundListener | null,
): void {
  const { job } = member;
  const { parameters, layout } = job;
  listRows(member, rows);
  const seed = mixSeed(parameters.seed, round, output);
  const usable = sampleFeatures(
    mixSeed(seed, CHANCE.treeColumns),
    new Uint8Array(job.features).fill(1),
    parameters.columnFraction,
  );
  const task: TreeTask = {
    gradients: layout.gradients + output * layout.pitch,
    rows: rows.count,
    dense: rows.dense,
    scales: scales[output]!,
    seed,
    usable,
    active: activeGroups(member, usable),
  };
  const growth = parameters.policy === 'symmetric' ? growSymmetricTree(member, task) : growTree(member, task);
  if (parameters.objective === 'quantile') renewQuantileLeaves(member, growth, output);
  const { tree, leaves } = growth;
  if (parameters.objective !== 'mean') {
    for (let k = 0; k < tree.value.length; k++) tree.value[k]! *= parameters.learningRate;
    scoreTrainingRows(member, tree, leaves, output, rows.rest);
  }
  scoreValidationRows(member, tree, output);
  listener?.onTree(tree);
  // The list of rows and the scores are this tree's until every member is done with it.
  member.barrier();
}

/** Fills the list with the tree's rows; each member the part it will split first. */
function listRows(member: Member, rows: RoundRows): void {
  const { job, words, kernels } = member;
  const { layout } = job;
  const [from, to] = shareOf(rows.count, member.index, member.size);
  if (!rows.dense) {
    kernels.copy(layout.list + 4 * from, layout.sample + 4 * from, 4 * (to - from));
    return;
  }
  const list = layout.list >> 2;
  for (let i = from; i < to; i++) words[list + i] = i;
}

/** Groups with a usable feature; the one of a member's first feature always, since a leaf's sums are read from it. */
function activeGroups(member: Member, usable: Uint8Array): Uint8Array {
  const active = new Uint8Array(member.job.groups);
  usable.forEach((allowed, f) => {
    if (allowed) active[f >> 2] = 1;
  });
  active[member.features[0] >> 2] = 1;
  return active;
}
