// The five families of trees the product offers: three ways of growing boosted trees and two forests, one engine under all.

import type { Estimator } from '../../contract.ts';
import { MAX_SYMMETRIC_DEPTH } from '../parameters.ts';
import { DECLARED, withDefault } from './declared.ts';
import { treeEstimator } from './family.ts';

const D = DECLARED;
const REGULARISED = [D.minChildWeight, D.minChildSamples, D.minGain, D.l1];
const SAMPLED = [D.rowFraction, D.columnFraction, D.leafColumnFraction];
const ENDING = [D.earlyStoppingRounds, D.bins, D.classWeight, D.loss, D.quantile];
/** Boosting draws features per tree; per leaf only when asked. */
const BOOST_SAMPLED = SAMPLED.map((parameter) =>
  parameter.name === 'leafColumnFraction' ? withDefault(parameter, 1) : parameter,
);

export const leafwise: Estimator = treeEstimator({
  id: 'leafwise',
  title: 'Boosted trees, leaf by leaf',
  help: 'Splits the leaf that gains most, as LightGBM does: few, deep, uneven leaves. Fast and strong; mind the least rows of a leaf.',
  parameters: [
    D.rounds,
    D.learningRate,
    D.maxLeaves,
    D.maxDepth,
    ...REGULARISED,
    D.l2,
    ...BOOST_SAMPLED,
    ...ENDING,
  ],
  fixed: { policy: 'leafwise' },
  forest: false,
});

export const depthwise: Estimator = treeEstimator({
  id: 'depthwise',
  title: 'Boosted trees, level by level',
  help: 'Splits all leaves of a level before the next, as XGBoost does: even trees, a little steadier on noise.',
  parameters: [
    D.rounds,
    D.learningRate,
    withDefault(D.maxDepth, 6, { min: 1, max: 10 }),
    withDefault(D.maxLeaves, 64),
    ...REGULARISED.map((parameter) =>
      parameter.name === 'minChildWeight' ? withDefault(parameter, 1) : parameter,
    ),
    withDefault(D.l2, 1),
    ...BOOST_SAMPLED,
    ...ENDING,
  ],
  fixed: { policy: 'depthwise' },
  forest: false,
});

export const symmetric: Estimator = treeEstimator({
  id: 'symmetric',
  title: 'Boosted symmetric trees',
  help: 'Every level of a tree is cut alike, as CatBoost does: the most regular shape, slow to overfit.',
  parameters: [
    D.rounds,
    D.learningRate,
    withDefault(D.maxDepth, 6, { min: 1, max: MAX_SYMMETRIC_DEPTH }),
    ...REGULARISED,
    withDefault(D.l2, 3),
    D.rowFraction,
    D.columnFraction,
    ...ENDING,
  ],
  fixed: { policy: 'symmetric', maxLeaves: 2 },
  forest: false,
});

const FOREST = [
  D.trees,
  withDefault(D.maxLeaves, 128),
  D.maxDepth,
  withDefault(D.minChildSamples, 10),
  D.leafColumnFraction,
  D.columnFraction,
  D.rowFraction,
  D.bins,
  D.classWeight,
];

export const randomForest: Estimator = treeEstimator({
  id: 'random-forest',
  title: 'Random forest',
  help: 'Mean of many trees, each grown on rows drawn with replacement and few features a leaf (Breiman 2001). Several classes: one tree a class.',
  parameters: FOREST,
  fixed: { policy: 'leafwise', withReplacement: true },
  forest: true,
});

export const extraTrees: Estimator = treeEstimator({
  id: 'extra-trees',
  title: 'Extremely randomised trees',
  help: 'A forest whose cuts are drawn at random and only compared across features (Geurts, Ernst & Wehenkel 2006).',
  parameters: FOREST.map((parameter) =>
    parameter.name === 'leafColumnFraction' ? withDefault(parameter, 0.5) : parameter,
  ),
  fixed: { policy: 'leafwise', randomCuts: true },
  forest: true,
});

export const TREE_FAMILIES: readonly Estimator[] = [leafwise, depthwise, symmetric, randomForest, extraTrees];
