// One training run of the looking desk and what it was asked. Development only.

import {
  type TrainingRun,
  type TrainingState,
  trainingRequestSchema,
} from '../../../src/contracts/training.ts';
import { FAKE_DATASETS } from './fake-datasets.ts';
import { at, fakeFolds, SPLIT_WORDS } from './fake-training-data.ts';

const FAKE_FAMILIES = ['leafwise', 'depthwise', 'symmetric'] as const;

export const FAKE_REQUEST = trainingRequestSchema.parse({
  datasetId: FAKE_DATASETS[0]?.id,
  justification: 'Does anything in the multi-timeframe set tell direction over two hours, after charges?',
  families: FAKE_FAMILIES.map((estimator) => ({ estimator, preset: `segments-${estimator}` })),
  softVote: true,
  budget: { cores: 2, wallMinutes: 480, quietHours: { from: '09:00', to: '15:40' } },
});

/** A run of 21 symbols over four segments, but for what `part` says. */
export function fakeRun(
  id: string,
  name: string,
  state: TrainingState,
  part: Partial<TrainingRun>,
): TrainingRun {
  const folds = fakeFolds(4);
  return {
    id,
    name,
    state,
    jobId: null,
    datasetId: FAKE_REQUEST.datasetId,
    datasetName: FAKE_DATASETS[0]?.name ?? '',
    synthetic: false,
    families: [...FAKE_FAMILIES],
    segments: folds.length,
    trials: 10,
    steps: { total: 0, done: 0, failed: 0, reused: 0 },
    createdAt: Date.now(),
    startedAt: Date.now(),
    endedAt: null,
    activeMs: 0,
    eta: null,
    waitingFor: null,
    best: null,
    warnings: 0,
    error: null,
    request: FAKE_REQUEST,
    datasetHash: 'a7c3'.repeat(16),
    splitHash: '19fe'.repeat(16),
    splitWords: SPLIT_WORDS,
    folds,
    holdOut: { sessions: 20, from: at('2026-01-26'), to: at('2026-02-23', '15:30') },
    notes: [],
    objective: 'log-loss',
    candidates: [],
    sleeps: [],
    rerunOf: null,
    ...part,
  };
}
