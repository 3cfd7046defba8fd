// The vote is the mean of members trained alone, and each of them is set by the ensemble's settings it has a word for.
import { expect, it } from 'vitest';
import type { EstimatorParameters } from '../contract.ts';
import { logistic } from '../linear/logistic.ts';
import { ridge } from '../linear/ridge.ts';
import { depthwise, leafwise, randomForest } from '../trees/families/families.ts';
import { MEMBER_FAMILIES, memberParameters } from './members.ts';
import { partSeed } from './part-runner.ts';
import { softVote } from './soft-vote.ts';
import type { SoftVoteState } from './state.ts';
import { logLoss, orderedTable } from './test-order.ts';

const data = orderedTable(400, 1);
const later = orderedTable(400, 2);
const GIVEN = { treeRounds: 20, symmetric: false, depthwise: false, randomForest: true, linear: true };

it('is the mean of its members, each trained alone', () => {
  const model = softVote.fit(data, GIVEN, { seed: 4 });
  expect((model.state as SoftVoteState).parts.map(({ key }) => key)).toEqual([
    'member/leafwise',
    'member/random-forest',
    'member/logistic',
  ]);
  const own = [leafwise, randomForest, logistic].map((estimator) => {
    const parameters: EstimatorParameters = estimator === logistic ? {} : { rounds: 20, minChildSamples: 20 };
    const seed = partSeed(4, `member/${estimator.id}`);
    return estimator.predict(estimator.fit(data, parameters, { seed }), later);
  });
  softVote.predict(model, later).forEach((p, i) => {
    expect(p).toBeCloseTo((own[0]![i]! + own[1]![i]! + own[2]![i]!) / 3, 12);
  });
});

it('is better than the worst of its members and not far from the best', () => {
  const losses = [leafwise, randomForest, logistic].map((estimator) =>
    logLoss(
      later,
      estimator.predict(
        estimator.fit(data, memberParameters(estimator, { treeRounds: 20 }), { seed: 4 }),
        later,
      ),
    ),
  );
  const own = logLoss(later, softVote.predict(softVote.fit(data, GIVEN, { seed: 4 }), later));
  expect(own).toBeLessThan(Math.max(...losses));
  expect(own).toBeLessThan(1.1 * Math.min(...losses));
});

it('numbers take ridge for the linear member', () => {
  const numbers = { ...data, classes: [], target: data.target.map((y) => y + 1) };
  const only = { leafwise: false, depthwise: false, symmetric: false, linear: true };
  const model = softVote.fit(numbers, only, { seed: 1 });
  expect(softVote.predict(model, numbers)).toEqual(
    ridge.predict(ridge.fit(numbers, {}, { seed: 1 }), numbers),
  );
});

it('keeps a monotone constraint its members keep, and refuses where one cannot', () => {
  const monotone = { a: 1 } as const;
  const trees = { treeRounds: 20, symmetric: false };
  const model = softVote.fit(data, trees, { seed: 1, monotone });
  for (let i = 0; i < 20; i++) {
    const at = (a: number) => {
      const columns = data.columns.map((column, f) => Float32Array.of(f === 1 ? a : column[i]!));
      return softVote.predict(model, { ...data, rows: 1, columns })[1]!;
    };
    for (let a = -3; a < 3; a += 0.5) expect(at(a + 0.5)).toBeGreaterThanOrEqual(at(a));
  }
  expect(() => softVote.fit(data, { ...trees, linear: true }, { seed: 1, monotone })).toThrow(/monotone/);
});

it('settings reach the members that know them', () => {
  const given = { treeRounds: 7, treeLearningRate: 0.2, treeMinChildSamples: 3 };
  expect(memberParameters(depthwise, given)).toEqual({ rounds: 7, learningRate: 0.2, minChildSamples: 3 });
  expect(memberParameters(randomForest, given)).toEqual({ rounds: 7, minChildSamples: 3 });
  expect(memberParameters(logistic, given)).toEqual({});
  const names = MEMBER_FAMILIES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const none = Object.fromEntries(names.map((name) => [name, false]));
  expect(() => softVote.fit(data, none, { seed: 1 })).toThrow(/switch on at least one of leafwise/);
});
