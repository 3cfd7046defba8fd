// Fits Platt's calibration: a straight line through the log-odds. Steady on few rows; cannot bend.

import { type CalibrationMethod, checkCalibrationRows, refused } from './contract.ts';
import { logOdds } from './log-odds.ts';
import { smoothedNewton } from './smoothed-newton.ts';

export const plattCalibration: CalibrationMethod = {
  id: 'platt',
  title: 'Platt (sigmoid)',
  help: 'A straight line through the log-odds: two numbers, steady on a hundred rows.',
  fit(probability, outcome, weight) {
    const nothing = checkCalibrationRows(probability, outcome, weight);
    if (nothing !== null) return refused(nothing);
    const ones = new Float64Array(probability.length).fill(1);
    const [a, b] = smoothedNewton([probability.map(logOdds), ones], outcome, weight);
    if (!(a! > 0))
      return refused(
        `the slope is ${a!.toFixed(3)}: a higher probability came true less often; the model is not inverted silently`,
      );
    return { accepted: true, state: { kind: 'platt', a: a!, b: b! } };
  },
};
