// One model whatever computes it: plain TypeScript or WebAssembly, one thread, two or four, uninterrupted or continued.
import { afterAll, describe, expect, test } from 'vitest';
import { modelToJson } from '../../engines/learn/model-json.ts';
import { leafwise } from '../../engines/learn/trees/families/families.ts';
import type { TreeState } from '../../engines/learn/trees/model/tree-state.ts';
import type { TreeParameters } from '../../engines/learn/trees/parameters.ts';
import { trainTrees } from '../../engines/learn/trees/train.ts';
import { createTreeTeam } from '../../src/services/training/tree-team.ts';
import { learningTable } from '../fixtures/learning-data.ts';
import { smallTable } from '../fixtures/small-tables.ts';
import { treeParameters, treeTraining } from '../fixtures/tree-training.ts';

const teams = [2, 4].map((size) => createTreeTeam(size));
afterAll(() => Promise.all(teams.map((team) => team.close())));

const table = smallTable(11, 6_001, 22, 0);
const other = smallTable(12, 1_501, 22, 0);
const validationOf = (parameters: TreeParameters) => treeTraining(other, parameters).train;

const CASES: readonly (readonly [string, Partial<TreeParameters>])[] = [
  ['leafwise logistic', { maxLeaves: 31 }],
  ['depthwise softmax', { policy: 'depthwise', objective: 'softmax', maxDepth: 5, l1: 0.2, l2: 1 }],
  ['symmetric squared', { policy: 'symmetric', objective: 'squared', maxDepth: 5 }],
  ['quantile', { objective: 'quantile', quantile: 0.8 }],
  ['sampled rows and columns', { rowFraction: 0.6, columnFraction: 0.4, nodeColumnFraction: 0.7 }],
  ['forest', { objective: 'mean', withReplacement: true, nodeColumnFraction: 0.3, maxLeaves: 63, rounds: 5 }],
  ['random cuts', { objective: 'mean', randomCuts: true, rounds: 5, maxLeaves: 63 }],
  ['monotone', { monotone: Int8Array.from({ length: 22 }, (_, f) => (f === 0 ? 1 : f === 2 ? -1 : 0)) }],
];

const bytesOf = (state: TreeState) =>
  Object.entries(state).map(([key, value]) => [
    key,
    ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
      : value,
  ]);

describe.each(CASES)('the same bytes: %s', (_, changes) => {
  const parameters = treeParameters({ rounds: 8, ...changes });
  const training = treeTraining(table, parameters, {
    validation: validationOf(parameters),
    measureTraining: true,
  });
  const reference = trainTrees(training);

  test('has trees that do something', () => {
    expect(reference.feature.length).toBeGreaterThan(parameters.rounds * 3);
    expect(reference.validationLoss.length).toBe(parameters.rounds);
    expect(reference.validationLoss.at(-1)).toBeLessThan(reference.validationLoss[0]!);
  });

  test('plain TypeScript', () => {
    expect(bytesOf(trainTrees({ ...training, plain: true }))).toEqual(bytesOf(reference));
  });

  test.each([0, 1])('team %d', (k) => {
    expect(bytesOf(trainTrees({ ...training, team: teams[k]! }))).toEqual(bytesOf(reference));
  });

  test('weights, plain and by two threads', () => {
    const weighted = { ...training, train: { ...training.train, weights: table.weights } };
    const alone = trainTrees(weighted);
    expect(bytesOf(alone)).not.toEqual(bytesOf(reference));
    expect(bytesOf(trainTrees({ ...weighted, plain: true }))).toEqual(bytesOf(alone));
    expect(bytesOf(trainTrees({ ...weighted, team: teams[0]! }))).toEqual(bytesOf(alone));
  });

  test('continued from a checkpoint', () => {
    let checkpoint: TreeState | null = null;
    const cut = trainTrees({
      ...training,
      onRound: (round, _train, _validation, state) => {
        if (round === 3) checkpoint = state();
        return round < 3;
      },
    });
    expect(cut.stopped).toBe('cancelled');
    expect(cut.roots.length).toBe(3 * cut.outputs);
    expect(bytesOf(trainTrees({ ...training, warmStart: checkpoint }))).toEqual(bytesOf(reference));
    expect(bytesOf(trainTrees({ ...training, warmStart: cut, team: teams[0]! }))).toEqual(bytesOf(reference));
  });
});

test('an estimator with a team', () => {
  const data = learningTable('multiclass', 31, 3_000, 20);
  const parameters = { rounds: 6, minChildSamples: 5 };
  const alone = modelToJson(leafwise.fit(data, parameters, { seed: 3 }));
  for (const team of teams)
    expect(modelToJson(leafwise.fit(data, parameters, { seed: 3, team }))).toBe(alone);
});

test('plain kernels by a team', () => {
  const training = treeTraining(table, treeParameters());
  expect(bytesOf(trainTrees({ ...training, plain: true, team: teams[0]! }))).toEqual(
    bytesOf(trainTrees(training)),
  );
});

test('a team survives a cancelled training and a listener that throws', () => {
  const training = treeTraining(table, treeParameters(), { team: teams[0]! });
  expect(trainTrees({ ...training, onRound: (round) => round < 2 }).stopped).toBe('cancelled');
  expect(() =>
    trainTrees({
      ...training,
      onRound: () => {
        throw new Error('no room on the disk');
      },
    }),
  ).toThrow('no room on the disk');
  expect(bytesOf(trainTrees(training))).toEqual(bytesOf(trainTrees({ ...training, team: null })));
});
