// The search spaces of the replaced systems as data, in the parameter names of the families here. What a family has no word for is
// listed, never dropped in silence. Called by the run wizard, the command line and the orchestrator.

import type { NumberRange, ParameterValues, SearchSpace } from './space.ts';
import type { Sampler } from './study.ts';
import { TPE_DEFAULTS } from './tpe.ts';

export interface SearchPreset {
  readonly id: string;
  readonly title: string;
  /** Estimator. */
  readonly family: string;
  readonly space: SearchSpace;
  /** Set beside the searched ones. */
  readonly fixed: ParameterValues;
  /** Tried first: the published defaults. */
  readonly first: readonly ParameterValues[];
  readonly sampler: Sampler;
  readonly trials: number;
  /** Published parameters without a counterpart. */
  readonly omitted: readonly string[];
}

type More = Pick<NumberRange, 'step' | 'logarithmic'>;
const float = (name: string, low: number, high: number, more: More = {}): NumberRange => ({
  name,
  kind: 'float',
  low,
  high,
  ...more,
});
const integer = (name: string, low: number, high: number, more: More = {}): NumberRange => ({
  name,
  kind: 'integer',
  low,
  high,
  ...more,
});
const oneOf = (name: string, ...choices: number[]): SearchSpace[number] => ({
  name,
  kind: 'choice',
  choices,
});
const LOGARITHMIC = { logarithmic: true } as const;
const TPE: Sampler = { kind: 'tpe', options: TPE_DEFAULTS };

/** Walk-forward over segments, macro F1, defaults first. Published linearly; so they stay. */
const SEGMENTS: readonly SearchPreset[] = [
  {
    id: 'segments-leafwise',
    title: 'Segments, leaf by leaf',
    family: 'leafwise',
    space: [
      float('learningRate', 0.01, 0.08),
      integer('maxLeaves', 24, 96, { step: 8 }),
      float('rowFraction', 0.6, 0.95),
      float('columnFraction', 0.6, 0.95),
      integer('rounds', 200, 800, { step: 100 }),
    ],
    fixed: { maxDepth: 0 },
    first: [{ learningRate: 0.03, maxLeaves: 48, rowFraction: 0.85, columnFraction: 0.8, rounds: 500 }],
    sampler: TPE,
    trials: 10,
    omitted: [],
  },
  {
    id: 'segments-depthwise',
    title: 'Segments, level by level',
    family: 'depthwise',
    space: [
      integer('maxDepth', 4, 10),
      float('learningRate', 0.01, 0.1),
      float('rowFraction', 0.6, 0.95),
      float('columnFraction', 0.6, 0.95),
      float('l2', 0.5, 3),
      integer('rounds', 200, 600, { step: 100 }),
    ],
    // Depth alone limits the published trees: as many leaves as ten levels can have.
    fixed: { maxLeaves: 1_024 },
    first: [{ maxDepth: 6, learningRate: 0.05, rowFraction: 0.8, columnFraction: 0.8, l2: 1, rounds: 400 }],
    sampler: TPE,
    trials: 10,
    omitted: [],
  },
  {
    id: 'segments-symmetric',
    title: 'Segments, symmetric',
    family: 'symmetric',
    space: [
      integer('maxDepth', 4, 9),
      float('learningRate', 0.01, 0.1),
      float('l2', 1, 5),
      integer('rounds', 300, 900, { step: 100 }),
    ],
    fixed: {},
    first: [{ maxDepth: 6, learningRate: 0.05, l2: 3, rounds: 600 }],
    sampler: TPE,
    trials: 10,
    omitted: [],
  },
];

/** Base models of the stacked ensemble: wide ranges, AUC on a purged validation part, early stopping after 50. */
const ENSEMBLE: readonly SearchPreset[] = [
  {
    id: 'ensemble-depthwise',
    title: 'Ensemble base, level by level',
    family: 'depthwise',
    space: [
      integer('maxDepth', 3, 10),
      float('learningRate', 0.01, 0.3, LOGARITHMIC),
      float('minChildWeight', 1, 10),
      float('rowFraction', 0.5, 1),
      float('columnFraction', 0.5, 1),
      float('minGain', 0, 10),
      float('l1', 0, 10),
      float('l2', 0, 10),
    ],
    fixed: { rounds: 1_000, earlyStoppingRounds: 50, maxLeaves: 1_024 },
    first: [
      {
        maxDepth: 4,
        learningRate: 0.1,
        minChildWeight: 10,
        rowFraction: 0.8,
        columnFraction: 0.8,
        minGain: 0,
        l1: 0,
        l2: 1,
      },
    ],
    sampler: TPE,
    trials: 50,
    omitted: [],
  },
  {
    id: 'ensemble-symmetric',
    title: 'Ensemble base, symmetric',
    family: 'symmetric',
    space: [
      integer('rounds', 100, 500),
      float('learningRate', 0.01, 0.3, LOGARITHMIC),
      integer('maxDepth', 4, 10),
      float('l2', 1, 10),
      integer('bins', 32, 254),
    ],
    fixed: { earlyStoppingRounds: 50 },
    first: [],
    sampler: TPE,
    trials: 50,
    omitted: [
      'bagging_temperature',
      'random_strength',
      'border_count 255 (254 bins of values beside the missing one)',
    ],
  },
  {
    id: 'ensemble-leafwise',
    title: 'Ensemble base, leaf by leaf',
    family: 'leafwise',
    space: [
      integer('maxLeaves', 10, 300, LOGARITHMIC),
      integer('minChildSamples', 5, 100),
      float('learningRate', 0.01, 0.3, LOGARITHMIC),
      float('columnFraction', 0.4, 1),
      float('rowFraction', 0.4, 1),
      float('l1', 0, 10),
      float('l2', 0, 10),
    ],
    fixed: { rounds: 1_000, earlyStoppingRounds: 50 },
    first: [],
    sampler: TPE,
    trials: 50,
    omitted: ['bagging_freq'],
  },
  ...(['random-forest', 'extra-trees'] as const).map((family) => ({
    id: `ensemble-${family}`,
    title: family === 'random-forest' ? 'Ensemble base, random forest' : 'Ensemble base, extra trees',
    family,
    // The tree counts are published, depth and leaf only by name: their ranges are ours.
    space: [
      oneOf('rounds', 50, 100, 200, 300),
      integer('maxDepth', 3, 16),
      integer('minChildSamples', 5, 100, LOGARITHMIC),
    ],
    fixed: { maxLeaves: 1_024 },
    first: [],
    sampler: TPE,
    trials: 20,
    omitted: [],
  })),
];

/** Ten random draws from listed values, seed 42, three folds; here the folds are purged and trading is not rewarded. */
const THIRTY_MINUTES: SearchPreset = {
  id: 'listed-leafwise',
  title: 'Listed values, leaf by leaf',
  family: 'leafwise',
  space: [
    oneOf('maxLeaves', 31, 63, 127),
    oneOf('learningRate', 0.01, 0.05, 0.1),
    oneOf('rounds', 100, 200, 500),
    oneOf('maxDepth', 5, 10, 20),
    oneOf('minChildSamples', 20, 50, 100),
    oneOf('rowFraction', 0.8, 0.9, 1),
    oneOf('columnFraction', 0.8, 0.9, 1),
    oneOf('l1', 0, 0.1, 0.5),
    oneOf('l2', 0, 0.1, 0.5),
  ],
  fixed: {},
  first: [],
  sampler: { kind: 'random' },
  trials: 10,
  omitted: [],
};

export const SEARCH_PRESETS: readonly SearchPreset[] = [...SEGMENTS, ...ENSEMBLE, THIRTY_MINUTES];
