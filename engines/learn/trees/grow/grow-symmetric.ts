// Grows one symmetric (oblivious) tree: every leaf of a level is cut alike, by the cut with the best sum of scores over them.
// The shape of CatBoost's trees (Prokhorenkova et al. 2018); plain boosting, without its ordered variant. SPMD like grow-tree.ts.
// A leaf that the cut leaves with too light a child counts as not cut; such a child predicts what its parent would.

import { MISSING_BIN } from '../bins/binned-data.ts';
import type { TreeTerms } from './feature-cut.ts';
import {
  childrenOf,
  finishTree,
  type Growth,
  gainUnit,
  leastHessianOf,
  parentScore,
  startRoot,
  type TreeTask,
  termsOf,
} from './grow-tree.ts';
import { addNode, emptyTree } from './grown-tree.ts';
import { histogramAt, histogramLeaf, subtractHistogram } from './histograms.ts';
import { ANSWER_DOUBLES } from './layout.ts';
import type { Cut, Leaf } from './leaf.ts';
import type { Member } from './member.ts';
import { splitRows } from './split-rows.ts';

export function growSymmetricTree(member: Member, task: TreeTask): Growth {
  const { maxDepth } = member.job.parameters;
  const terms = termsOf(member, task);
  const tree = emptyTree();
  let leaves: readonly Leaf[] = [startRoot(member, task, terms)];
  let serial = 1;
  for (let depth = 0; depth < maxDepth; depth++) {
    const cuts = searchLevel(member, task, terms, leaves);
    if (cuts === null) break;
    const search = depth + 1 < maxDepth;
    const level: Leaf[] = [];
    for (const [k, leaf] of leaves.entries()) {
      const cut = cuts[k]!;
      const left = splitRows(member, leaf, cut, task.gradients, search);
      const node = addNode(tree, leaf, cut, gainUnit(task.scales));
      const [a, b] = childrenOf(leaf, cut, left, node, terms, serial);
      serial += 2;
      level.push(a, b);
      if (!search) continue;
      const [small, large] = a.rows <= b.rows ? [a, b] : [b, a];
      large.slot = leaf.slot;
      small.slot = leaves.length + k;
      histogramLeaf(member, small.slot, small.start, small.rows, task.active);
      subtractHistogram(member, large.slot, small.slot);
      // The next leaf's gradients go where this one's are still read.
      member.barrier();
    }
    leaves = level;
  }
  finishTree(tree, leaves, terms, task.scales);
  return { tree, leaves };
}

/** Scores of every cut of one feature, missing rows right and left. */
interface Ledger {
  readonly missingRight: Float64Array;
  readonly missingLeft: Float64Array;
}

/** The level's cut with each leaf's sums, null where none gains. */
function searchLevel(
  member: Member,
  task: TreeTask,
  terms: TreeTerms,
  leaves: readonly Leaf[],
): readonly Cut[] | null {
  const { doubles, size, index, job } = member;
  const answers = job.layout.answers >> 3;
  const own = answers + index * ANSWER_DOUBLES;
  let unsplit = 0;
  for (const leaf of leaves) unsplit += parentScore(leaf, terms);
  const bar = unsplit * (1 + 1e-12) + terms.minGain;
  doubles[own] = bar;
  doubles[own + 4] = -1;
  const ledger = { missingRight: new Float64Array(256), missingLeft: new Float64Array(256) };
  const end = Math.min(member.features[1], job.features);
  for (let f = member.features[0]; f < end; f++)
    if (task.usable[f]) improveByLevel(member, terms, leaves, f, ledger, own);
  member.barrier();
  let best = answers;
  let owner = 0;
  for (let k = 1; k < size; k++) {
    const other = answers + k * ANSWER_DOUBLES;
    if (doubles[other + 4]! >= 0 && (doubles[best + 4]! < 0 || doubles[other]! > doubles[best]!)) {
      best = other;
      owner = k;
    }
  }
  const feature = doubles[best + 4]!;
  if (feature < 0) return null;
  const bin = doubles[best + 1]!;
  const missingLeft = doubles[best + 5] === 1;
  const sums = job.layout.leafValues >> 3;
  if (owner === index)
    leaves.forEach((leaf, k) => {
      const [gradient, hessian] = leftSums(member, leaf, feature, bin, missingLeft);
      doubles[sums + 2 * k] = gradient;
      doubles[sums + 2 * k + 1] = hessian;
    });
  member.barrier();
  return leaves.map((leaf, k) => {
    const leftGradient = doubles[sums + 2 * k]!;
    const leftHessian = doubles[sums + 2 * k + 1]!;
    const least = leastHessianOf(leaf, terms, job.parameters.minChildSamples);
    const parent = parentScore(leaf, terms);
    const gain = cutScore(leaf, leftGradient, leftHessian, least, parent, terms) - parent;
    return { gain: Math.max(0, gain), feature, bin, missingLeft, leftGradient, leftHessian };
  });
}

