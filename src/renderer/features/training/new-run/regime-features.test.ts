import { expect, test } from 'vitest';
import { regimeFeatures } from './regime-features.ts';

test('one feature each for move, range and volume, in the order of the dataset', () => {
  expect(
    regimeFeatures(['rsi_5m', 'atr_5m', 'volume_trend_5m', 'price_momentum_5m', 'atr_15m', 'returns_1d']),
  ).toEqual(['price_momentum_5m', 'atr_5m', 'volume_trend_5m']);
});

test('volume is not volatility, and one name stands once', () => {
  expect(regimeFeatures(['volume_ratio'])).toEqual(['volume_ratio']);
  expect(regimeFeatures(['return_range'])).toEqual(['return_range']);
});

test('names that tell nothing leave the choice open', () => {
  expect(regimeFeatures(['x1', 'x2'])).toEqual([]);
});
