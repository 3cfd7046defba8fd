// Grows one tree leaf by leaf, leafwise or depthwise. SPMD: every member runs this same code, searches its own features, and all
// take the same best answer. Sums are whole numbers and ties go to the lowest feature and bin: any number of members grows the
// same tree. Called by the round loop.

import { FEATURE_BYTES } from '../kernels/kernels.ts';
import { improveByFeature, type TreeTerms } from './feature-cut.ts';
import { addNode, emptyTree, type GrownTree, pointTo } from './grown-tree.ts';
import { histogramAll, histogramAt, histogramLeaf, subtractHistogram, sumsOf } from './histograms.ts';
import { ANSWER_DOUBLES } from './layout.ts';
import { boundedValue, type Cut, type Leaf, leafValue, scoreOf } from './leaf.ts';
import type { Member } from './member.ts';
import type { Scales } from './quantisation.ts';
import { CHANCE, mixSeed, sampleFeatures } from './sampling.ts';
import { splitRows } from './split-rows.ts';
import { shareOf } from './team.ts';

export interface TreeTask {
  /** Packed gradients of all rows. */
  readonly gradients: number;
  /** Rows the list holds; whether they are all rows in order. */
  readonly rows: number;
  readonly dense: boolean;
  readonly scales: Scales;
  /** Names this tree's chances. */
  readonly seed: number;
  /** 1 per feature the tree may use, and per group that holds one. */
  readonly usable: Uint8Array;
  readonly active: Uint8Array;
}

export interface Growth {
  readonly tree: GrownTree;
  /** In the order of the tree's leaf numbers. */
  readonly leaves: readonly Leaf[];
}

export function growTree(member: Member, task: TreeTask): Growth {
  const { parameters } = member.job;
  const terms = termsOf(member, task);
  const tree = emptyTree();
  const leaves: Leaf[] = [startRoot(member, task, terms)];
  const freeSlots: number[] = Array.from({ length: parameters.maxLeaves - 1 }, (_, k) => k + 1).reverse();
  searchLeaves(member, task, terms, [leaves[0]!]);
  let serial = 1;
  while (leaves.length < parameters.maxLeaves) {
    const index = nextLeaf(leaves, parameters.policy === 'depthwise');
    if (index < 0) break;
    const leaf = leaves[index]!;
    const cut = leaf.cut!;
    const last = leaves.length + 1 === parameters.maxLeaves;
    const childDepth = leaf.depth + 1;
    const search = !last && (parameters.maxDepth === 0 || childDepth < parameters.maxDepth);
    const left = splitRows(member, leaf, cut, task.gradients, search);
    const node = addNode(tree, leaf, cut, gainUnit(task.scales));
    const [a, b] = childrenOf(leaf, cut, left, node, terms, serial);
    serial += 2;
    leaves[index] = a;
    leaves.push(b);
    if (!search) {
      freeSlots.push(leaf.slot);
      continue;
    }
    const [small, large] = a.rows <= b.rows ? [a, b] : [b, a];
    large.slot = leaf.slot;
    small.slot = freeSlots.pop()!;
    histogramLeaf(member, small.slot, small.start, small.rows, task.active);
    subtractHistogram(member, large.slot, small.slot);
    searchLeaves(member, task, terms, [a, b]);
    for (const child of [small, large])
      if (child.cut === null) {
        freeSlots.push(child.slot);
        child.slot = -1;
      }
  }
  finishTree(tree, leaves, terms, task.scales);
  return { tree, leaves };
}

/** Terms of the parameters in the quantised units of this tree. */
export function termsOf(member: Member, { scales, seed }: TreeTask): TreeTerms {
  const p = member.job.parameters;
  return {
    l1: p.l1 * scales.gradient,
    l2: p.l2 * scales.hessian,
    minGain: p.minGain / gainUnit(scales),
    minChildWeight: p.minChildWeight * scales.hessian,
    seed,
    monotone: p.monotone,
    randomCuts: p.randomCuts,
  };
}

/** G²/H in real units per unit of quantised score: the gain as LightGBM and XGBoost report it (twice the loss reduction). */
export function gainUnit({ gradient, hessian }: Scales): number {
  return hessian / (gradient * gradient);
}

/** The root leaf with its histogram in slot 0. */
export function startRoot(member: Member, task: TreeTask, terms: TreeTerms): Leaf {
  const { kernels, job, index, size } = member;
  if (task.dense) histogramAll(member, 0, task.gradients, task.active);
  else {
    const [from, to] = shareOf(task.rows, index, size);
    const { list, ordered } = job.layout;
    kernels.gatherGradients(list + 4 * from, to - from, task.gradients, ordered + 8 * from);
    member.barrier();
    histogramLeaf(member, 0, 0, task.rows, task.active);
  }
  const [gradient, hessian] = sumsOf(member, 0);
  const free = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
  return {
    start: 0,
    rows: task.rows,
    gradient,
    hessian,
    depth: 0,
    serial: 0,
    ...free,
    fallback: boundedValue(gradient, hessian, terms.l1, terms.l2, free.lower, free.upper),
    slot: 0,
    cut: null,
    parent: -1,
    isLeft: false,
  };
}

/** The leaf to split next, −1 where none can be: most gain, or least depth first; ties to the older leaf. */
function nextLeaf(leaves: readonly Leaf[], depthwise: boolean): number {
  let best = -1;
  for (let k = 0; k < leaves.length; k++) {
    const { cut, depth } = leaves[k]!;
    if (cut === null) continue;
    if (best >= 0) {
      const other = leaves[best]!;
      if (depthwise && depth > other.depth) continue;
      if (!(depthwise && depth < other.depth) && cut.gain <= other.cut!.gain) continue;
    }
    best = k;
  }
  return best;
}

