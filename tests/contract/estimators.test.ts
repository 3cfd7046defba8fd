// What every estimator must do, run over every one of them: a new estimator joins by being listed here.
import { describe, expect, test } from 'vitest';
import type { Estimator, EstimatorParameters, LabelledData, Model } from '../../engines/learn/contract.ts';
import { ENSEMBLE_ESTIMATORS } from '../../engines/learn/ensemble/estimators.ts';
import { LINEAR_ESTIMATORS } from '../../engines/learn/linear/estimators.ts';
import { modelFromJson, modelToJson } from '../../engines/learn/model-json.ts';
import { NEURAL_ESTIMATORS } from '../../engines/learn/neural/estimators.ts';
import { TREE_FAMILIES } from '../../engines/learn/trees/families/families.ts';
import { inSequences, learningTable, lossOf, type Task, takeRows } from '../fixtures/learning-data.ts';

interface Listed {
  readonly estimator: Estimator;
  /** Quick settings that still learn something. */
  readonly quick: EstimatorParameters;
  /** Draws rows by chance: weights and orders then hold in the mean only. */
  readonly drawsRows: boolean;
  /** What contributions add up to: log odds (a number for regression), or the probability itself. */
  readonly scores: 'log-odds' | 'probability';
  /** A setting out of its range, and what is said of it. */
  readonly outOfRange: readonly [settings: EstimatorParameters, reason: RegExp];
}
const declares = (estimator: Estimator, name: string) =>
  estimator.parameters.some((parameter) => parameter.name === name);
const quickTrees = (estimator: Estimator): EstimatorParameters => ({
  rounds: 30,
  minChildSamples: 5,
  ...(declares(estimator, 'learningRate') ? { learningRate: 0.15 } : {}),
  ...(declares(estimator, 'learningRate') && declares(estimator, 'maxLeaves') ? { maxLeaves: 8 } : {}),
});
const ESTIMATORS: readonly Listed[] = [
  ...TREE_FAMILIES.map(
    (estimator): Listed => ({
      estimator,
      quick: quickTrees(estimator),
      drawsRows: estimator.id === 'random-forest',
      scores: declares(estimator, 'learningRate') ? 'log-odds' : 'probability',
      outOfRange: [{ rounds: -1 }, /rounds must lie between 1 and/],
    }),
  ),
  ...LINEAR_ESTIMATORS.map(
    (estimator): Listed => ({
      estimator,
      quick: {},
      drawsRows: false,
      scores: 'log-odds',
      outOfRange: [{ maxIterations: -1 }, /maxIterations must lie between 1 and/],
    }),
  ),
  ...NEURAL_ESTIMATORS.map(
    (estimator): Listed => ({
      estimator,
      quick: {
        layers: 1,
        width: 24,
        dropout: 0.2,
        epochs: 30,
        learningRate: declares(estimator, 'sequenceLength') ? 0.003 : 0.01,
        weightDecay: 1,
        batchRows: 64,
        ...(declares(estimator, 'sequenceLength') ? { sequenceLength: 2 } : {}),
      },
      drawsRows: true,
      scores: 'log-odds',
      outOfRange: [{ epochs: -1 }, /epochs must lie between 1 and/],
    }),
  ),
  ...ENSEMBLE_ESTIMATORS.map(
    (estimator): Listed => ({
      estimator,
      quick: {
        treeRounds: 30,
        treeLearningRate: 0.1,
        treeMinChildSamples: 10,
        ...(declares(estimator, 'states') ? { states: 2 } : {}),
      },
      drawsRows: false,
      scores: 'probability',
      outOfRange: [{ treeRounds: -1 }, /treeRounds must lie between 1 and/],
    }),
  ),
];

const seed = 5;
const bytes = (model: Model) => modelToJson(model);

