// What the families promise beyond the contract of estimators: early stopping, class weights, quantiles, constraints, bins cut once.
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../numeric/random.ts';
import type { FitProgress, LabelledData } from '../../contract.ts';
import type { TreeState } from '../model/tree-state.ts';
import { roundsOf } from '../model/tree-state.ts';
import { depthwise, extraTrees, leafwise, randomForest, symmetric } from './families.ts';

function noisy(seed: number, rows: number, share = 0.5): LabelledData {
  const random = createRandom(seed);
  const columns = Array.from({ length: 6 }, () => Float32Array.from({ length: rows }, () => random.normal()));
  const score = (i: number) => columns[0]![i]! + columns[1]![i]! * columns[2]![i]! + 1.5 * random.normal();
  const scores = Float64Array.from({ length: rows }, (_, i) => score(i));
  const border = scores.slice().sort()[Math.floor(rows * (1 - share))]!;
  return {
    rows,
    names: ['a', 'b', 'c', 'd', 'e', 'f'],
    columns,
    classes: ['no', 'yes'],
    target: scores.map((z) => Number(z > border)),
  };
}
const numbers = (data: LabelledData): LabelledData => ({
  ...data,
  classes: [],
  target: Float64Array.from(
    data.columns[0]!,
    (x, i) => x * 3 + 10 + data.columns[3]![i]! * (1 + Math.abs(x)),
  ),
});
const stateOf = (model: { readonly state: unknown }) => model.state as TreeState;

describe('early stopping', () => {
  const train = noisy(1, 400);
  const validation = noisy(2, 400);
  const parameters = { rounds: 200, learningRate: 0.3, earlyStoppingRounds: 7, minChildSamples: 3 };
  const model = leafwise.fit(train, parameters, { seed: 1, validation });
  const state = stateOf(model);

  test('ends a few rounds after the best and keeps the best', () => {
    const losses = [...state.validationLoss];
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(state.stopped).toBe('early');
    expect(losses.length).toBe(best + 7);
    expect(roundsOf(state)).toBe(best);
    expect(best).toBeLessThan(100);
  });

  test('the losses it reports are those of its predictions', () => {
    const p = leafwise.predict(model, validation);
    let loss = 0;
    validation.target.forEach((y, i) => {
      loss -= Math.log(p[2 * i + y]!) / validation.rows;
    });
    expect(Math.min(...state.validationLoss)).toBeCloseTo(loss, 9);
    expect(state.trainLoss.at(-1)).toBeLessThan(state.trainLoss[0]!);
  });

  test('without a validation part, or without patience, all rounds are grown', () => {
    const settings = { ...parameters, rounds: 30 };
    expect(roundsOf(stateOf(leafwise.fit(train, settings, { seed: 1 })))).toBe(30);
    const patient = { ...settings, earlyStoppingRounds: 0 };
    expect(roundsOf(stateOf(leafwise.fit(train, patient, { seed: 1, validation })))).toBe(30);
  });

  test('the validation part changes nothing but the end', () => {
    const settings = { ...parameters, rounds: 10, earlyStoppingRounds: 0 };
    const alone = stateOf(leafwise.fit(train, settings, { seed: 1 }));
    const beside = stateOf(leafwise.fit(train, settings, { seed: 1, validation }));
    expect(beside.value).toEqual(alone.value);
    expect(beside.threshold).toEqual(alone.threshold);
  });

  test('a run that was interrupted stops in the same round', () => {
    let cut = 0;
    const interrupted = leafwise.fit(train, parameters, { seed: 1, validation, onProgress: () => ++cut < 5 });
    expect(stateOf(interrupted).stopped).toBe('cancelled');
    const resumed = leafwise.fit(train, parameters, { seed: 1, validation, warmStart: interrupted });
    expect(stateOf(resumed)).toEqual(state);
  });
});

test('progress names rounds and losses', () => {
  const seen: FitProgress[] = [];
  depthwise.fit(noisy(3, 300), { rounds: 4 }, { seed: 1, onProgress: (progress) => seen.push(progress) > 0 });
  expect(seen.map(({ round, fraction }) => [round, fraction])).toEqual([
    [1, 0.25],
    [2, 0.5],
    [3, 0.75],
    [4, 1],
  ]);
  expect(seen.every(({ trainLoss, validationLoss }) => trainLoss! > 0 && validationLoss === undefined)).toBe(
    true,
  );
});

