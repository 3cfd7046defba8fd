// The best cut of one feature in one leaf: by the kernel in the common case; here where monotone bounds or random cuts ask for
// more. Answers go to the member's scratch (layout.ts, ANSWER_DOUBLES). Same code over both kernel sets, so the same answers.

import { MISSING_BIN } from '../bins/binned-data.ts';
import { boundedValue, type Leaf, scoreOf } from './leaf.ts';
import type { Member } from './member.ts';
import { CHANCE, mixSeed } from './sampling.ts';

/** What the cuts of one tree have in common, in its quantised units. */
export interface TreeTerms {
  readonly l1: number;
  readonly l2: number;
  readonly minGain: number;
  readonly minChildWeight: number;
  readonly seed: number;
  readonly monotone: Int8Array | null;
  readonly randomCuts: boolean;
}

/**
 * Improves the answer at `out` (doubles: score, bin, left gradient, left hessian, feature, missing left) by the best cut of a
 * feature whose histogram lies at byte `histogram`.
 */
export function improveByFeature(
  member: Member,
  terms: TreeTerms,
  leaf: Leaf,
  feature: number,
  histogram: number,
  leastHessian: number,
  out: number,
): void {
  const { doubles, words, integers, job } = member;
  const o = out >> 3;
  const bins = job.binCounts[feature]!;
  const missingCell = (histogram >> 2) + 2 * MISSING_BIN;
  const missingHessian = job.hasMissing[feature] ? words[missingCell]! : 0;
  const missingGradient = job.hasMissing[feature] ? integers[missingCell + 1]! : 0;
  const missing = missingHessian !== 0 || missingGradient !== 0;
  // Missing rows on the right: also all values against the missing ones.
  const rightCuts = missing ? bins : bins - 1;
  const search = terms.randomCuts ? randomCut : terms.monotone === null ? kernelCut : boundedCut;
  if (search(member, terms, leaf, feature, histogram, rightCuts, 0, 0, leastHessian, out)) {
    doubles[o + 4] = feature;
    // Rows that were never missing in training follow the heavier side.
    doubles[o + 5] = missing ? 0 : Number(doubles[o + 3]! * 2 > leaf.hessian);
  }
  if (!missing) return;
  if (
    search(
      member,
      terms,
      leaf,
      feature,
      histogram,
      bins - 1,
      missingGradient,
      missingHessian,
      leastHessian,
      out,
    )
  ) {
    doubles[o + 4] = feature;
    doubles[o + 5] = 1;
  }
}

type Search = (
  member: Member,
  terms: TreeTerms,
  leaf: Leaf,
  feature: number,
  histogram: number,
  count: number,
  startGradient: number,
  startHessian: number,
  leastHessian: number,
  out: number,
) => number;

const kernelCut: Search = (
  { kernels },
  terms,
  leaf,
  _feature,
  histogram,
  count,
  startG,
  startH,
  leastH,
  out,
) =>
  count <= 0
    ? 0
    : kernels.bestCut(
        histogram,
        count,
        startG,
        startH,
        leaf.gradient,
        leaf.hessian,
        terms.l1,
        terms.l2,
        leastH,
        out,
      );

/**
 * Cuts whose children keep the leaf's bounds and the feature's direction; scores are those of the bounded values.
 * The `basic` method of LightGBM and XGBoost: children of a monotone cut are bounded by the middle between them.
 */
const boundedCut: Search = (member, terms, leaf, feature, histogram, count, startG, startH, leastH, out) => {
  const { doubles, words, integers } = member;
  const direction = terms.monotone![feature]!;
  const o = out >> 3;
  let hit = 0;
  let leftG = startG;
  let leftH = startH;
  for (let bin = 0, at = histogram >> 2; bin < count; bin++, at += 2) {
    leftH += words[at]!;
    leftG += integers[at + 1]!;
    if (leftH < leastH) continue;
    if (leaf.hessian - leftH < leastH) break;
    const score = boundedScore(terms, leaf, direction, leftG, leftH);
    if (score > doubles[o]!) {
      hit = 1;
      doubles[o] = score;
      doubles[o + 1] = bin;
      doubles[o + 2] = leftG;
      doubles[o + 3] = leftH;
    }
  }
  return hit;
};

function boundedScore(
  { l1, l2 }: TreeTerms,
  leaf: Leaf,
  direction: number,
  leftG: number,
  leftH: number,
): number {
  const rightG = leaf.gradient - leftG;
  const rightH = leaf.hessian - leftH;
  const left = boundedValue(leftG, leftH, l1, l2, leaf.lower, leaf.upper);
  const right = boundedValue(rightG, rightH, l1, l2, leaf.lower, leaf.upper);
  if (direction * (right - left) < 0) return Number.NEGATIVE_INFINITY;
  return scoreOf(leftG, leftH, l1, l2, left) + scoreOf(rightG, rightH, l1, l2, right);
}

/** One cut, drawn evenly from the bins between the leaf's lowest and highest: bins are quantiles, so outliers do not attract it. */
const randomCut: Search = (member, terms, leaf, feature, histogram, count, startG, startH, leastH, out) => {
  const { doubles, words, integers } = member;
  const cells = histogram >> 2;
  const filled = (bin: number) => words[cells + 2 * bin] !== 0 || integers[cells + 2 * bin + 1] !== 0;
  let first = 0;
  while (first < count && !filled(first)) first++;
  // After the last filled bin there is nothing left to part, unless missing rows wait on the right.
  let last = count - 1;
  if (count < member.job.binCounts[feature]!) {
    last = member.job.binCounts[feature]! - 1;
    while (last > first && !filled(last)) last--;
    last--;
  }
  if (last < first) return 0;
  const draw = mixSeed(terms.seed, CHANCE.cut, leaf.serial, feature) / 2 ** 32;
  const cut = first + Math.floor(draw * (last - first + 1));
  let leftG = startG;
  let leftH = startH;
  for (let bin = 0; bin <= cut; bin++) {
    leftH += words[cells + 2 * bin]!;
    leftG += integers[cells + 2 * bin + 1]!;
  }
  if (leftH < leastH || leaf.hessian - leftH < leastH) return 0;
  const direction = terms.monotone?.[feature] ?? 0;
  const score = boundedScore(terms, leaf, direction, leftG, leftH);
  const o = out >> 3;
  if (!(score > doubles[o]!)) return 0;
  doubles[o] = score;
  doubles[o + 1] = cut;
  doubles[o + 2] = leftG;
  doubles[o + 3] = leftH;
  return 1;
};
