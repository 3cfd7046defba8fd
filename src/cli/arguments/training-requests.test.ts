// What the options of the training commands become: names of other libraries, published forms, and slips that are refused.

import { describe, expect, test } from 'vitest';
import { trainingRequestSchema } from '../../contracts/training.ts';
import { familyStudies } from '../../services/training/run/family-study.ts';
import { weekdayOf } from '../commands/weekend.ts';
import { automlRequestOf, hpoRequestOf, stackRequestOf } from './search-requests.ts';
import { formOf, type TrainOptions, trainRequestOf } from './train-request.ts';
import { familiesOf, metaLearnerOf } from './training-families.ts';
import { commonPart, quietHoursOf, splitOf } from './training-options.ts';

const DATASET = {
  id: 'd'.repeat(64),
  featureNames: ['ret_1', 'intraday_vol_5m', 'price_momentum_10m'],
  classes: ['down', 'none', 'up'],
};
const THREE = { kind: 'two-sided', classes: DATASET.classes, short: 0, long: 2 } as const;
const TWO = { kind: 'one-sided', classes: ['lose', 'win'], positive: 1, side: 1 } as const;
const train = (options: TrainOptions, reserved: number | null = null, classes = DATASET.classes) =>
  trainRequestOf(options, { ...DATASET, classes }, reserved);
/** Every family of the request can be trained as it is asked for. */
function expectTrainable(request: ReturnType<typeof train>, task: typeof THREE | typeof TWO) {
  const outcomes = familyStudies(request, task);
  expect(outcomes.flatMap(({ study, notes }) => (study === null ? notes : []))).toEqual([]);
}

describe('names', () => {
  test('of libraries become the families that grow their trees alike', () => {
    expect(familiesOf('--families', ['lightgbm', 'xgboost', 'catboost'])).toEqual([
      'leafwise',
      'depthwise',
      'symmetric',
    ]);
    expect(familiesOf('--models', ['xgb,cat,lgbm,gru'])).toEqual([
      'depthwise',
      'symmetric',
      'leafwise',
      'gru',
    ]);
    expect(familiesOf('--algorithm', ['both', 'xgb'])).toEqual(['depthwise', 'symmetric']);
    expect(familiesOf('--estimator', ['Logistic'])).toEqual(['logistic']);
    expect(() => familiesOf('--families', ['lightgmb'])).toThrow(/lightgmb/);
    expect(() => familiesOf('--families', [' , '])).toThrow(/Nothing was started/);
    // The run's own mean has this name.
    expect(() => familiesOf('--families', ['leafwise', 'soft-vote'])).toThrow(/automl --soft-vote/);
    expect(familiesOf('--families', ['stacking'])).toEqual(['stacking']);
  });

  test('of meta-learners', () => {
    expect(['linear', 'meta-mlp', 'xgb'].map(metaLearnerOf)).toEqual(['logistic', 'mlp', 'leafwise']);
    expect(() => metaLearnerOf('forest')).toThrow(/linear, mlp or xgb/);
  });

  test('of weekdays', () => {
    expect(['Friday', 'fri', '5', 'Mon', '7', 'sunday'].map(weekdayOf)).toEqual([5, 5, 5, 1, 7, 7]);
    for (const slip of ['0', '8', 'f', 'someday', '']) expect(() => weekdayOf(slip)).toThrow(/weekday/);
  });
});

