// What could be trained on the looking desk, and what it would cost. Development only.

import { LINEAR_ESTIMATORS } from '../../../engines/learn/linear/estimators.ts';
import { SEARCH_PRESETS } from '../../../engines/learn/search/presets.ts';
import { TREE_FAMILIES } from '../../../engines/learn/trees/families/families.ts';
import { SPLIT_PRESETS } from '../../../engines/validation/splits/split.ts';
import { AppError } from '../../../src/contracts/errors.ts';
import {
  SPLIT_PRESET_IDS,
  type TrainingCatalogue,
  type TrainingPlan,
  type TrainingRequest,
} from '../../../src/contracts/training.ts';
import { FAKE_DATASETS } from './fake-datasets.ts';
import { fakeFolds, SPLIT_WORDS } from './fake-training-data.ts';

const WINDOW_GROUPS = [
  { name: 'rsi', members: ['rsi_w7', 'rsi_w14', 'rsi_w28'], base: 'rsi_w14' },
  { name: 'macd', members: ['macd_w6_13_5', 'macd_w12_26_9', 'macd_w24_52_18'], base: 'macd_w12_26_9' },
];

export async function fakeCatalogue(): Promise<TrainingCatalogue> {
  return {
    estimators: [
      ...[...TREE_FAMILIES, ...LINEAR_ESTIMATORS].map(({ id, title, help, tasks, parameters }) => ({
        id,
        title,
        help,
        tasks,
        parameters,
        unavailable: null,
      })),
      {
        id: 'gru',
        title: 'Gated recurrent network',
        help: 'Reads the last bars of the same session in order. Slow; rarely better than trees on tables.',
        tasks: ['binary', 'multiclass'] as const,
        parameters: [],
        unavailable: 'It needs rows in order of time; this build cannot make them.',
      },
    ],
    presets: SEARCH_PRESETS,
    splits: SPLIT_PRESET_IDS.map((id) => ({
      id,
      title: {
        'walk-forward-60-10': 'Walk-forward, 60 sessions then 10',
        'expanding-60-10': 'Expanding, from 60 sessions, 10 at a time',
        'window-45-15': 'Window of 45 days, step of 15',
        'gap-5-fold': 'Five folds with a gap of 20 sessions',
        'combinatorial-6-2': 'Combinatorial, 2 of 6 groups test',
      }[id],
      method: SPLIT_PRESETS[id],
    })),
    cores: 2,
  };
}

export async function fakePlan(request: TrainingRequest): Promise<TrainingPlan> {
  const folds = fakeFolds(5);
  const trials = request.families.length * 5 * request.trials;
  const dataset = FAKE_DATASETS.find((one) => one.id === request.datasetId);
  if (!dataset) throw new AppError('NOT_FOUND', 'This dataset is gone. Nothing was started. Choose another.');
  return {
    datasetName: dataset.name,
    rows: dataset.rows,
    features: dataset.featureSet?.features ?? 0,
    splitWords: SPLIT_WORDS,
    folds,
    steps: trials + request.families.length * 7 + 2,
    trials,
    reusable: request.trials === 10 ? 31 : 0,
    cores: request.budget.cores || 2,
    estimatedMs: trials * 4_100,
    estimateBasis: 'measured here',
    memoryBytes: 412_000_000,
    windowGroups: WINDOW_GROUPS,
    warnings: [
      ...(dataset.proof === 'alarm' ? ['A check of this dataset’s proof raised an alarm.'] : []),
      'Segment 5 has no rows to test and is left out.',
    ],
    problems:
      request.holdOutSessions === 20
        ? []
        : [
            'The hold-out of this dataset is 20 sessions already, reserved by “Walk-forward, three families”. Ask for 20.',
          ],
  };
}