describe.each(ESTIMATORS.map((listed) => [listed.estimator.id, listed] as const))('%s', (_id, listed) => {
  const { estimator, quick, drawsRows, scores: scale, outOfRange } = listed;
  const missing = estimator.acceptsMissing;
  const ordered = estimator.needsOrder === true;
  const inOrder = (table: LabelledData) => (ordered ? inSequences(table) : table);
  const tableOf = (task: Task, own = 21) => inOrder(learningTable(task, own, 600, 7, 0, missing));
  const trees = Object.hasOwn(quick, 'rounds');

  test('declares parameters whose defaults lie in their ranges', () => {
    const names = estimator.parameters.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const parameter of estimator.parameters) {
      expect(parameter.label.length).toBeGreaterThan(0);
      expect(parameter.help.length).toBeGreaterThan(10);
      if (parameter.type === 'choice')
        expect(parameter.choices.map(({ value }) => value)).toContain(parameter.default);
      else if (parameter.type !== 'boolean') {
        expect(parameter.default).toBeGreaterThanOrEqual(parameter.min);
        expect(parameter.default).toBeLessThanOrEqual(parameter.max);
        if (parameter.logarithmic) expect(parameter.min).toBeGreaterThan(0);
      }
    }
  });

  describe.each(estimator.tasks)('%s', (task) => {
    const data = tableOf(task);
    const other = tableOf(task, 22);
    const model = estimator.fit(data, quick, { seed });
    const classes = data.classes.length;

    test('learns: better than knowing nothing, on rows it has not seen', () => {
      const constant = new Float64Array(other.rows * Math.max(1, classes));
      const mean = data.target.reduce((a, b) => a + b, 0) / data.rows;
      constant.fill(classes > 0 ? 1 / classes : mean);
      expect(lossOf(other, estimator.predict(model, other))).toBeLessThan(0.93 * lossOf(other, constant));
    });

    test('predicts finite numbers, probabilities that sum to 1', () => {
      const predictions = estimator.predict(model, other);
      expect(predictions.length).toBe(other.rows * Math.max(1, classes));
      expect(predictions.every(Number.isFinite)).toBe(true);
      for (let i = 0; i < other.rows && classes > 0; i++) {
        const row = predictions.subarray(i * classes, (i + 1) * classes);
        expect(row.every((p) => p >= 0 && p <= 1)).toBe(true);
        expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      }
    });

    test('is the same model for the same seed, and another for another where it draws', () => {
      expect(bytes(estimator.fit(data, quick, { seed }))).toBe(bytes(model));
      const again = estimator.fit(data, quick, { seed: seed + 1 });
      expect(lossOf(other, estimator.predict(again, other))).toBeLessThan(
        1.25 * lossOf(other, estimator.predict(model, other)),
      );
      if (drawsRows) expect(bytes(again)).not.toBe(bytes(model));
    });

    // What looks along time learns from the order itself.
    test.skipIf(ordered)('the order of the rows does not matter, beyond chance', () => {
      const order = Array.from({ length: data.rows }, (_, i) =>
        (i * 7) % data.rows === 0 ? i : i,
      ).reverse();
      const turned = estimator.fit(takeRows(data, order), quick, { seed });
      const a = estimator.predict(model, other);
      const b = estimator.predict(turned, other);
      if (drawsRows) expect(lossOf(other, b)).toBeLessThan(1.1 * lossOf(other, a));
      else
        a.forEach((p, i) => {
          expect(b[i]).toBeCloseTo(p, 6);
        });
    });

    // A row twice in a sequence is another sequence.
    test.skipIf(ordered)('a weight of 2 is a row that stands twice', () => {
      const small = learningTable(task, 23, 400, 5, 7, missing);
      const twice = Array.from({ length: small.rows }, (_, i) => i).filter((i) => i % 3 === 0);
      const repeated = takeRows(small, [...Array.from({ length: small.rows }, (_, i) => i), ...twice]);
      const weight = Float64Array.from({ length: small.rows }, (_, i) => (i % 3 === 0 ? 2 : 1));
      // Sums are quantised by the number of rows, so a near tie may fall the other way: few rounds, few ties.
      const boosted = trees && declares(estimator, 'learningRate');
      const settings = boosted ? { ...quick, rounds: 5, minChildSamples: 1, minChildWeight: 3 } : quick;
      const weighted = estimator.predict(estimator.fit({ ...small, weight }, settings, { seed }), small);
      const doubled = estimator.predict(estimator.fit(repeated, settings, { seed }), small);
      if (!boosted) expect(Math.abs(lossOf(small, weighted) / lossOf(small, doubled) - 1)).toBeLessThan(0.25);
      else {
        let apart = 0;
        weighted.forEach((p, i) => {
          if (Math.abs(p - doubled[i]!) > 0.01) apart++;
        });
        expect(apart / weighted.length).toBeLessThan(0.03);
      }
    });

    test('comes back from JSON and predicts the same bits', () => {
      const again = modelFromJson(bytes(model));
      expect(estimator.predict(again, other)).toEqual(estimator.predict(model, other));
      expect(bytes(again)).toBe(bytes(model));
    });

    test('continues from a checkpoint to the model of an uninterrupted run', () => {
      const saved: Model[] = [];
      const whole = estimator.fit(data, quick, {
        seed,
        checkpoint: { everyRounds: 10, save: (checkpoint) => saved.push(checkpoint) },
      });
      expect(bytes(whole)).toBe(bytes(model));
      for (const checkpoint of trees ? [] : saved.filter((_, k) => k % 4 === 0)) {
        const warmStart = modelFromJson(bytes(checkpoint));
        expect(bytes(estimator.fit(data, quick, { seed, warmStart }))).toBe(bytes(model));
      }
      if (!trees) return;
      expect(saved.length).toBe(3);
      const resumed = estimator.fit(data, quick, { seed, warmStart: modelFromJson(bytes(saved[1]!)) });
      expect(bytes(resumed)).toBe(bytes(model));
    });

    test('reports progress and stops when told', () => {
      const fractions: number[] = [];
      const stopped = estimator.fit(data, quick, {
        seed,
        onProgress: ({ fraction }) => {
          fractions.push(fraction);
          return fractions.length < 3;
        },
      });
      expect(fractions.length).toBe(3);
      expect(fractions.every((fraction, k) => fraction > (fractions[k - 1] ?? 0) && fraction <= 1)).toBe(
        true,
      );
      expect((stopped.state as { stopped?: string }).stopped).toBe('cancelled');
    });

    test('a constant target is predicted, whatever the row', () => {
      const target = new Float64Array(data.rows).fill(classes > 0 ? 1 : 2.5);
      const flat = estimator.fit({ ...data, target }, quick, { seed });
      const predictions = estimator.predict(flat, other);
      for (let i = 0; i < other.rows; i++) {
        if (classes > 0) expect(predictions[i * classes + 1]).toBeGreaterThan(0.999);
        else expect(predictions[i]).toBeCloseTo(2.5, 6);
      }
    });

    test('one feature, one row, and a column without values', () => {
      const one: LabelledData = { ...data, names: ['f0'], columns: [data.columns[0]!] };
      const predictions = estimator.predict(estimator.fit(one, quick, { seed }), one);
      expect(predictions.every(Number.isFinite)).toBe(true);
      const single = takeRows(data, [3]);
      expect(estimator.predict(estimator.fit(single, quick, { seed }), single).every(Number.isFinite)).toBe(
        true,
      );
      const empty = new Float32Array(data.rows).fill(Number.NaN);
      const withEmpty = { ...data, columns: [empty, ...data.columns.slice(1)] };
      if (!estimator.acceptsMissing)
        expect(() => estimator.fit(withEmpty, quick, { seed })).toThrow(RangeError);
      else {
        const fitted = estimator.fit(withEmpty, quick, { seed });
        expect(estimator.predict(fitted, withEmpty).every(Number.isFinite)).toBe(true);
        if (estimator.importance) expect(estimator.importance(fitted, 'split')[0]).toBe(0);
      }
    });

    test('contributions sum to a score, importances to 1', () => {
      if (estimator.importance)
        for (const kind of ['gain', 'split'] as const)
          expect(estimator.importance(model, kind).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      if (!estimator.contributions) return;
      const few = takeRows(other, [0, 1, 2, 3, 4, 5, 6, 7]);
      const width = few.columns.length + 1;
      const outputs = classes > 2 ? classes : 1;
      const parts = estimator.contributions(model, few);
      expect(parts.length).toBe(few.rows * outputs * width);
      const predictions = estimator.predict(model, few);
      const forest = scale === 'probability';
      for (let i = 0; i < few.rows; i++) {
        const scores = Array.from({ length: outputs }, (_, k) =>
          parts.subarray((i * outputs + k) * width, (i * outputs + k + 1) * width).reduce((a, b) => a + b, 0),
        );
        if (classes === 0) expect(predictions[i]).toBeCloseTo(scores[0]!, 9);
        else if (outputs === 1)
          expect(predictions[2 * i + 1]).toBeCloseTo(
            forest ? scores[0]! : 1 / (1 + Math.exp(-scores[0]!)),
            9,
          );
        else {
          const shares = forest ? scores : scores.map(Math.exp);
          const sum = shares.reduce((a, b) => a + b, 0);
          shares.forEach((share, k) => {
            expect(predictions[i * classes + k]).toBeCloseTo(share / sum, 9);
          });
        }
      }
    });
  });

  describe('refuses, with the reason', () => {
    const [task] = estimator.tasks as readonly [Task];
    const classifies = task !== 'regression';
    const data = tableOf(task);
    const classes = data.classes.length;
    const withTarget = (at: number, value: number): LabelledData => {
      const target = data.target.slice();
      target[at] = value;
      return { ...data, target };
    };
    const cases: readonly (readonly [string, LabelledData, EstimatorParameters, RegExp])[] = [
      ['no rows', takeRows(data, []), quick, /no rows/],
      ['no features', { ...data, names: [], columns: [] }, quick, /no features/],
      ...(classifies
        ? [
            [
              'a class that is not there',
              withTarget(4, classes),
              quick,
              new RegExp(`row 4: ${classes} is not one of the ${classes} classes`),
            ] as const,
          ]
        : []),
      ['a target that is NaN', withTarget(4, Number.NaN), quick, /row 4/],
      ['a weight of 0', { ...data, weight: new Float64Array(data.rows) }, quick, /weights must be above 0/],
      [
        'a short column',
        { ...data, columns: [new Float32Array(3), ...data.columns.slice(1)] },
        quick,
        /f0 holds 3/,
      ],
      ['an unknown parameter', data, { ...quick, colour: 1 }, /there is no parameter colour/],
      ['a value out of range', data, { ...quick, ...outOfRange[0] }, outOfRange[1]],
    ];
    test.each(cases)('%s', (_what, table, parameters, reason) => {
      expect(() => estimator.fit(table, parameters, { seed })).toThrow(RangeError);
      expect(() => estimator.fit(table, parameters, { seed })).toThrow(reason);
    });

    test('other features, and a model of another estimator', () => {
      const model = estimator.fit(data, quick, { seed });
      const renamed = { ...data, names: ['g0', ...data.names.slice(1)] };
      expect(() => estimator.predict(model, renamed)).toThrow(/g0 .* f0/);
      const foreign = { ...model, estimator: 'abacus' };
      expect(() => estimator.fit(data, quick, { seed, warmStart: foreign })).toThrow(/abacus/);
      expect(() => estimator.fit(data, quick, { seed, validation: renamed })).toThrow(/the validation part/);
    });
  });
});
