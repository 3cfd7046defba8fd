import { describe, expect, it } from 'vitest';
import {
  cumulated,
  likeliest,
  type RegimeSeries,
  regimeSpans,
  switchesPerHundred,
  thinned,
} from './regime-model.ts';

function series(states: readonly (number | null)[]): RegimeSeries {
  const of = (state: number) => states.map((own) => (own === null ? Number.NaN : own === state ? 0.8 : 0.2));
  return {
    time: states.map((_, k) => k * 60_000),
    close: states.map((_, k) => 100 + k),
    probabilities: [of(0), of(1)],
  };
}

describe('spans of the likeliest state', () => {
  it('cover every bar once, in order', () => {
    expect(regimeSpans(series([0, 0, 1, 0]))).toEqual([
      { from: 0, to: 1, state: 0 },
      { from: 2, to: 2, state: 1 },
      { from: 3, to: 3, state: 0 },
    ]);
    expect(regimeSpans(series([]))).toEqual([]);
  });
  it('have no state where no probability is known', () => {
    expect(likeliest(series([null]), 0)).toBe(-1);
    expect(regimeSpans(series([null, 1]))).toEqual([
      { from: 0, to: 0, state: -1 },
      { from: 1, to: 1, state: 1 },
    ]);
  });
  it('count switches per hundred bars', () => {
    expect(switchesPerHundred(series([0, 1, 0, 0]))).toBe(50);
    expect(switchesPerHundred(series([0, 0]))).toBe(0);
    expect(switchesPerHundred(series([]))).toBeNaN();
  });
});

describe('thinning', () => {
  it('leaves short series alone', () => {
    const own = series([0, 1]);
    expect(thinned(own, 2)).toEqual({ series: own, step: 1 });
  });
  it('takes whole bars at even steps and ends with the last', () => {
    const { series: thin, step } = thinned(series([0, 0, 0, 1, 1, 1, 0]), 3);
    expect(step).toBe(3);
    expect([...Array.from(thin.close)]).toEqual([100, 103, 106]);
    expect([...Array.from(thin.probabilities[1] ?? [])]).toEqual([0.2, 0.8, 0.2]);
  });
});

describe('upper edges of the areas', () => {
  it('add the states up, bar by bar, and stay unknown where one is', () => {
    const [first, second] = cumulated(series([0, 1, null]));
    expect(first).toEqual([0.8, 0.2, null]);
    expect(second).toEqual([1, 1, null]);
  });
});
