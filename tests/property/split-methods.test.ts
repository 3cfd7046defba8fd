// Every way of making folds against plain definitions, pair by pair; nested parts; the guard of training parts; the text of a split.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../engines/numeric/random.ts';
import { applySplit, pathParts } from '../../engines/validation/splits/apply-split.ts';
import { canonicalSplit, readSplit } from '../../engines/validation/splits/canonical.ts';
import { applyInnerFold, innerFolds } from '../../engines/validation/splits/inner-split.ts';
import { makeSplit, type SplitMethod } from '../../engines/validation/splits/split.ts';
import { createTrainingPart } from '../../engines/validation/splits/training-part.ts';
import { weekdaySessions } from '../fixtures/weekday-sessions.ts';

const MINUTE = 60_000;

const method: fc.Arbitrary<SplitMethod> = fc.oneof(
  fc.record({
    kind: fc.constant('walk-forward' as const),
    trainSessions: fc.integer({ min: 1, max: 8 }),
    testSessions: fc.integer({ min: 1, max: 5 }),
    expanding: fc.boolean(),
    embargoMs: fc.constantFrom(0, 30 * MINUTE, 2880 * MINUTE),
  }),
  fc.record({
    kind: fc.constant('window-step' as const),
    windowDays: fc.integer({ min: 2, max: 10 }),
    stepDays: fc.integer({ min: 2, max: 6 }),
    embargoMs: fc.constantFrom(0, 30 * MINUTE),
  }),
  fc.record({
    kind: fc.constant('gap-k-fold' as const),
    folds: fc.integer({ min: 1, max: 4 }),
    horizonSessions: fc.integer({ min: 0, max: 2 }),
    embargoSessions: fc.integer({ min: 0, max: 1 }),
    embargoMs: fc.constant(0),
  }),
  fc.record({
    kind: fc.constant('combinatorial' as const),
    groups: fc.integer({ min: 4, max: 6 }),
    testGroups: fc.integer({ min: 1, max: 3 }),
    embargoMs: fc.constantFrom(0, 30 * MINUTE, 1440 * MINUTE),
  }),
  fc.record({
    kind: fc.constant('tail' as const),
    share: fc.constantFrom(0.1, 0.2, 0.5),
    embargoMs: fc.constantFrom(0, 30 * MINUTE),
  }),
);
const scene = fc.record({
  method,
  seed: fc.integer({ min: 0, max: 1e6 }),
  days: fc.integer({ min: 20, max: 30 }),
});

function randomRows(seed: number, days: number) {
  const random = createRandom(seed);
  const sessions = weekdaySessions(days);
  const count = days * 6;
  const time = new Float64Array(count);
  const t1 = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const session = sessions[random.integer(days)]!;
    time[i] = session.open + (1 + random.integer(375)) * MINUTE;
    t1[i] =
      random.next() < 0.05
        ? Number.NaN
        : time[i]! + random.integer(random.next() < 0.7 ? 60 : 3 * 1440) * MINUTE;
  }
  return { sessions, rows: { datasetHash: 'abc', time, t1 } };
}

type Times = { readonly time: Float64Array; readonly t1: Float64Array };
function touchingPairs({ time, t1 }: Times, train: Uint32Array, test: Uint32Array, margin: number): number {
  let pairs = 0;
  for (const a of train)
    for (const b of test) if (t1[a]! >= time[b]! - margin && time[a]! <= t1[b]! + margin) pairs++;
  return pairs;
}

const NONE = { train: 0, test: 0 };

describe('a split of any method', () => {
  it('leaves no pair of training and test label that touch, outside and inside each training part', () => {
    fc.assert(
      fc.property(scene, method, ({ method: how, seed, days }, inner) => {
        const { sessions, rows } = randomRows(seed, days);
        for (const { fold, rows: outer } of applySplit(makeSplit('abc', sessions, how), rows, NONE)) {
          expect(touchingPairs(rows, outer.train, outer.test, fold.embargoMs)).toBe(0);
          let nested: ReturnType<typeof innerFolds>;
          try {
            nested = innerFolds(fold, sessions, inner);
          } catch (error) {
            // Only ever because the part is too short.
            expect(String(error)).toMatch(/too few|do not make/);
            continue;
          }
          const mine = new Set(outer.train);
          for (const one of nested) {
            const own = applyInnerFold(one, rows, outer.train);
            expect(touchingPairs(rows, own.train, own.test, one.embargoMs)).toBe(0);
            expect([...own.train, ...own.test].every((row) => mine.has(row))).toBe(true);
            expect(touchingPairs(rows, own.test, outer.test, fold.embargoMs)).toBe(0);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is read back from its text as it was, and has one text', () => {
    fc.assert(
      fc.property(scene, ({ method: how, days }) => {
        const split = makeSplit('abc', weekdaySessions(days), how);
        const text = canonicalSplit(split);
        expect(readSplit(text)).toEqual(split);
        const shuffled = Object.fromEntries(Object.entries(how).reverse()) as unknown as SplitMethod;
        expect(canonicalSplit(makeSplit('abc', weekdaySessions(days), shuffled))).toBe(text);
        expect(canonicalSplit(makeSplit('abd', weekdaySessions(days), how))).not.toBe(text);
      }),
      { numRuns: 100 },
    );
  });
});

describe('combinatorial paths', () => {
  it('cross every test row once each, and use every (fold, tested group) once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 7 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 1e6 }),
        (groups, wanted, seed) => {
          const testGroups = Math.min(wanted, groups - 1);
          const { sessions, rows } = randomRows(seed, 22);
          const split = makeSplit('abc', sessions, {
            kind: 'combinatorial',
            groups,
            testGroups,
            embargoMs: 0,
          });
          const applied = applySplit(split, rows, NONE);
          const labelled = [...rows.time.keys()].filter((row) => !Number.isNaN(rows.t1[row]!));
          const used = new Set<string>();
          const parts = pathParts(split, applied, rows);
          for (const path of parts) {
            expect(path.flatMap((part) => [...part.rows]).sort((a, b) => a - b)).toEqual(labelled);
            for (const { fold, group } of path) used.add(`${fold}/${group}`);
          }
          expect(used.size).toBe(parts.length * groups);
          expect(parts.length * groups).toBe(split.folds.length * testGroups);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a training part', () => {
  it('gives exactly its rows and throws for every other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const random = createRandom(seed);
        const column = Float32Array.from({ length: 40 }, () => random.next());
        const rows = Uint32Array.from(column.keys()).filter(() => random.next() < 0.5);
        const part = createTrainingPart(
          { datasetHash: 'abc', names: ['x'], columns: [column] },
          'fold 0',
          rows,
        );
        expect(part.gather().columns[0]).toEqual(Float32Array.from(rows, (row) => column[row]!));
        for (let row = 0; row < 42; row++) {
          const inside = rows.includes(row);
          expect(part.has(row)).toBe(inside);
          const reads = [
            () => part.value(0, row),
            () => part.gather(Uint32Array.of(row)),
            () => part.gatherVector(new Float64Array(40), Uint32Array.of(row)),
            () => part.narrow('inner', Uint32Array.of(row)),
          ];
          for (const read of reads)
            if (inside) expect(read).not.toThrow();
            else expect(read).toThrow(/outside fold 0/);
          const test = () => part.assertApart(Uint32Array.of(row), 'the test');
          if (inside) expect(test).toThrow(/must be apart/);
          else expect(test).not.toThrow();
        }
      }),
      { numRuns: 30 },
    );
  });
});
