// Calibrates whole rows of class probabilities: each class by its own rule, then the row scaled to sum to 1. Called by training steps,
// by serving and by the ONNX writer's tests, so that what is scored is what is served.

import { calibrated } from './apply.ts';
import type { CalibrationState } from './contract.ts';

/** One rule per class, in order; null leaves the class as it is. */
export type RowCalibration = readonly (CalibrationState | null)[];

/** For rules read back from a file. */
export function isRowCalibration(value: unknown, classes: number): value is RowCalibration {
  if (!Array.isArray(value) || value.length !== classes) return false;
  return value.every((rule: Partial<CalibrationState> | null) => {
    const numbers = (...them: unknown[]) => them.every((one) => Number.isFinite(one));
    switch (rule?.kind) {
      case undefined:
        return rule === null;
      case 'platt':
        return numbers(rule.a, rule.b);
      case 'beta':
        return numbers(rule.a, rule.b, rule.c);
      case 'isotonic':
        return (
          Array.isArray(rule.at) &&
          Array.isArray(rule.value) &&
          rule.at.length > 0 &&
          rule.at.length === rule.value.length &&
          numbers(...rule.at, ...rule.value)
        );
      default:
        return false;
    }
  });
}

/**
 * Calibrates the row of `rules.length` numbers at `from[at]` into `to[at]`; both may be the same array. A row whose calibrated numbers
 * sum to nothing, or are not known, stays as it is.
 */
export function calibrateRow(rules: RowCalibration, from: Float64Array, at: number, to: Float64Array): void {
  const classes = rules.length;
  let sum = 0;
  for (let k = 0; k < classes; k++) {
    const rule = rules[k]!;
    const raw = from[at + k]!;
    sum += rule === null ? raw : calibrated(rule, raw);
  }
  for (let k = 0; k < classes; k++) {
    const rule = rules[k]!;
    const raw = from[at + k]!;
    to[at + k] = sum > 0 ? (rule === null ? raw : calibrated(rule, raw)) / sum : raw;
  }
}

/** Row-major probabilities to calibrated ones; without rules a copy. Throws RangeError where the rules do not fit the rows. */
export function calibrateRows(rules: RowCalibration | null, raw: Float64Array): Float64Array {
  const out = raw.slice();
  if (rules === null) return out;
  if (rules.length === 0 || raw.length % rules.length !== 0)
    throw new RangeError(`${raw.length} probabilities do not make rows of ${rules.length} classes`);
  for (let at = 0; at < raw.length; at += rules.length) calibrateRow(rules, raw, at, out);
  return out;
}
