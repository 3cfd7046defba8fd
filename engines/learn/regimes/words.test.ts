// What states are called: by what is observed, against the training rows, and never two alike.
import { expect, it } from 'vitest';
import type { GaussianHmm } from '../hmm/model.ts';
import { aspectOf, regimeWords } from './words.ts';

const model = (names: readonly string[], means: number[][], variances: number[][]): GaussianHmm => ({
  kind: 'gaussian-hmm',
  version: 1,
  covariance: 'diagonal',
  names,
  start: means.map(() => 1 / means.length),
  transition: means.map(() => means.map(() => 1 / means.length)),
  means,
  covariances: variances,
});
const facts = (name: string, mean: number, spread: number) => ({ name, mean, spread, missingShare: 0 });

it('tells volatility from trend by the name', () => {
  expect(['realized_vol_5m', 'atr_fraction', 'vix', 'bollinger_bandwidth'].map(aspectOf)).toEqual([
    'volatility',
    'volatility',
    'volatility',
    'volatility',
  ]);
  expect(['log_return_1', 'price_roc_30m', 'ret_1', 'ema20_slope'].map(aspectOf)).toEqual([
    'trend',
    'trend',
    'trend',
    'trend',
  ]);
  expect(aspectOf('pcr_total_oi_zscore')).toBe('other');
});

it('speaks of volatility, direction and what stands out', () => {
  const names = ['vix', 'price_roc_30m', 'pcr_z'];
  const hmm = model(
    names,
    [
      [12, -0.2, 0],
      [16, 0, 2],
      [25, 0.5, -2],
    ],
    [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ],
  );
  expect(
    regimeWords(hmm, [facts('vix', 16, 4), facts('price_roc_30m', 0.1, 1), facts('pcr_z', 0, 1)]),
  ).toEqual([
    'low volatility, falling',
    'usual volatility, sideways, high pcr_z',
    'high volatility, rising, low pcr_z',
  ]);
});

it('reads volatility from how far returns swing where nothing else tells it', () => {
  const hmm = model(['log_return'], [[0], [0.5]], [[0.25], [4]]);
  expect(regimeWords(hmm, [facts('log_return', 0, 1)])).toEqual([
    'low volatility, sideways',
    'high volatility, rising',
  ]);
});

it('never calls two states the same', () => {
  const two = model(['pcr'], [[1], [1.1]], [[1], [1]]);
  expect(regimeWords(two, [facts('pcr', 1, 1)])).toEqual(['usual (pcr 1.00)', 'usual (pcr 1.10)']);
  const equal = model(['pcr'], [[1], [1]], [[1], [1]]);
  expect(new Set(regimeWords(equal, [facts('pcr', 1, 1)])).size).toBe(2);
});