/** Finds the best cut of one or two leaves whose histograms stand; one meeting. */
function searchLeaves(member: Member, task: TreeTask, terms: TreeTerms, leaves: readonly Leaf[]): void {
  const { doubles, size, index, job } = member;
  const answers = job.layout.answers >> 3;
  leaves.forEach((leaf, which) => {
    const at = answers + (which * size + index) * ANSWER_DOUBLES;
    searchOwnFeatures(member, task, terms, leaf, at << 3);
  });
  member.barrier();
  leaves.forEach((leaf, which) => {
    let best = answers + which * size * ANSWER_DOUBLES;
    for (let k = 1; k < size; k++) {
      const other = answers + (which * size + k) * ANSWER_DOUBLES;
      // Members hold features in ascending order: the first of equals is the lowest feature.
      if (doubles[other + 4]! >= 0 && (doubles[best + 4]! < 0 || doubles[other]! > doubles[best]!))
        best = other;
    }
    leaf.cut =
      doubles[best + 4]! < 0
        ? null
        : {
            gain: doubles[best]! - parentScore(leaf, terms),
            bin: doubles[best + 1]!,
            leftGradient: doubles[best + 2]!,
            leftHessian: doubles[best + 3]!,
            feature: doubles[best + 4]!,
            missingLeft: doubles[best + 5] === 1,
          };
  });
}

function searchOwnFeatures(member: Member, task: TreeTask, terms: TreeTerms, leaf: Leaf, out: number): void {
  const { doubles, job, features } = member;
  const p = job.parameters;
  const o = out >> 3;
  doubles[o] = parentScore(leaf, terms) * (1 + 1e-12) + terms.minGain;
  doubles[o + 4] = -1;
  if (leaf.rows < 2 || leaf.rows < 2 * p.minChildSamples) return;
  const least = leastHessianOf(leaf, terms, p.minChildSamples);
  const usable =
    p.nodeColumnFraction < 1
      ? sampleFeatures(mixSeed(task.seed, CHANCE.leafColumns, leaf.serial), task.usable, p.nodeColumnFraction)
      : task.usable;
  const end = Math.min(features[1], job.features);
  let histogram = histogramAt(member, leaf.slot, features[0]);
  for (let f = features[0]; f < end; f++, histogram += FEATURE_BYTES)
    if (usable[f]) improveByFeature(member, terms, leaf, f, histogram, least, out);
}

/**
 * Least hessian of a child: its weight (less what rounding may have taken: half a unit a row), and its rows by their share (half
 * a row less: whole rows are meant).
 */
export function leastHessianOf(leaf: Leaf, terms: TreeTerms, samples: number): number {
  return Math.max(
    terms.minChildWeight - leaf.rows / 2,
    ((samples - 0.5) * leaf.hessian) / Math.max(1, leaf.rows),
    1,
  );
}

export function parentScore(leaf: Leaf, { l1, l2 }: TreeTerms): number {
  return scoreOf(leaf.gradient, leaf.hessian, l1, l2, leafValue(leaf, l1, l2));
}

export function childrenOf(
  leaf: Leaf,
  cut: Cut,
  leftRows: number,
  node: number,
  terms: TreeTerms,
  serial: number,
): readonly [Leaf, Leaf] {
  const { l1, l2 } = terms;
  const rightGradient = leaf.gradient - cut.leftGradient;
  const rightHessian = leaf.hessian - cut.leftHessian;
  const direction = terms.monotone?.[cut.feature] ?? 0;
  const middle =
    direction === 0
      ? 0
      : (boundedValue(cut.leftGradient, cut.leftHessian, l1, l2, leaf.lower, leaf.upper) +
          boundedValue(rightGradient, rightHessian, l1, l2, leaf.lower, leaf.upper)) /
        2;
  const fallback = ownOrFallback(leaf, terms);
  const common = { depth: leaf.depth + 1, fallback, slot: -1, cut: null, parent: node };
  return [
    {
      ...common,
      start: leaf.start,
      rows: leftRows,
      gradient: cut.leftGradient,
      hessian: cut.leftHessian,
      serial,
      lower: direction < 0 ? middle : leaf.lower,
      upper: direction > 0 ? middle : leaf.upper,
      isLeft: true,
    },
    {
      ...common,
      start: leaf.start + leftRows,
      rows: leaf.rows - leftRows,
      gradient: rightGradient,
      hessian: rightHessian,
      serial: serial + 1,
      lower: direction > 0 ? middle : leaf.lower,
      upper: direction < 0 ? middle : leaf.upper,
      isLeft: false,
    },
  ];
}

/** What a leaf predicts, or its ancestor where the leaf is too light (only symmetric trees have such). */
function ownOrFallback(leaf: Leaf, { l1, l2, minChildWeight }: TreeTerms): number {
  const enough = leaf.hessian >= Math.max(1, minChildWeight - leaf.rows / 2);
  return enough ? leafValue(leaf, l1, l2) : leaf.fallback;
}

/** Numbers the leaves and gives them their values in real units, before the learning rate. */
export function finishTree(
  tree: GrownTree,
  leaves: readonly Leaf[],
  terms: TreeTerms,
  { gradient, hessian }: Scales,
): void {
  tree.value = new Float64Array(leaves.length);
  tree.weight = new Float64Array(leaves.length);
  leaves.forEach((leaf, number) => {
    pointTo(tree, leaf, ~number);
    tree.value[number] = (ownOrFallback(leaf, terms) * hessian) / gradient;
    tree.weight[number] = leaf.hessian / hessian;
  });
}
