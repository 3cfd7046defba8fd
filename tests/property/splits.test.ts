// Splits against the definition, pair by pair: random label spans, random sessions, random folds with tests in the middle.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../engines/market/session.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import { applyFold, type Fold, type LabelledTimes } from '../../engines/validation/splits/fold.ts';
import { foldLedger } from '../../engines/validation/splits/ledger.ts';
import { walkForwardFolds } from '../../engines/validation/splits/walk-forward.ts';

const MINUTE = 60_000;
const OPEN = Date.parse('2024-01-01T09:15:00+05:30');

function sessionsOf(count: number): Session[] {
  return Array.from({ length: count }, (_, k) => {
    const open = OPEN + k * 1440 * MINUTE;
    const close = open + 375 * MINUTE;
    return { date: `day ${k}`, kind: 'regular', windows: [{ open, close }], open, close };
  });
}

/** Rows of several instruments in any order; labels of minutes, hours or days, some missing, a few that end before they begin. */
function randomRows(seed: number, sessions: readonly Session[], perSession: number): LabelledTimes {
  const random = createRandom(seed);
  const count = sessions.length * perSession;
  const time = new Float64Array(count);
  const t1 = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const session = sessions[random.integer(sessions.length)]!;
    time[i] = session.open + (1 + random.integer(375)) * MINUTE;
    const kind = random.next();
    if (kind < 0.05) t1[i] = Number.NaN;
    else if (kind < 0.1) t1[i] = time[i]! - random.integer(600) * MINUTE;
    else if (kind < 0.7) t1[i] = Math.min(session.close, time[i]! + random.integer(60) * MINUTE);
    else t1[i] = time[i]! + random.integer(4 * 1440) * MINUTE;
  }
  return { time, t1 };
}

/** Some sessions test, in one or several blocks; the rest trains. */
function randomFold(seed: number, sessions: readonly Session[], embargoMs: number): Fold {
  const random = createRandom(seed);
  const tests = sessions.map(() => random.next() < 0.3);
  const blocks = (wanted: boolean) => {
    const spans: { from: number; to: number }[] = [];
    sessions.forEach((session, k) => {
      if (tests[k] !== wanted) return;
      const last = spans[spans.length - 1];
      if (k > 0 && tests[k - 1] === wanted && last !== undefined) last.to = session.close;
      else spans.push({ from: session.open, to: session.close });
    });
    return spans;
  };
  return { index: 0, train: blocks(false), test: blocks(true), embargoMs };
}

/** Every training row against every test row: [decision, outcome] against [decision − margin, outcome + margin]. */
function touchingPairs({ time, t1 }: LabelledTimes, train: Uint32Array, test: Uint32Array, margin: number) {
  let pairs = 0;
  for (const a of train)
    for (const b of test) {
      const first = Math.min(time[a]!, t1[a]!);
      const last = Math.max(time[a]!, t1[a]!);
      if (last >= time[b]! - margin && first <= Math.max(time[b]!, t1[b]!) + margin) pairs++;
    }
  return pairs;
}

const scene = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  days: fc.integer({ min: 2, max: 14 }),
  perSession: fc.integer({ min: 1, max: 12 }),
  embargoMinutes: fc.constantFrom(0, 30, 1440, 3000),
});

