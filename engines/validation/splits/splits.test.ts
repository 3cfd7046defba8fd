import { describe, expect, it } from 'vitest';
import { weekdaySessions } from '../../../tests/fixtures/weekday-sessions.ts';
import { applySplit } from './apply-split.ts';
import { canonicalSplit, readSplit } from './canonical.ts';
import { binomial, combinations, combinatorialFolds } from './combinatorial.ts';
import { gapKFolds } from './gap-k-fold.ts';
import { INNER_TAIL, innerFolds } from './inner-split.ts';
import { makeSplit, SPLIT_PRESETS } from './split.ts';
import { assertFittedInside, createTrainingPart } from './training-part.ts';
import { windowStepFolds } from './window-step.ts';

const span = (places: readonly number[]) => [places[0], places[places.length - 1]];

describe('window and step', () => {
  it('counts calendar days: 45 train, the next 15 test, on by 15', () => {
    const sessions = weekdaySessions(80);
    const folds = windowStepFolds(sessions, { windowDays: 45, stepDays: 15 });
    const dates = folds.map(({ train, test }) =>
      [train[0], train.at(-1), test[0], test.at(-1)].map((place) => sessions[place!]!.date),
    );
    // 1 January 2024 is a Monday; the calendar ends on Friday 19 April, day 110.
    expect(dates).toEqual([
      ['2024-01-01', '2024-02-14', '2024-02-15', '2024-02-29'],
      ['2024-01-16', '2024-02-29', '2024-03-01', '2024-03-15'],
      ['2024-01-31', '2024-03-15', '2024-03-18', '2024-03-29'],
      ['2024-02-15', '2024-03-29', '2024-04-01', '2024-04-12'],
    ]);
  });

  it('takes a step that fits to the day and none that does not', () => {
    const sessions = weekdaySessions(10); // 12 calendar days
    expect(windowStepFolds(sessions, { windowDays: 7, stepDays: 5 })).toHaveLength(1);
    expect(windowStepFolds(sessions, { windowDays: 7, stepDays: 6 })).toHaveLength(0);
  });
});

describe('folds with a gap', () => {
  it('leave the horizon out before each of five equal test blocks', () => {
    const folds = gapKFolds(245, { folds: 5, horizonSessions: 20, embargoSessions: 0 });
    expect(folds.map(({ train, test }) => [...span(train), ...span(test)])).toEqual([
      [0, 24, 45, 84],
      [0, 64, 85, 124],
      [0, 104, 125, 164],
      [0, 144, 165, 204],
      [0, 184, 205, 244],
    ]);
  });

  it('refuses a calendar that leaves nothing to train on', () => {
    expect(() => gapKFolds(120, { folds: 5, horizonSessions: 20, embargoSessions: 0 })).toThrow(/too few/);
    expect(gapKFolds(126, { folds: 5, horizonSessions: 20, embargoSessions: 0 })[0]!.train).toEqual([0]);
  });
});

describe('combinatorial folds', () => {
  it('are the fifteen choices and five paths of six groups by two (López de Prado 2018, figure 12.1)', () => {
    const { folds, paths, groupStart } = combinatorialFolds(20, { groups: 6, testGroups: 2 });
    expect(folds).toHaveLength(15);
    expect(paths).toHaveLength(5);
    expect(groupStart).toEqual([0, 4, 8, 11, 14, 17, 20]);
    expect(paths[0]).toEqual([0, 0, 1, 2, 3, 4]);
    expect(paths[4]).toEqual([4, 8, 11, 13, 14, 14]);
    expect(folds[1]!.test).toEqual([0, 1, 2, 3, 8, 9, 10]);
    for (const { train, test } of folds)
      expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, k) => k));
  });

  it('refuses what would be thousands of fits', () => {
    expect(() => combinatorialFolds(100, { groups: 20, testGroups: 10 })).toThrow(/more than 1000/);
    expect(binomial(20, 10)).toBe(184_756);
    expect(combinations(4, 2)).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
  });
});

