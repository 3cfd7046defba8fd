// Training climbs, finds planted regimes, repeats itself, keeps sessions apart, and refuses what it cannot learn from.
import { describe, expect, it } from 'vitest';
import { withFloor } from './covariance-floor.ts';
import { hmmLogLikelihood } from './filter.ts';
import { fitHmm, type HmmOptions } from './fit-hmm.ts';
import type { GaussianHmm, HmmData } from './model.ts';
import { simulateHmm } from './simulate.ts';
import { CORRELATED, QUIET_AND_WILD } from './test-models.ts';

const MODELS = [
  ['diagonal', QUIET_AND_WILD],
  ['full', CORRELATED],
] as const;
const options: HmmOptions = { states: 2, seed: 7, restarts: 3 };

describe.each(MODELS)('training, %s covariance', (covariance, truth) => {
  const data = simulateHmm(truth, [1500, 1500, 1000], 5);
  const fit = fitHmm(data, { ...options, covariance });

  it('the log-likelihood never falls, and is the model’s own', () => {
    expect(fit.logLikelihoods.length).toBeGreaterThan(4);
    fit.logLikelihoods.forEach((value, k) => {
      if (k > 0) expect(value).toBeGreaterThanOrEqual(fit.logLikelihoods[k - 1]! - 1e-7 * Math.abs(value));
    });
    expect(fit.logLikelihoods.at(-1)).toBeCloseTo(hmmLogLikelihood(fit.model, data), 5);
    expect(fit.logLikelihoods.at(-1)).toBeGreaterThan(hmmLogLikelihood(truth, data));
    expect(fit.stopped).toBe('converged');
  });
  it('finds the planted regimes, the quiet one first', () => {
    const close = (found: readonly number[], planted: readonly number[], within: number) =>
      found.forEach((x, k) => {
        expect(Math.abs(x - planted[k]!)).toBeLessThan(within);
      });
    close(fit.model.means.flat(), truth.means.flat(), 0.2);
    close(fit.model.covariances.flat(), truth.covariances.flat(), 0.4);
    close(fit.model.transition.flat(), truth.transition.flat(), 0.03);
  });
  it('is the same for the same seed, and its JSON comes back', () => {
    expect(fitHmm(data, { ...options, covariance })).toEqual(fit);
    expect(JSON.parse(JSON.stringify(fit.model))).toEqual(fit.model);
  });
  it('stays where it is at its own optimum', () => {
    const again = fitHmm(data, { ...options, covariance, start: fit.model, maxIterations: 3 });
    again.model.means.flat().forEach((x, k) => {
      expect(x).toBeCloseTo(fit.model.means.flat()[k]!, 3);
    });
  });
});