describe('train', () => {
  test('each form knows itself, and two at once are refused', () => {
    expect(formOf({ dataset: 'x' })).toBe('own');
    expect(formOf({ exchange: 'NSE', days: '90' })).toBe('baseline');
    expect(formOf({ datasetCsv: 'a.csv' })).toBe('meta');
    expect(formOf({ mode: 'train-neutral', input: 'log.csv' })).toBe('log');
    expect(formOf({ train: true, exchange: 'NSE' })).toBe('steps');
    expect(() => formOf({ dataset: 'x', datasetCsv: 'a.csv' })).toThrow(/two things/);
    expect(() => formOf({ mode: 'train' })).toThrow(/belong together/);
    expect(() => formOf({ input: 'log.csv', dataset: 'x', mode: 'train' })).toThrow(/two things/);
  });

  test('its own form takes defaults, one trial each', () => {
    const request = train({ dataset: 'x', why: 'to see' });
    expect(request).toMatchObject({
      trials: 1,
      pruner: 'none',
      holdOutSessions: 20,
      justification: 'to see',
      families: [{ estimator: 'logistic' }, { estimator: 'leafwise' }],
    });
    expectTrainable(request, THREE);
    expect(train({ dataset: 'x' }, null, []).families[0]?.estimator).toBe('ridge');
    const windows = (options: TrainOptions) => trainingRequestSchema.parse(train(options)).windows;
    expect([windows({ dataset: 'x' }), windows({ dataset: 'x', windows: 'searched' })]).toEqual([
      'all',
      'searched',
    ]);
  });

  test('the published baseline: boosted trees, five folds with a gap, median features, four states', () => {
    const request = train({ exchange: 'NSE', days: '90' });
    expect(request).toMatchObject({
      split: { kind: 'own', method: { kind: 'gap-k-fold', folds: 5, embargoSessions: 1 } },
      selection: 'median',
      regimes: { states: 4, covariance: 'full', observed: ['intraday_vol_5m', 'price_momentum_10m'] },
      families: [{ estimator: 'leafwise', parameters: { rounds: 1_000, learningRate: 0.02, maxLeaves: 32 } }],
    });
    expectTrainable(request, THREE);
    expect(train({ exchange: 'NSE', regimes: '0' }).regimes).toBeNull();
  });

  test('the walk-forward of meta-labels: 60/10 with half an hour, a balanced line', () => {
    const request = train({ datasetCsv: 'm.csv', calibration: 'sigmoid' }, null, TWO.classes as never);
    expect(request).toMatchObject({
      split: {
        kind: 'own',
        method: { kind: 'walk-forward', trainSessions: 60, testSessions: 10, embargoMs: 1_800_000 },
      },
      calibration: 'platt',
      holdOutSessions: 0,
      families: [{ estimator: 'logistic', parameters: { classWeight: 'balanced' } }],
    });
    expectTrainable(request, TWO);
    const shorter = train({ datasetCsv: 'm.csv', trainDays: '30', embargoMinutes: '45' });
    expect(shorter.split).toMatchObject({
      method: { trainSessions: 30, testSessions: 10, embargoMs: 2_700_000 },
    });
    expect(() => train({ datasetCsv: 'm.csv', trainDays: '30', split: 'gap-5-fold' })).toThrow(/two splits/);
  });

  test('direction and neutrality from a log are two models', () => {
    const direction = train({ mode: 'train', input: 'log' });
    expect(direction.families).toMatchObject([
      { estimator: 'depthwise', parameters: { maxDepth: 5, rounds: 200 } },
    ]);
    expectTrainable(direction, TWO);
    const neutral = train({ mode: 'train-neutral', input: 'log' });
    expect(neutral.families).toMatchObject([{ estimator: 'logistic', parameters: { c: 0.5 } }]);
    expectTrainable(neutral, TWO);
  });

  test('settings are read by the one estimator they belong to', () => {
    const request = train({ dataset: 'x', estimator: ['lightgbm'], set: ['rounds=30', 'learningRate=0.1'] });
    expect(request.families).toEqual([
      { estimator: 'leafwise', parameters: { rounds: 30, learningRate: 0.1 } },
    ]);
    expect(() => train({ dataset: 'x', set: ['rounds=30'] })).toThrow(/one estimator/);
    expect(() => train({ dataset: 'x', estimator: ['leafwise'], set: ['rounds=many'] })).toThrow(/a number/);
    expect(() => train({ dataset: 'x', estimator: ['leafwise'], set: ['rounds=1', 'rounds=2'] })).toThrow(
      /twice/,
    );
  });

  test('the hold-out is what was reserved before, unless another is named', () => {
    expect(train({ dataset: 'x' }, 12).holdOutSessions).toBe(12);
    expect(train({ dataset: 'x', holdOut: '5' }, 12).holdOutSessions).toBe(5);
    expect(train({ datasetCsv: 'm.csv' }, 12).holdOutSessions).toBe(12);
  });
});

