// Fits beta calibration (Kull, Silva Filho & Flach 2017): log-odds = a·ln p − b·ln(1 − p) + c with a, b ≥ 0. Bends either end of
// the scale by itself; Platt's line is a = b.

import { type CalibrationMethod, checkCalibrationRows, refused } from './contract.ts';
import { insideEdges } from './log-odds.ts';
import { smoothedNewton } from './smoothed-newton.ts';

export const betaCalibration: CalibrationMethod = {
  id: 'beta',
  title: 'Beta',
  help: 'Three numbers: bends the low and the high end each by its own amount, and leaves a good model alone.',
  fit(probability, outcome, weight) {
    const nothing = checkCalibrationRows(probability, outcome, weight);
    if (nothing !== null) return refused(nothing);
    const low = probability.map((p) => Math.log(insideEdges(p)));
    const high = probability.map((p) => -Math.log(1 - insideEdges(p)));
    const ones = new Float64Array(probability.length).fill(1);
    let [a, b, c] = smoothedNewton([low, high, ones], outcome, weight) as unknown as [number, number, number];
    // A negative exponent would make the curve fall somewhere: it is held at zero and the rest fitted again.
    if (a < 0 && b < 0) return refused(inverted);
    if (a < 0) {
      [b, c] = smoothedNewton([high, ones], outcome, weight) as unknown as [number, number];
      a = 0;
    } else if (b < 0) {
      [a, c] = smoothedNewton([low, ones], outcome, weight) as unknown as [number, number];
      b = 0;
    }
    if (!(a >= 0 && b >= 0 && a + b > 0)) return refused(inverted);
    return { accepted: true, state: { kind: 'beta', a, b, c } };
  },
};

const inverted = 'a higher probability came true less often; the model is not inverted silently';