describe('training', () => {
  const data = simulateHmm(QUIET_AND_WILD, [600], 2);

  it('one state is the mean and the variance', () => {
    const { model } = fitHmm(data, { states: 1, seed: 1 });
    const first = data.values.filter((_, i) => i % 2 === 0);
    const mean = first.reduce((a, b) => a + b, 0) / 600;
    expect(model.means[0]![0]).toBeCloseTo(mean, 10);
    expect(model.covariances[0]![0]).toBeCloseTo(first.reduce((s, x) => s + (x - mean) ** 2, 0) / 600, 9);
  });
  it('regimes that differ in spread alone are told apart', () => {
    const truth: GaussianHmm = {
      ...QUIET_AND_WILD,
      means: [
        [0, 0],
        [0, 0],
      ],
      covariances: [
        [1, 1],
        [9, 9],
      ],
    };
    const { model } = fitHmm(simulateHmm(truth, [3000], 6), options);
    expect(model.covariances[0]![0]).toBeGreaterThan(0.8);
    expect(model.covariances[0]![0]).toBeLessThan(1.2);
    expect(model.covariances[1]![0]).toBeGreaterThan(7.5);
  });
  it('numbers states by meaning, not by chance', () => {
    const quiet = fitHmm(data, { ...options, seed: 1 }).model;
    const other = fitHmm(data, { ...options, seed: 99 }).model;
    expect(quiet.covariances[0]![0]!).toBeLessThan(quiet.covariances[1]![0]!);
    expect(other.means[0]![1]).toBeCloseTo(quiet.means[0]![1]!, 2);
    const low = fitHmm(data, { ...options, orderBy: 'mean' }).model;
    expect(low.means[0]![0]!).toBeLessThan(low.means[1]![0]!);
    expect(low.covariances[0]![0]!).toBeGreaterThan(low.covariances[1]![0]!);
  });
  it('nothing is carried from one session to the next', () => {
    // Each session stays in one state: moves are only ever seen if sessions run into each other.
    const stuck: GaussianHmm = {
      ...QUIET_AND_WILD,
      transition: [
        [1, 0],
        [0, 1],
      ],
      start: [0.5, 0.5],
    };
    const sessions = simulateHmm(stuck, new Array(40).fill(20), 8);
    const { model } = fitHmm(sessions, options);
    expect(model.transition[0]![0]).toBeGreaterThan(0.999);
    expect(model.transition[1]![1]).toBeGreaterThan(0.999);
    const joined = fitHmm({ ...sessions, lengths: [800] }, options).model;
    expect(joined.transition[0]![0]).toBeLessThan(0.99);
    const share = sessions.states.reduce((a, b) => a + b, 0) / 800;
    expect(model.start[1]).toBeCloseTo(share, 2);
  });
  it('rows with gaps say nothing', () => {
    const values = data.values.slice();
    for (let i = 0; i < 600; i += 10) values[2 * i] = Number.NaN;
    const { model, logLikelihoods } = fitHmm({ ...data, values }, options);
    expect(logLikelihoods.every(Number.isFinite)).toBe(true);
    expect(model.means[0]![1]).toBeCloseTo(0.5, 0);
    expect(logLikelihoods.at(-1)).toBeCloseTo(hmmLogLikelihood(model, { ...data, values }), 6);
  });
  it('a state cannot collapse onto one value', () => {
    const values = data.values.slice();
    // A third of the rows is one and the same.
    for (let i = 0; i < 600; i += 3) values.set([1, 1], 2 * i);
    for (const covariance of ['diagonal', 'full'] as const) {
      const fit = fitHmm({ ...data, values }, { ...options, covariance, covarianceFloor: 0.01 });
      fit.logLikelihoods.forEach((value, k) => {
        if (k > 0) expect(value).toBeGreaterThanOrEqual(fit.logLikelihoods[k - 1]! - 1e-6);
      });
      expect(fit.model.covariances.flat().every(Number.isFinite)).toBe(true);
      expect(Math.min(fit.model.covariances[0]![0]!, fit.model.covariances[1]![0]!)).toBeGreaterThan(0.001);
    }
  });
  it('the floor raises only what is below it', () => {
    expect([...withFloor(Float64Array.of(2, 0, 0, 0.001), 2, 0.1)]).toEqual([2, 0, 0, 0.1]);
    // Eigenvalues 2 along (1, 1) and 0 across.
    [...withFloor(Float64Array.of(1, 1, 1, 1), 2, 0.5)].forEach((x, k) => {
      expect(x).toBeCloseTo([1.25, 0.75, 0.75, 1.25][k]!, 12);
    });
  });
  it('stops when told', () => {
    const seen: number[] = [];
    const fit = fitHmm(data, {
      ...options,
      onIteration: (iteration, value) => {
        seen.push(value);
        return iteration < 2;
      },
    });
    expect(seen.length).toBe(2);
    expect(fit.stopped).toBe('cancelled');
    expect(seen[1]).toBeCloseTo(hmmLogLikelihood(fit.model, data), 6);
  });
  it('refuses, with the reason', () => {
    const flat: HmmData = { ...data, values: data.values.map((x, i) => (i % 2 === 0 ? 3 : x)) };
    expect(() => fitHmm(flat, options)).toThrow(/return does not vary/);
    expect(() => fitHmm(data, { ...options, states: 0 })).toThrow(/states must be/);
    expect(() => fitHmm({ ...data, values: data.values.slice(0, 8), lengths: [4] }, options)).toThrow(
      /at least 6 rows/,
    );
    const infinite = { ...data, values: data.values.slice().fill(Number.POSITIVE_INFINITY, 5, 6) };
    expect(() => fitHmm(infinite, options)).toThrow(/range, row 2/);
    expect(() => fitHmm(data, { ...options, start: CORRELATED })).toThrow(/full covariance/);
  });
});
