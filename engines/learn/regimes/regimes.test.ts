// Regimes find the states rows were drawn from, never look ahead, start anew with each session, and are the same row by row.
import { describe, expect, it } from 'vitest';
import type { LearningData } from '../contract.ts';
import { appendRegimes, likeliestStates, regimeChances } from './append-regimes.ts';
import { fitRegimes } from './fit-regimes.ts';
import { createRegimeStream } from './regime-stream.ts';
import { asRegimeState, type RegimeSettings } from './state.ts';
import { type Sessions, sessionsTable, sliceSessions } from './test-sessions.ts';

const SETTINGS: RegimeSettings = {
  states: 2,
  covariance: 'full',
  observed: ['log_return', 'range_fraction'],
  seed: 7,
};
const data = sessionsTable([75, 75, 75, 75, 75, 75, 75, 75], 3, 11);
const state = fitRegimes(data, SETTINGS);

describe('fitted regimes', () => {
  it('are those the rows were drawn from, quietest first', () => {
    const likeliest = likeliestStates(regimeChances(state, data), 2);
    const hits = likeliest.filter((k, i) => k === data.states[i]).length;
    expect(hits / data.rows).toBeGreaterThan(0.93);
    expect(state.hmm.means[0]![1]).toBeLessThan(state.hmm.means[1]![1]!);
  });

  it('say what they are', () => {
    expect(state.words).toEqual(['low volatility, sideways', 'high volatility, sideways']);
    expect(state.observed.map(({ name }) => name)).toEqual(SETTINGS.observed);
    expect(state.observed[0]!.missingShare).toBeCloseTo(55 / 600, 3);
    expect(state.observed[1]!.missingShare).toBe(0);
    expect(state.share.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    expect(state.meanStay[0]).toBeCloseTo(1 / (1 - state.hmm.transition[0]![0]!), 12);
    expect(state).toMatchObject({ rows: 600, sequences: 8, stopped: 'converged' });
  });

  it('are plain data: JSON brings back the same chances', () => {
    const again = asRegimeState(JSON.parse(JSON.stringify(state)));
    expect(again).toEqual(state);
    expect(regimeChances(again, data)).toEqual(regimeChances(state, data));
    expect(() => asRegimeState({ ...state, version: 2 })).toThrow(/train again/);
  });

  it('follow from the seed and the rows alone', () => {
    expect(fitRegimes(data, SETTINGS)).toEqual(state);
    expect(fitRegimes({ ...data, columns: data.columns.map((c) => c.slice()) }, SETTINGS)).toEqual(state);
  });

  it('stop when told', () => {
    let calls = 0;
    expect(fitRegimes(data, SETTINGS, () => ++calls < 3).stopped).toBe('cancelled');
    expect(calls).toBe(3);
  });
});

describe('appended regimes', () => {
  const appended = appendRegimes(state, data);

  it('stand behind the features, one column per state', () => {
    expect(appended.names).toEqual([...data.names, 'regime_0', 'regime_1']);
    expect(appended.columns.slice(0, 3)).toEqual(data.columns);
    for (let i = 0; i < data.rows; i++)
      expect(appended.columns[3]![i]! + appended.columns[4]![i]!).toBeCloseTo(1, 6);
    expect(appended.order).toBe(data.order);
  });

  it('do not change when later rows are cut off or changed', () => {
    for (const cut of [1, 40, 75, 76, 222, 540]) {
      const before = appendRegimes(state, sliceSessions(data, 0, cut));
      expect(before.columns[3]).toEqual(appended.columns[3]!.slice(0, cut));
      const later = data.columns.map((column) => column.map((x, i) => (i < cut ? x : 9)));
      const changed = appendRegimes(state, { ...data, columns: later });
      expect(changed.columns[4]!.slice(0, cut)).toEqual(appended.columns[4]!.slice(0, cut));
      expect(changed.columns[4]).not.toEqual(appended.columns[4]);
    }
  });

  it('know nothing of the session before', () => {
    const third = appendRegimes(state, sliceSessions(data, 150, 225));
    expect(third.columns[3]).toEqual(appended.columns[3]!.slice(150, 225));
    const joined: Sessions = { ...data, order: { ...data.order, sequence: new Int32Array(data.rows) } };
    expect(appendRegimes(state, joined).columns[3]!.slice(150, 225)).not.toEqual(third.columns[3]);
  });

  it('only move time on where an observation is missing', () => {
    const row = 12;
    expect(data.columns[0]![row]).toBeNaN();
    const { transition } = state.hmm;
    const before = [appended.columns[3]![row - 1]!, appended.columns[4]![row - 1]!];
    const expected = before[0]! * transition[0]![0]! + before[1]! * transition[1]![0]!;
    expect(appended.columns[3]![row]).toBeCloseTo(expected, 6);
  });

  it('are the same row by row, whatever the order of the features', () => {
    const stream = createRegimeStream(state, ['range_fraction', 'other', 'log_return']);
    for (let i = 0; i < data.rows; i++) {
      if (i > 0 && data.order.sequence[i] !== data.order.sequence[i - 1]) stream.reset();
      // What serving computes in double precision and datasets store in single.
      const exact = data.columns[2]![i]! * (1 + 1e-12);
      const chances = stream.update([exact, 5, data.columns[0]![i]!]);
      expect([...chances]).toEqual([appended.columns[3]![i], appended.columns[4]![i]]);
    }
  });
});

describe('regimes refuse, with the reason', () => {
  const without = (changes: Partial<LearningData>): LearningData => ({ ...data, ...changes });
  const shuffled = { ...data.order, sequence: data.order.sequence.map((s, i) => (i === 300 ? 0 : s)) };
  const backwards = { ...data.order, time: data.order.time.map((t, i) => (i === 20 ? 0 : t)) };
  it.each([
    ['rows without an order', without({ order: undefined as never }), SETTINGS, /no order in time/],
    ['rows of a session apart', without({ order: shuffled }), SETTINGS, /do not lie together/],
    ['a session backwards', without({ order: backwards }), SETTINGS, /row 20 of sequence 0 is earlier/],
    ['an unknown feature', data, { ...SETTINGS, observed: ['vix'] }, /vix, which is not among the 3/],
    ['no feature', data, { ...SETTINGS, observed: [] }, /at least one/],
    ['a feature twice', data, { ...SETTINGS, observed: ['noise', 'noise'] }, /named twice/],
    ['too few rows', sliceSessions(data, 0, 4), SETTINGS, /need at least 6 rows/],
  ] as const)('%s', (_what, rows, settings, reason) => {
    expect(() => fitRegimes(rows, settings)).toThrow(RangeError);
    expect(() => fitRegimes(rows, settings)).toThrow(reason);
  });

  it('appends to no rows that have them, nor to rows without what is observed', () => {
    expect(() => appendRegimes(state, appendRegimes(state, data))).toThrow(/already/);
    expect(() => regimeChances(state, { ...data, names: ['a', 'b', 'c'] })).toThrow(/log_return/);
    expect(() => createRegimeStream(state, ['a'])).toThrow(/log_return/);
    const stream = createRegimeStream(state, data.names);
    expect(() => stream.update([1, 2])).toThrow(/2 values for 3/);
    expect(() => stream.update([Number.POSITIVE_INFINITY, 0, 0])).toThrow(/log_return is Infinity/);
  });

  it('leaves out what cannot tell anything, and says so', () => {
    const flat = new Float32Array(data.rows).fill(0.1);
    const empty = new Float32Array(data.rows).fill(Number.NaN);
    const table = { ...data, names: ['flat', 'empty', 'range'], columns: [flat, empty, data.columns[2]!] };
    const fitted = fitRegimes(table, { ...SETTINGS, observed: ['flat', 'empty', 'range'] });
    expect(fitted.hmm.names).toEqual(['range']);
    expect(fitted.leftOut).toEqual([
      { name: 'empty', reason: 'has no value' },
      { name: 'flat', reason: 'does not vary over the training rows' },
    ]);
    expect(() => fitRegimes(table, { ...SETTINGS, observed: ['flat', 'empty'] })).toThrow(
      /none of the observed/,
    );
  });
});
