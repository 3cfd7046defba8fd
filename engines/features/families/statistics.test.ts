// Statistics of a window by hand: values on a few prices, signs, and the prices that have no answer.

import { describe, expect, it } from 'vitest';
import { type Candle, column, newest } from '../../../tests/fixtures/candles.ts';
import { CATALOGUE } from '../catalogue.ts';

const closes = (...prices: readonly number[]): Candle[] =>
  prices.map((price): Candle => [price, price, price, price]);
/** Closes whose log returns are the given ones. */
const returns = (...values: readonly number[]): Candle[] => {
  let level = Math.log(100);
  return closes(
    100,
    ...values.map((value) => {
      level += value;
      return Math.exp(level);
    }),
  );
};

describe('z-score and rank', () => {
  it('measures the newest close in sample deviations of the window', () => {
    // Mean 102, deviations −2, 0, 2: sample deviation 2.
    expect(newest('z_score', closes(90, 100, 102, 104), { period: 3 })).toBeCloseTo(1, 12);
    expect(newest('z_score', closes(90, 104, 102, 100), { period: 3 })).toBeCloseTo(-1, 12);
  });

  it('ranks the newest close among the window, equal ones half', () => {
    expect(newest('percentile_rank', closes(1, 100, 101, 102, 103), { period: 4 })).toBe(100);
    expect(newest('percentile_rank', closes(1, 103, 102, 101, 100), { period: 4 })).toBe(0);
    expect(newest('percentile_rank', closes(1, 101, 99, 104, 101), { period: 4 })).toBe(50);
  });

  it('standing prices have no z-score and the middle rank', () => {
    const still = closes(100.1, 100.1, 100.1, 100.1, 100.1);
    expect(newest('z_score', still, { period: 4 })).toBeNaN();
    expect(newest('percentile_rank', still, { period: 4 })).toBe(50);
  });

  it('a missing close in the window is no answer, and a shorter window is none either', () => {
    const gap = closes(100, Number.NaN, 101, 102, 103);
    for (const id of ['z_score', 'percentile_rank'])
      expect(column(id, gap, { period: 3 }).map(Number.isFinite), id).toEqual([
        false,
        false,
        false,
        false,
        true,
      ]);
  });
});

describe('shape of returns', () => {
  it('autocorrelation: alternating moves answer each other, steady drifts continue', () => {
    // Deviations ±0.01 about 0: three products of −1e-4 over four squares of 1e-4.
    const alternating = returns(0.01, -0.01, 0.01, -0.01);
    expect(newest('autocorrelation', alternating, { period: 4 })).toBeCloseTo(-0.75, 9);
    const runs = returns(0.01, 0.01, 0.01, -0.01, -0.01, -0.01);
    expect(newest('autocorrelation', runs, { period: 6 })).toBeCloseTo(3 / 6, 9);
  });

  it('knows only its own window, not the series (the published one was computed over all of it)', () => {
    const tail = [0.01, -0.02, 0.005, 0.01, -0.01];
    const calm = newest('autocorrelation', returns(0, 0, 0, ...tail), { period: 5 });
    const wild = newest('autocorrelation', returns(0.3, -0.2, 0.4, ...tail), { period: 5 });
    expect(wild).toBeCloseTo(calm, 9);
  });

  it('skewness: one large fall among small rises is negative', () => {
    // Values −3, 1, 1, 1 about 0: mean cube −24/4, mean square 12/4.
    const fall = returns(-0.03, 0.01, 0.01, 0.01);
    expect(newest('skewness', fall, { period: 4 })).toBeCloseTo(-6 / 3 ** 1.5, 6);
  });

  it('entropy: evenly spread returns are 1, two sorts of return in eight bins a third', () => {
    const even = returns(0.001, 0.002, 0.003, 0.004);
    expect(newest('return_entropy', even, { period: 4, bins: 4 })).toBeCloseTo(1, 9);
    const two = returns(0.01, -0.01, 0.01, -0.01);
    expect(newest('return_entropy', two, { period: 4, bins: 8 })).toBeCloseTo(1 / 3, 9);
  });

  it('prices that stand have no shape', () => {
    const still = closes(100, 100, 100, 100, 100, 100);
    for (const id of ['autocorrelation', 'skewness', 'return_entropy'])
      expect(newest(id, still, { period: 4 }), id).toBeNaN();
  });
});

describe('market state', () => {
  const template = CATALOGUE.get('market_state');
  const state = (...values: readonly number[]) =>
    template?.kind === 'combined' ? template.combine(Float64Array.from(values), { period: 26 }) : null;

  it.each([
    // [entropy, autocorrelation, z-score, rank] and the scores they give.
    ['ordered, persistent, stretched, at the edge: trend 0.9, chop 0.1', [0.1, 0.7, 1, 100], 2],
    ['disordered, random, central: trend 0.05, chop 0.95', [0.9, 0, 0.1, 50], -1],
    ['half of each: both 0.5', [0.5, 0.5, 0.5, 75], 1],
    // Without it the two scores add up to 1, so that one of the other three always holds.
    ['returns that take each other back: both 0.375', [0.7, -1, 0.7, 75], 0],
    ['an unknown part', [0.1, Number.NaN, 1, 100], Number.NaN],
  ] as const)('%s', (_words, values, expected) => {
    expect(state(...values)).toBe(expected);
  });
});
