// A market that moves and then stands still: ratios of what rounding left of older bars must be missing, not numbers.

import { expect, it } from 'vitest';
import { oneDay, walk } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { createRandom } from '../numeric/random.ts';
import { BOLLINGER } from './bollinger.ts';
import { DONCHIAN } from './channels.ts';
import { LINEAR_REGRESSION } from './linear-regression.ts';
import { CMF, MFI } from './money-flow.ts';
import { GARMAN_KLASS, PARKINSON, REALISED_VOLATILITY } from './range-volatility.ts';
import { ROLLING_VWAP } from './rolling-vwap.ts';

const MOVING = 3000;
const STANDING = 40;

function movesThenStands() {
  const random = createRandom(17);
  let price = 953.42;
  const closes = Array.from({ length: MOVING }, () => {
    price *= 1 + random.normal() * 0.003;
    return Math.round(price * 20) / 20;
  });
  const last = closes[MOVING - 1]!;
  const moving = walk(closes).map(
    ([open, high, low, close]) => [open, high, low, close, random.integer(90_000)] as const,
  );
  return oneDay([...moving, ...Array.from({ length: STANDING }, () => [last, last, last, last, 0] as const)]);
}

const YEAR = { sessions_per_year: 252, minutes_per_session: 375 };

it.each([
  [BOLLINGER.id, 'percent_b', BOLLINGER, { period: 20, deviations: 2 }],
  [DONCHIAN.id, 'position', DONCHIAN, { period: 20 }],
  [LINEAR_REGRESSION.id, 'r_squared', LINEAR_REGRESSION, { period: 14 }],
  [MFI.id, 'mfi', MFI, { period: 14 }],
  [CMF.id, 'cmf', CMF, { period: 20 }],
  [ROLLING_VWAP.id, 'vwap', ROLLING_VWAP, { period: 20 }],
] as const)('%s: %s is missing', (_id, output, definition, parameters) => {
  const column = outputsOf(definition, movesThenStands(), parameters)[output]!;
  expect(Number.isFinite(column[MOVING - 1]!)).toBe(true);
  expect(Array.from(column.subarray(MOVING + 20)).every(Number.isNaN)).toBe(true);
});

it.each([
  [PARKINSON.id, 'parkinson', PARKINSON, { period: 20 }],
  [GARMAN_KLASS.id, 'garman_klass', GARMAN_KLASS, { period: 20 }],
  [REALISED_VOLATILITY.id, 'per_bar', REALISED_VOLATILITY, { period: 20, ...YEAR }],
] as const)('%s: %s is exactly zero', (_id, output, definition, parameters) => {
  const column = outputsOf(definition, movesThenStands(), parameters)[output]!;
  expect(column[MOVING - 1]).toBeGreaterThan(0);
  expect(Array.from(column.subarray(MOVING + 20)).every((value) => value === 0)).toBe(true);
});
