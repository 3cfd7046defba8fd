import { expect, it } from 'vitest';
import { oneDay, walk } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { DAY_MS, MINUTE_MS } from '../market/interval.ts';
import { REALISED_VOLATILITY } from './range-volatility.ts';

it.each([
  [DAY_MS, 252],
  [15 * MINUTE_MS, 252 * 25],
  [MINUTE_MS, 252 * 375],
])('a bar of %i ms makes %i bars a year', (intervalMs, barsPerYear) => {
  const input = { ...oneDay(walk([100, 102, 99, 103, 101])), intervalMs };
  const { per_bar: perBar, annualised } = outputsOf(REALISED_VOLATILITY, input, {
    period: 3,
    sessions_per_year: 252,
    minutes_per_session: 375,
  });
  expect(perBar![4]).toBeGreaterThan(0);
  expect(annualised![4]! / perBar![4]!).toBeCloseTo(Math.sqrt(barsPerYear), 9);
});
