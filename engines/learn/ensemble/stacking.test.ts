// Stacking: members never saw the row they predict for the meta-learner, nor one whose label reached it; the whole against a stack
// written out by hand; what it does where rows are too few.
import { describe, expect, it } from 'vitest';
import type { Model } from '../contract.ts';
import { logistic } from '../linear/logistic.ts';
import { modelToJson } from '../model-json.ts';
import { leafwise } from '../trees/families/families.ts';
import { roundsOf, type TreeState } from '../trees/model/tree-state.ts';
import { takeRows } from './checked.ts';
import { innerFolds } from './inner-folds.ts';
import { partSeed } from './part-runner.ts';
import { fitStack, predictStack, stackShares } from './stack.ts';
import { createStacking, stacking } from './stacking.ts';
import type { StackingState } from './state.ts';
import { type Asked, byHeart, spy } from './test-members.ts';
import { inSequence, logLoss, orderedTable } from './test-order.ts';

const data = orderedTable(600, 1);
const later = orderedTable(400, 2);
const stateOf = (model: Model) => model.state as StackingState;
const QUICK = { treeRounds: 20, treeLearningRate: 0.1, treeMinChildSamples: 10 };

describe('out-of-fold predictions', () => {
  it.each([15, 600, 1_500])('labels reaching %i minutes: no member saw what it predicts', (reach) => {
    const log: Asked[] = [];
    const table = orderedTable(600, 1, reach);
    createStacking([spy(log)]).fit(table, { embargoMinutes: 30 }, { seed: 1 });
    expect(log.length).toBe(4);
    for (const { taught, asked } of log) {
      const first = Math.min(...asked.map((i) => table.order.time[i]!));
      expect(taught.length).toBeGreaterThan(50);
      for (const i of taught) expect(table.order.t1[i]! + 30 * 60_000).toBeLessThan(first);
    }
    // Each row at most once, and all after the first block.
    const asked = log.flatMap((one) => one.asked);
    expect(new Set(asked).size).toBe(asked.length);
    expect(Math.min(...asked)).toBe(600 - asked.length);
  });

  it('a member that knows by heart what it was taught earns nothing', () => {
    const families = [
      byHeart,
      { name: 'linear', label: 'Linear', chosen: true, estimatorFor: () => logistic },
    ];
    const model = createStacking(families).fit(data, {}, { seed: 1 });
    const shares = stackShares(stateOf(model).stack!)!;
    expect(shares.map(({ name }) => name)).toEqual(['by-heart', 'logistic']);
    expect(shares[0]!.share).toBe(0);
    expect(logLoss(later, createStacking(families).predict(model, later))).toBeLessThan(0.6);
    // Taught on its own rows it would be believed: the meta-learner above was not.
    const heart = byHeart.estimatorFor(2);
    const leaked = heart.predict(heart.fit(data, {}, { seed: 1 }), data);
    const honest = logistic.predict(logistic.fit(data, {}, { seed: 1 }), data);
    const fooled = fitStack({
      members: [leaked, honest],
      width: 2,
      target: data.target,
      meta: 'logistic',
      seed: 1,
    });
    expect(stackShares(fooled)![0]!.share).toBeGreaterThan(0.7);
  });
});

