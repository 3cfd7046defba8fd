// The parameters families of trees offer, declared once: names, ranges and defaults as a search and a form need them. A family
// picks from them and may change a default.

import type { NumberParameter } from '../../../parameters/parameters.ts';
import { CLASS_WEIGHT } from '../../class-weight.ts';
import type { EstimatorParameter } from '../../contract.ts';
import { choice, LOGARITHMIC, number, whole } from '../../declare.ts';
import { MAX_VALUE_BINS } from '../bins/binned-data.ts';

export const DECLARED = {
  rounds: whole(
    'Growth',
    'rounds',
    'Rounds',
    'Trees in a row; each corrects what those before it still miss.',
    [200, 1, 10_000],
    LOGARITHMIC,
  ),
  trees: whole(
    'Growth',
    'rounds',
    'Trees',
    'Trees whose mean is the prediction.',
    [200, 1, 10_000],
    LOGARITHMIC,
  ),
  learningRate: number(
    'Growth',
    'learningRate',
    'Learning rate',
    'Share of each tree that is added. Smaller needs more rounds and generalises better.',
    [0.05, 0.001, 1],
    LOGARITHMIC,
  ),
  maxLeaves: whole('Growth', 'maxLeaves', 'Leaves', 'Most leaves of a tree.', [31, 2, 1_024], LOGARITHMIC),
  maxDepth: whole(
    'Growth',
    'maxDepth',
    'Depth',
    'Most cuts between root and leaf; 0 is no limit.',
    [0, 0, 32],
  ),
  minChildWeight: number(
    'Leaves',
    'minChildWeight',
    'Least leaf weight',
    'Least sum of hessians in a leaf.',
    [0.001, 0.000_01, 1_000],
    LOGARITHMIC,
  ),
  minChildSamples: whole(
    'Leaves',
    'minChildSamples',
    'Least rows of a leaf',
    'A cut that would leave fewer rows on a side is not made (counted by their share of the hessian).',
    [20, 1, 100_000],
    LOGARITHMIC,
  ),
  minGain: number('Leaves', 'minGain', 'Least gain', 'A cut must gain more than this.', [0, 0, 1_000]),
  l1: number('Leaves', 'l1', 'L1', 'Pulls leaf values to zero by a constant.', [0, 0, 1_000]),
  l2: number(
    'Leaves',
    'l2',
    'L2',
    'Shrinks leaf values; as if each leaf held this much weight at zero.',
    [0, 0, 1_000],
  ),
  rowFraction: number(
    'Sampling',
    'rowFraction',
    'Share of rows',
    'Share of the rows drawn for each round.',
    [1, 0.05, 1],
  ),
  columnFraction: number(
    'Sampling',
    'columnFraction',
    'Share of features',
    'Share of the features drawn for each tree.',
    [1, 0.05, 1],
  ),
  leafColumnFraction: number(
    'Sampling',
    'leafColumnFraction',
    'Share of features per leaf',
    'Share of the features drawn for each leaf: makes the trees of a forest differ.',
    [0.3, 0.01, 1],
  ),
  earlyStoppingRounds: whole(
    'Training',
    'earlyStoppingRounds',
    'Patience',
    'Rounds without a better validation loss before training stops at the best one; 0 never. Needs a validation part.',
    [50, 0, 10_000],
  ),
  bins: whole('Training', 'bins', 'Bins', 'Values of a feature are cut into at most so many bins.', [
    MAX_VALUE_BINS,
    2,
    MAX_VALUE_BINS,
  ]),
  classWeight: CLASS_WEIGHT,
  loss: choice(
    'Training',
    'loss',
    'Loss of numbers',
    'For targets that are numbers: squared predicts the mean, quantile the chosen quantile.',
    { squared: 'Squared error', quantile: 'Quantile' },
  ),
  quantile: number(
    'Training',
    'quantile',
    'Quantile',
    'The quantile the quantile loss predicts.',
    [0.5, 0.01, 0.99],
  ),
} as const satisfies Record<string, EstimatorParameter>;

export function withDefault(
  parameter: NumberParameter,
  fallback: number,
  changes: Partial<NumberParameter> = {},
): NumberParameter {
  return { ...parameter, default: fallback, ...changes };
}