test.each([leafwise, randomForest])('balanced class weights: $id finds the rare class', (estimator) => {
  const rare = noisy(4, 2_000, 0.06);
  const mean = (classWeight: string) => {
    const p = estimator.predict(estimator.fit(rare, { rounds: 40, classWeight }, { seed: 1 }), rare);
    let sum = 0;
    for (let i = 0; i < rare.rows; i++) sum += p[2 * i + 1]! / rare.rows;
    return sum;
  };
  expect(mean('none')).toBeCloseTo(0.06, 1);
  expect(mean('balanced')).toBeGreaterThan(2 * mean('none'));
});

describe('numbers', () => {
  const data = numbers(noisy(5, 4_000));
  const test2 = numbers(noisy(6, 2_000));

  test.each([0.1, 0.5, 0.9])('the quantile %d is above that share of the targets', (quantile) => {
    const model = leafwise.fit(
      data,
      { loss: 'quantile', quantile, rounds: 100, learningRate: 0.1, minChildSamples: 80 },
      { seed: 1 },
    );
    const p = leafwise.predict(model, test2);
    let below = 0;
    test2.target.forEach((y, i) => {
      if (y <= p[i]!) below++;
    });
    expect(Math.abs(below / test2.rows - quantile)).toBeLessThan(0.05);
  });

  test.each([leafwise, depthwise, symmetric, randomForest, extraTrees])(
    '$id explains most of the spread',
    (estimator) => {
      const p = estimator.predict(estimator.fit(data, { rounds: 100 }, { seed: 1 }), test2);
      const mean = test2.target.reduce((a, b) => a + b, 0) / test2.rows;
      let left = 0;
      let all = 0;
      test2.target.forEach((y, i) => {
        left += (y - p[i]!) ** 2;
        all += (y - mean) ** 2;
      });
      expect(left / all).toBeLessThan(0.35);
    },
  );

  test('a far outlier does not spoil the others', () => {
    const target = data.target.slice();
    target[7] = 1e7;
    const p = leafwise.predict(
      leafwise.fit({ ...data, target }, { loss: 'quantile', rounds: 60, learningRate: 0.1 }, { seed: 1 }),
      data,
    );
    let error = 0;
    data.target.forEach((y, i) => {
      error += Math.abs(y - p[i]!) / data.rows;
    });
    expect(error).toBeLessThan(2);
  });
});

test('monotone constraints go by name; unknown names and symmetric trees refuse them', () => {
  const data = noisy(7, 800);
  const model = leafwise.fit(data, { rounds: 20 }, { seed: 1, monotone: { a: 1 } });
  const grid = {
    ...data,
    rows: 3,
    columns: data.columns.map((c, f) =>
      f === 0 ? Float32Array.of(-1, 0, 1) : new Float32Array(3).fill(c[0]!),
    ),
  };
  const p = leafwise.predict(model, grid);
  expect(p[1]! <= p[3]! && p[3]! <= p[5]!).toBe(true);
  expect(() => leafwise.fit(data, {}, { seed: 1, monotone: { z: 1 } })).toThrow(/names z/);
  expect(() => symmetric.fit(data, {}, { seed: 1, monotone: { a: 1 } })).toThrow(
    /symmetric trees cannot keep/,
  );
});

test('an early-stopped model continues from its best round', () => {
  const train = noisy(8, 400);
  const validation = noisy(9, 400);
  const parameters = { rounds: 150, learningRate: 0.3, earlyStoppingRounds: 4, minChildSamples: 3 };
  const first = leafwise.fit(train, parameters, { seed: 1, validation });
  const more = leafwise.fit(
    train,
    { ...parameters, earlyStoppingRounds: 0, rounds: roundsOf(stateOf(first)) + 3 },
    { seed: 1, validation, warmStart: first },
  );
  expect(roundsOf(stateOf(more))).toBe(roundsOf(stateOf(first)) + 3);
  expect(stateOf(more).validationLoss.length).toBe(roundsOf(stateOf(more)));
});

test('refuses parameters of other families and impossible ones by name', () => {
  const data = noisy(10, 50);
  expect(() => randomForest.fit(data, { learningRate: 0.1 }, { seed: 1 })).toThrow(
    /no parameter learningRate/,
  );
  expect(() => leafwise.fit(data, { maxLeaves: 1 }, { seed: 1 })).toThrow(/maxLeaves must lie between 2 and/);
  expect(() => leafwise.fit(data, { loss: 'huber' }, { seed: 1 })).toThrow(
    /loss must be one of squared, quantile/,
  );
});