describe('the whole', () => {
  const given = { ...QUICK, depthwise: false, symmetric: false, linear: true };
  const model = stacking.fit(data, given, { seed: 3 });

  it('is members on all rows under a stack over earlier rows, written out', () => {
    const tree = { rounds: 20, learningRate: 0.1, minChildSamples: 10 };
    const own: number[][] = [[], []];
    const rows: number[] = [];
    innerFolds(data.order, 4, 30 * 60_000).forEach(({ train, predicted }, k) => {
      rows.push(...predicted);
      const [taught, asked] = [takeRows(data, train), takeRows(data, predicted)];
      const trees = leafwise.fit(taught, tree, { seed: partSeed(3, `fold/${k}/leafwise`) });
      own[0]!.push(...leafwise.predict(trees, asked));
      own[1]!.push(...logistic.predict(logistic.fit(taught, {}, { seed: 0 }), asked));
    });
    const stack = fitStack({
      members: own.map((values) => Float64Array.from(values)),
      names: ['leafwise', 'logistic'],
      width: 2,
      target: Float64Array.from(rows, (i) => data.target[i]!),
      meta: 'logistic',
      seed: 0,
    });
    const all = leafwise.fit(data, tree, { seed: partSeed(3, 'member/leafwise') });
    const line = logistic.fit(data, {}, { seed: 0 });
    const expected = predictStack(stack, [leafwise.predict(all, later), logistic.predict(line, later)]);
    expect(stacking.predict(model, later)).toEqual(expected);
  });

  it('keeps what serves, and says how it was taught', () => {
    const state = stateOf(model);
    expect(state.parts.map(({ key, done }) => [key, done])).toEqual([
      ['member/leafwise', true],
      ['member/logistic', true],
    ]);
    expect(state).toMatchObject({ stopped: 'finished', withoutStack: null, regimeColumns: [] });
    expect(state.folds.map(({ predicted }) => predicted)).toEqual([120, 120, 120, 120]);
    expect(state.folds[0]).toEqual({ train: 120, predicted: 120, purged: 0 });
    expect(stacking.importance!(model, 'gain').reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  });

  it('reads regimes beside the members where the data has them', () => {
    const wild = Float32Array.from({ length: data.rows }, (_, i) => Number(i % 40 > 20));
    const table = {
      ...data,
      names: [...data.names, 'regime_0', 'regime_1'],
      columns: [...data.columns, wild.map((p) => 1 - p), wild],
    };
    const own = stateOf(stacking.fit(table, given, { seed: 3 }));
    expect(own.regimeColumns).toEqual([4, 5]);
    expect(own.stack!.states).toBe(2);
    const without = stateOf(stacking.fit(table, { ...given, regimeFeatures: false }, { seed: 3 }));
    expect(without.stack!.states).toBe(0);
  });

  it('copies inside the training part train as long as early stopping kept', () => {
    const table = inSequence({ ...data, target: data.target.map((_, i) => (i * 7919) % 2) });
    const stopped = stacking.fit(
      table,
      { ...given, treeRounds: 200, treeLearningRate: 0.3, linear: false },
      { seed: 3, validation: later, checkpoint: { everyRounds: 1_000, save: (one) => saved.push(one) } },
    );
    const roundsIn = (one: Model, key: string) =>
      roundsOf(stateOf(one).parts.find((part) => part.key === key)!.model.state as TreeState);
    const kept = roundsIn(stopped, 'member/leafwise');
    expect(kept).toBeLessThan(100);
    expect(roundsIn(saved.at(-1)!, 'fold/3/leafwise')).toBe(kept);
  });
  const saved: Model[] = [];
});

describe('where it cannot stack', () => {
  it('too few rows: the members are averaged, and it says why', () => {
    const few = takeRows(
      data,
      Uint32Array.from({ length: 60 }, (_, i) => i),
    );
    const model = stacking.fit(few, QUICK, { seed: 1 });
    expect(stateOf(model).withoutStack).toMatch(/the members are averaged/);
    expect(stateOf(model).stack).toBeNull();
    const { parts } = stateOf(model);
    expect(parts.length).toBe(3);
    expect(stacking.predict(model, later)[0]).toBeGreaterThan(0);
  });

  it('folds whose earlier rows lack a class teach nobody', () => {
    const target = data.target.map((y, i) => (i < 250 ? 0 : y));
    const state = stateOf(stacking.fit({ ...data, target }, QUICK, { seed: 1 }));
    // Rows before the third block are of one class.
    expect(state.folds.length).toBe(2);
  });

  it('rows without an order, monotone constraints and no member are refused', () => {
    const { order: _, ...unordered } = data;
    expect(() => stacking.fit(unordered, QUICK, { seed: 1 })).toThrow(/no order in time/);
    expect(() => stacking.fit(data, QUICK, { seed: 1, monotone: { a: 1 } })).toThrow(/monotone/);
    const none = { leafwise: false, depthwise: false, symmetric: false };
    expect(() => stacking.fit(data, none, { seed: 1 })).toThrow(/no member is chosen/);
  });
});

it('the same rows, seed and settings give the same bytes', () => {
  const once = modelToJson(stacking.fit(data, QUICK, { seed: 8 }));
  expect(modelToJson(stacking.fit(data, QUICK, { seed: 8 }))).toBe(once);
});
