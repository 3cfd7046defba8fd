import { expect, test } from 'vitest';
import { calibrated } from './apply.ts';
import { calibrateRow, calibrateRows } from './calibrate-rows.ts';
import type { CalibrationState } from './contract.ts';

const rule: CalibrationState = { kind: 'platt', a: 0.5, b: 0.2 };
const other: CalibrationState = { kind: 'isotonic', at: [0.1, 0.9], value: [0.3, 0.6] };

test('each class by its own rule, then the row sums to 1', () => {
  const raw = Float64Array.of(0.2, 0.3, 0.5);
  const out = calibrateRows([rule, null, other], raw);
  const parts = [calibrated(rule, 0.2), 0.3, calibrated(other, 0.5)];
  const sum = parts.reduce((a, b) => a + b);
  expect(Array.from(out)).toEqual(parts.map((part) => part / sum));
  expect(raw[0]).toBe(0.2);
});

test('in place it gives the same', () => {
  const raw = Float64Array.of(0.4, 0.6, 0.1, 0.9);
  const expected = calibrateRows([other, rule], raw);
  const own = raw.slice();
  calibrateRow([other, rule], own, 0, own);
  calibrateRow([other, rule], own, 2, own);
  expect(own).toEqual(expected);
});

test('rows that say nothing stay as they are', () => {
  const out = calibrateRows([null, rule], Float64Array.of(Number.NaN, Number.NaN, 0.5, 0.5));
  expect(out[0]).toBeNaN();
  expect(out[2]! + out[3]!).toBeCloseTo(1, 15);
  expect(Array.from(calibrateRows([null, null], Float64Array.of(0, 0)))).toEqual([0, 0]);
});

test('without rules nothing changes; rules that do not fit are refused', () => {
  const raw = Float64Array.of(0.2, 0.8);
  expect(calibrateRows(null, raw)).toEqual(raw);
  expect(calibrateRows(null, raw)).not.toBe(raw);
  expect(() => calibrateRows([rule, rule, rule], raw)).toThrow(/do not make rows of 3 classes/);
});
