// The filter against a forward pass in logarithms, without knowledge of the future, over gaps, sessions and surprises.
import { describe, expect, it } from 'vitest';
import { createHmmFilter, filterHmm, hmmLogLikelihood } from './filter.ts';
import { hindsightStates } from './hindsight.ts';
import { checkHmm, type GaussianHmm } from './model.ts';
import { simulateHmm } from './simulate.ts';
import { CORRELATED, logForward, QUIET_AND_WILD } from './test-models.ts';

describe.each([
  ['diagonal', QUIET_AND_WILD],
  ['full', CORRELATED],
] as const)('filtering, %s covariance', (_kind, model) => {
  const data = simulateHmm(model, [200], 4);

  it('gives the chances of the forward pass on every prefix', () => {
    const filter = createHmmFilter(model);
    for (let t = 0; t < 200; t++) {
      const chances = filter.update(data.values.subarray(2 * t, 2 * t + 2));
      const reference = logForward(model, data, t + 1);
      chances.forEach((p, k) => {
        expect(p).toBeCloseTo(reference.chances[k]!, 11);
      });
      expect(filter.logLikelihood()).toBeCloseTo(reference.logLikelihood, 8);
    }
    expect(hmmLogLikelihood(model, data)).toBeCloseTo(logForward(model, data, 200).logLikelihood, 8);
  });
  it('knows nothing of what comes later', () => {
    const before = filterHmm(model, data);
    const values = data.values.slice();
    values.fill(25, 2 * 100);
    const changed = filterHmm(model, { ...data, values });
    expect(changed.subarray(0, 200)).toEqual(before.subarray(0, 200));
    expect(changed.subarray(200)).not.toEqual(before.subarray(200));
  });
  it('starts anew with each session', () => {
    const cut = { ...data, lengths: [80, 120] };
    const both = filterHmm(model, cut);
    const second = filterHmm(model, { ...data, values: data.values.slice(160), lengths: [120] });
    expect(both.subarray(160)).toEqual(second);
    expect(both.subarray(160)).not.toEqual(filterHmm(model, data).subarray(160));
    expect(hmmLogLikelihood(model, cut)).not.toBeCloseTo(hmmLogLikelihood(model, data), 3);
  });
  it('moves time on over a gap', () => {
    const holed = { ...data, values: data.values.slice() };
    holed.values[100] = Number.NaN;
    const chances = filterHmm(model, holed);
    const at = (t: number) => [...chances.subarray(2 * t, 2 * t + 2)];
    const [a, b] = at(49);
    expect(at(50)[0]).toBeCloseTo(a! * model.transition[0]![0]! + b! * model.transition[1]![0]!, 12);
    expect(logForward(model, holed, 51).chances[0]).toBeCloseTo(at(50)[0]!, 12);
  });
});

describe('filtering at the edges', () => {
  it('survives what no state explains', () => {
    const filter = createHmmFilter(QUIET_AND_WILD);
    expect([...filter.update(Float64Array.of(1e6, -1e6))].every(Number.isFinite)).toBe(true);
    const stuck: GaussianHmm = {
      ...QUIET_AND_WILD,
      start: [1, 0],
      transition: [
        [1, 0],
        [0, 1],
      ],
    };
    const chances = createHmmFilter(stuck).update(Float64Array.of(500, 2));
    // The chance of the wild state is given as 0, and the quiet one cannot have made this row.
    expect(chances[1]).toBe(1);
  });
  it('refuses what is not a model or not its columns', () => {
    expect(() => createHmmFilter({ ...QUIET_AND_WILD, start: [0.5, 0.4] })).toThrow(/sum to 1/);
    expect(() => checkHmm({ ...QUIET_AND_WILD, means: [[1], [2]] })).toThrow(/2 means/);
    expect(() =>
      createHmmFilter({
        ...QUIET_AND_WILD,
        covariances: [
          [1, 0],
          [1, 1],
        ],
      }),
    ).toThrow(/range is 0/);
    expect(() => createHmmFilter(QUIET_AND_WILD).update(Float64Array.of(1))).toThrow(/1 observations for 2/);
    const data = simulateHmm(QUIET_AND_WILD, [10], 1);
    expect(() => filterHmm(QUIET_AND_WILD, { ...data, names: ['range', 'return'] })).toThrow(
      /the data has range/,
    );
    expect(() => filterHmm(QUIET_AND_WILD, { ...data, lengths: [4, 5] })).toThrow(/9 rows in all/);
  });
});

describe('hindsight', () => {
  it('is the likeliest path: found by trying all', () => {
    const data = simulateHmm(QUIET_AND_WILD, [8], 12);
    let best = Number.NEGATIVE_INFINITY;
    let path: number[] = [];
    for (let code = 0; code < 256; code++) {
      const states = Array.from({ length: 8 }, (_, t) => (code >> t) & 1);
      // A model that can only take this path has its likelihood.
      let log = 0;
      states.forEach((state, t) => {
        const chance =
          t === 0 ? QUIET_AND_WILD.start[state]! : QUIET_AND_WILD.transition[states[t - 1]!]![state]!;
        const only = { ...QUIET_AND_WILD, start: [1 - state, state] };
        const row = { ...data, values: data.values.slice(2 * t, 2 * t + 2), lengths: [1] };
        log += Math.log(chance) + logForward(only, row, 1).logLikelihood;
      });
      if (log > best) {
        best = log;
        path = states;
      }
    }
    expect([...hindsightStates(QUIET_AND_WILD, data)]).toEqual(path);
  });
  it('finds most true states, session by session', () => {
    const data = simulateHmm(QUIET_AND_WILD, [500, 500], 3);
    const found = hindsightStates(QUIET_AND_WILD, data);
    expect(found.reduce((sum, state, i) => sum + Number(state === data.states[i]), 0)).toBeGreaterThan(970);
    const second = { ...data, values: data.values.slice(1000), lengths: [500] };
    expect(found.subarray(500)).toEqual(hindsightStates(QUIET_AND_WILD, second));
  });
});