describe('searches', () => {
  test('automl: the published spaces, windows of 45 days moved by 15, own ones where asked', () => {
    const request = automlRequestOf(
      { families: ['lightgbm', 'catboost', 'logistic'], optunaTrials: '4' },
      DATASET,
      null,
    );
    expect(request).toMatchObject({
      split: { kind: 'preset', preset: 'window-45-15' },
      trials: 4,
      sampler: 'tpe',
      families: [
        { estimator: 'leafwise', preset: 'segments-leafwise' },
        { estimator: 'symmetric', preset: 'segments-symmetric' },
        { estimator: 'logistic' },
      ],
    });
    expect(request.families[2]).not.toHaveProperty('preset');
    expectTrainable(request, THREE);
    expect(
      automlRequestOf({ families: ['xgb'], windowDays: '30', stepDays: '5' }, DATASET, null).split,
    ).toMatchObject({
      method: { kind: 'window-step', windowDays: 30, stepDays: 5 },
    });
    expect(() =>
      automlRequestOf({ families: ['xgb'], trials: '3', optunaTrials: '4' }, DATASET, null),
    ).toThrow(/same option/);
    expect(() =>
      automlRequestOf({ families: ['xgb'], windowDays: '30', split: 'gap-5-fold' }, DATASET, null),
    ).toThrow(/two splits/);
  });

  test('hpo: the wide spaces, ranked by AUC; an ensemble needs two', () => {
    const request = hpoRequestOf({ algorithm: 'both', autoEnsemble: true }, DATASET, null);
    expect(request).toMatchObject({ objective: 'auc', trials: 50, softVote: true });
    expect(request.families.map(({ preset }) => preset)).toEqual([
      'ensemble-depthwise',
      'ensemble-symmetric',
    ]);
    expectTrainable(request, THREE);
    expect(hpoRequestOf({ algorithm: 'lightgbm', autoEnsemble: true }, DATASET, null).softVote).toBe(false);
    expectTrainable(hpoRequestOf({ algorithm: 'all' }, DATASET, null), THREE);
  });

  test('stack: named models, or those of a run with its own settings', () => {
    const request = stackRequestOf({ models: 'xgb,cat', metaLearner: 'mlp' }, DATASET, null, null);
    expect(request).toMatchObject({ stack: 'mlp', softVote: true, trials: 1 });
    expect(() => stackRequestOf({ models: 'xgb', metaLearner: 'mlp' }, DATASET, null, null)).toThrow(
      /two models/,
    );
    const before = trainingRequestSchema.parse({
      ...{
        datasetId: DATASET.id,
        name: 'Before',
        trials: 7,
        holdOutSessions: 9,
        budget: { cores: 1, memoryMb: 512 },
      },
      families: [{ estimator: 'leafwise', parameters: { rounds: 20 } }, { estimator: 'logistic' }],
    });
    const over = stackRequestOf(
      { models: 'xgb,cat', metaLearner: 'linear', cores: '2' },
      DATASET,
      null,
      before,
    );
    expect(over).toMatchObject({
      ...{ stack: 'logistic', trials: 7, holdOutSessions: 9, families: before.families },
      budget: { cores: 2, memoryMb: 512 },
    });
    expect(over.name).toBeUndefined();
  });
});

describe('shared options', () => {
  test('become the budget, and only what was said', () => {
    expect(commonPart({})).toEqual({ budget: {} });
    expect(
      commonPart({ cores: '2', minutes: '90', quietHours: '09:00-15:45', onBattery: 'run' }).budget,
    ).toEqual({
      cores: 2,
      wallMinutes: 90,
      quietHours: { from: '09:00', to: '15:45' },
      onBattery: 'run',
    });
    const request = automlRequestOf({ families: ['xgb'], windows: 'searched', policy: 'win' }, DATASET, null);
    expect(request).toMatchObject({ windows: 'searched', policy: { id: 'win', settings: {} } });
    expect(() => quietHoursOf('9 to 4')).toThrow(/09:00-15:45/);
    expect(() => commonPart({ cores: 'all' })).toThrow(/--cores takes a number/);
  });

  test('a split is a preset, a method or a name', () => {
    expect(splitOf('gap-5-fold')).toEqual({ kind: 'preset', preset: 'gap-5-fold' });
    expect(splitOf('{"kind":"tail","share":0.3,"embargoMs":0}')).toMatchObject({ kind: 'own' });
    expect(splitOf('mine')).toEqual({ kind: 'stored', name: 'mine' });
    expect(() => splitOf('{"kind"')).toThrow(/JSON/);
  });
});