function improveByLevel(
  member: Member,
  terms: TreeTerms,
  leaves: readonly Leaf[],
  feature: number,
  ledger: Ledger,
  answer: number,
): void {
  const { job, words, integers, doubles } = member;
  const bins = job.binCounts[feature]!;
  const missing = job.hasMissing[feature] === 1;
  const cuts = missing ? bins : bins - 1;
  ledger.missingRight.fill(0, 0, cuts);
  ledger.missingLeft.fill(0, 0, cuts);
  for (const leaf of leaves) {
    const at = cellsOf(member, leaf, feature);
    const least = leastHessianOf(leaf, terms, job.parameters.minChildSamples);
    const parent = parentScore(leaf, terms);
    const missingG = integers[at + 2 * MISSING_BIN + 1]!;
    const missingH = words[at + 2 * MISSING_BIN]!;
    let leftG = 0;
    let leftH = 0;
    for (let bin = 0; bin < cuts; bin++) {
      leftH += words[at + 2 * bin]!;
      leftG += integers[at + 2 * bin + 1]!;
      ledger.missingRight[bin]! += cutScore(leaf, leftG, leftH, least, parent, terms);
      if (missing && bin < bins - 1)
        ledger.missingLeft[bin]! += cutScore(leaf, leftG + missingG, leftH + missingH, least, parent, terms);
    }
  }
  const consider = (scores: Float64Array, count: number, missingLeft: number) => {
    for (let bin = 0; bin < count; bin++)
      if (scores[bin]! > doubles[answer]!) {
        doubles[answer] = scores[bin]!;
        doubles[answer + 1] = bin;
        doubles[answer + 4] = feature;
        doubles[answer + 5] = missingLeft;
      }
  };
  consider(ledger.missingRight, cuts, 0);
  if (missing) consider(ledger.missingLeft, bins - 1, 1);
}

/** Score of a leaf after a cut; that of the leaf itself where a child would be too light. */
function cutScore(
  leaf: Leaf,
  leftG: number,
  leftH: number,
  least: number,
  parent: number,
  { l1, l2 }: TreeTerms,
): number {
  const rightH = leaf.hessian - leftH;
  if (leftH < least || rightH < least) return parent;
  const l = Math.max(Math.abs(leftG) - l1, 0);
  const r = Math.max(Math.abs(leaf.gradient - leftG) - l1, 0);
  return (l * l) / (leftH + l2) + (r * r) / (rightH + l2);
}

function leftSums(
  member: Member,
  leaf: Leaf,
  feature: number,
  bin: number,
  missingLeft: boolean,
): readonly [gradient: number, hessian: number] {
  const at = cellsOf(member, leaf, feature);
  const { words, integers } = member;
  let hessian = missingLeft ? words[at + 2 * MISSING_BIN]! : 0;
  let gradient = missingLeft ? integers[at + 2 * MISSING_BIN + 1]! : 0;
  for (let b = 0; b <= bin; b++) {
    hessian += words[at + 2 * b]!;
    gradient += integers[at + 2 * b + 1]!;
  }
  return [gradient, hessian];
}

/** Index of a feature's first 32-bit cell word. */
function cellsOf(member: Member, leaf: Leaf, feature: number): number {
  return histogramAt(member, leaf.slot, feature) >> 2;
}