describe('a fold of any shape', () => {
  it('leaves no training label that touches a test label or its embargo', () => {
    fc.assert(
      fc.property(scene, ({ seed, days, perSession, embargoMinutes }) => {
        const sessions = sessionsOf(days);
        const rows = randomRows(seed, sessions, perSession);
        const fold = randomFold(seed + 1, sessions, embargoMinutes * MINUTE);
        const assigned = applyFold(fold, rows);
        expect(touchingPairs(rows, assigned.train, assigned.test, fold.embargoMs)).toBe(0);
        expect(foldLedger(fold, rows, assigned).touching).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('removes only what touches a block or its embargo, and counts each row once', () => {
    fc.assert(
      fc.property(scene, ({ seed, days, perSession, embargoMinutes }) => {
        const sessions = sessionsOf(days);
        const rows = randomRows(seed, sessions, perSession);
        const fold = randomFold(seed + 1, sessions, embargoMinutes * MINUTE);
        const { train, test, purged, embargoed } = applyFold(fold, rows);
        const inside = (spans: Fold['test'], time: number) =>
          spans.find((span) => time > span.from && time <= span.to);
        const ends = new Map(fold.test.map((span) => [span, span.to]));
        rows.time.forEach((time, i) => {
          const block = inside(fold.test, time);
          if (block !== undefined && rows.t1[i]! > ends.get(block)!) ends.set(block, rows.t1[i]!);
        });
        const kept = new Set([...train, ...test]);
        const margins = [0, fold.embargoMs];
        const removed = { purged: 0, embargoed: 0 };
        rows.time.forEach((time, i) => {
          if (Number.isNaN(rows.t1[i]!)) {
            expect(kept.has(i)).toBe(false);
            return;
          }
          if (inside(fold.test, time) !== undefined) {
            expect(test.includes(i)).toBe(true);
            return;
          }
          const first = Math.min(time, rows.t1[i]!);
          const last = Math.max(time, rows.t1[i]!);
          const [touches, near] = margins.map((margin) =>
            fold.test.some((span) => last >= span.from - margin && first <= ends.get(span)! + margin),
          );
          if (touches) removed.purged++;
          else if (near) removed.embargoed++;
          expect(train.includes(i)).toBe(!near);
        });
        expect({ purged, embargoed }).toEqual(removed);
      }),
      { numRuns: 150 },
    );
  });

  it('decides for each instrument what it decides for all together, when labels stay within their session', () => {
    fc.assert(
      fc.property(scene, ({ seed, days, perSession, embargoMinutes }) => {
        const sessions = sessionsOf(days);
        const parts = [1, 2, 3].map((k) => {
          const { time, t1 } = randomRows(seed + k, sessions, perSession);
          const close = (at: number) => sessions.find((one) => at <= one.close)!.close;
          return { time, t1: t1.map((end, i) => Math.min(end, close(time[i]!))) };
        });
        const all = {
          time: Float64Array.from(parts.flatMap((part) => [...part.time])),
          t1: Float64Array.from(parts.flatMap((part) => [...part.t1])),
        };
        const fold = randomFold(seed + 9, sessions, embargoMinutes * MINUTE);
        const together = applyFold(fold, all);
        const apart = parts.map((part) => applyFold(fold, part));
        const sum = (of: (one: (typeof apart)[number]) => number) => apart.reduce((n, one) => n + of(one), 0);
        expect(together.train.length).toBe(sum((one) => one.train.length));
        expect(together.purged).toBe(sum((one) => one.purged));
        expect(together.embargoed).toBe(sum((one) => one.embargoed));
      }),
      { numRuns: 100 },
    );
  });
});

describe('the ledger', () => {
  it('finds a training row that was smuggled in, as the pairs do', () => {
    fc.assert(
      fc.property(scene, ({ seed, days, perSession, embargoMinutes }) => {
        const sessions = sessionsOf(days);
        const rows = randomRows(seed, sessions, perSession);
        const fold = randomFold(seed + 1, sessions, embargoMinutes * MINUTE);
        const assigned = applyFold(fold, rows);
        // No purge at all: everything with a label outside the test trains.
        const test = new Set(assigned.test);
        const train = Uint32Array.from(rows.time.keys()).filter(
          (i) => !test.has(i) && !Number.isNaN(rows.t1[i]!),
        );
        const ledger = foldLedger(fold, rows, { ...assigned, train });
        const guilty = [...train].filter(
          (row) => touchingPairs(rows, Uint32Array.of(row), assigned.test, fold.embargoMs) > 0,
        );
        // The ledger judges by whole blocks, so it may find more, never fewer.
        expect(ledger.touching).toBeGreaterThanOrEqual(guilty.length);
        if (guilty.length > 0) {
          expect(ledger.firstTouching).toBeGreaterThanOrEqual(0);
          expect(ledger.firstTouching).toBeLessThanOrEqual(guilty[0]!);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('walk-forward', () => {
  const sessions = sessionsOf(100);

  it('trains on sixty sessions, tests on the next ten, and moves on by ten', () => {
    const folds = walkForwardFolds(sessions);
    expect(folds.map((fold) => fold.index)).toEqual([0, 1, 2, 3]);
    folds.forEach((fold, k) => {
      expect(fold.train).toEqual([{ from: sessions[10 * k]!.open, to: sessions[10 * k + 59]!.close }]);
      expect(fold.test).toEqual([{ from: sessions[10 * k + 60]!.open, to: sessions[10 * k + 69]!.close }]);
      expect(fold.embargoMs).toBe(30 * MINUTE);
    });
  });

  it('expanding keeps the first session; too short a calendar gives no fold; nonsense is refused', () => {
    const options = { trainSessions: 60, testSessions: 15, embargoMs: 0, expanding: true };
    const folds = walkForwardFolds(sessions, options);
    expect(folds.length).toBe(2);
    expect(folds.every((fold) => fold.train[0]!.from === sessions[0]!.open)).toBe(true);
    expect(folds[1]!.train[0]!.to).toBe(sessions[74]!.close);
    expect(walkForwardFolds(sessions.slice(0, 74), options)).toEqual([]);
    for (const bad of [{ trainSessions: 0 }, { testSessions: 1.5 }, { embargoMs: -1 }])
      expect(() => walkForwardFolds(sessions, { ...options, ...bad })).toThrow(RangeError);
  });

  it('purges the labels that reach over the night into the test, and embargoes those that end just before', () => {
    const fold = walkForwardFolds(sessions, {
      trainSessions: 2,
      testSessions: 1,
      embargoMs: 30 * MINUTE,
      expanding: false,
    })[0]!;
    const day = sessions[1]!;
    const next = sessions[2]!;
    const at = (minute: number) => day.open + minute * MINUTE;
    const rows: LabelledTimes = {
      time: Float64Array.of(at(100), at(200), at(300), at(310), next.open + 5 * MINUTE, next.close),
      t1: Float64Array.of(
        at(110),
        next.open,
        next.open - 30 * MINUTE,
        next.open - 31 * MINUTE,
        next.open + 9 * MINUTE,
        Number.NaN,
      ),
    };
    expect(applyFold(fold, rows)).toEqual({
      train: Uint32Array.of(0, 3),
      test: Uint32Array.of(4),
      purged: 1,
      embargoed: 1,
    });
  });
});