describe('a split', () => {
  const sessions = weekdaySessions(80);
  const split = makeSplit('abc', sessions, SPLIT_PRESETS['walk-forward-60-10']);

  it('is refused for another dataset and for a calendar without a fold', () => {
    const rows = { datasetHash: 'other', time: new Float64Array(0), t1: new Float64Array(0) };
    expect(() => applySplit(split, rows)).toThrow(/made for dataset abc/);
    expect(() => makeSplit('abc', sessions.slice(0, 69), SPLIT_PRESETS['walk-forward-60-10'])).toThrow(
      /too few/,
    );
    expect(() => makeSplit('', sessions, SPLIT_PRESETS['window-45-15'])).toThrow(/hash/);
  });

  it('says which folds are too thin, after purging', () => {
    const time = Float64Array.from({ length: 260 }, (_, k) =>
      k < 201 ? sessions[k % 60]!.open + 60_000 * (1 + k) : sessions[60]!.open + 60_000 * (k - 200),
    );
    const t1 = time.map((one, k) => (k < 2 ? sessions[60]!.open : one + 60_000));
    const [first, second] = applySplit(split, { datasetHash: 'abc', time, t1 });
    expect(first!.skipped).toBe('199 training rows left after purging, 200 are needed');
    expect(second!.skipped).toBe('0 test rows, 50 are needed');
  });

  it('keeps the last fifth of a training part, and the hole of a test inside one', () => {
    const [tail] = innerFolds(split.folds[0]!, sessions, INNER_TAIL);
    expect(tail!.train).toEqual([{ from: sessions[0]!.open, to: sessions[47]!.close }]);
    expect(tail!.test).toEqual([{ from: sessions[48]!.open, to: sessions[59]!.close }]);
    const crossed = makeSplit('abc', sessions, {
      kind: 'combinatorial',
      groups: 4,
      testGroups: 1,
      embargoMs: 0,
    });
    const [inner] = innerFolds(crossed.folds[1]!, sessions, { kind: 'tail', share: 0.5, embargoMs: 0 });
    expect(inner!.train).toEqual([
      { from: sessions[0]!.open, to: sessions[19]!.close },
      { from: sessions[40]!.open, to: sessions[49]!.close },
    ]);
  });

  it.each([
    ['not JSON', 'hello', /not JSON/],
    ['another version', canonicalSplit(split).replace('"version":1', '"version":2'), /version 2/],
    ['an unknown method', canonicalSplit(split).replace('walk-forward', 'shuffle'), /shuffle is not known/],
    ['a missing option', canonicalSplit(split).replace('"testSessions":10,', ''), /testSessions/],
    [
      'an unknown option',
      canonicalSplit(split).replace('"expanding"', '"a":1,"expanding"'),
      /keys it does not know/,
    ],
    ['no folds', canonicalSplit({ ...split, folds: [] }), /no fold/],
    [
      'training on the test',
      canonicalSplit({ ...split, folds: [{ ...split.folds[0]!, train: split.folds[0]!.test }] }),
      /trains on a session it tests/,
    ],
    ['no dataset', canonicalSplit({ ...split, datasetHash: '' }), /names no dataset/],
  ])('refuses a text with %s', (_, text, why) => expect(() => readSplit(text)).toThrow(why));
});

describe('the scope of a fit', () => {
  const table = { datasetHash: 'abc', names: ['x'], columns: [Float32Array.of(1, 2, 3, 4, 5, 6)] };
  const fold = createTrainingPart(table, 'fold 0', Uint32Array.of(0, 1, 2, 3));

  it('is inside its own part and every part that was narrowed to it, and no other', () => {
    const inner = fold.narrow('inner', Uint32Array.of(0, 2));
    const other = createTrainingPart(table, 'fold 1', Uint32Array.of(0, 2));
    assertFittedInside(inner.scope, fold, 'the scaler');
    assertFittedInside(fold.scope, fold, 'the scaler');
    expect(() => assertFittedInside(fold.scope, inner, 'the scaler')).toThrow(/not inside inner/);
    expect(() => assertFittedInside(other.scope, fold, 'the scaler')).toThrow(/fitted on fold 1 \(2 rows\)/);
    const elsewhere = createTrainingPart({ ...table, datasetHash: 'def' }, 'fold 0', fold.rows());
    expect(() => assertFittedInside(elsewhere.scope, fold, 'the scaler')).toThrow(RangeError);
  });

  it('cannot be widened through what it handed out, and refuses unordered rows', () => {
    fold.rows()[0] = 5;
    fold.gather().columns[0]![0] = 99;
    expect([...fold.rows()]).toEqual([0, 1, 2, 3]);
    expect(fold.value(0, 0)).toBe(1);
    const given = Uint32Array.of(0, 1);
    const part = createTrainingPart(table, 'part', given);
    given[1] = 5;
    expect(part.has(5)).toBe(false);
    for (const bad of [Uint32Array.of(1, 0), Uint32Array.of(1, 1), Uint32Array.of(6)])
      expect(() => createTrainingPart(table, 'part', bad)).toThrow(/ascend/);
  });
});
