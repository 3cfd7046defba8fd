// Every method: known answers, monotone, better on a crooked model, harmless on a straight one, ties, weights, refusals.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { applyCalibration, calibrated } from './apply.ts';
import { betaCalibration } from './beta-fit.ts';
import type { CalibrationMethod, CalibrationState } from './contract.ts';
import { isotonicCalibration } from './isotonic-fit.ts';
import { CALIBRATION_METHODS } from './methods.ts';
import { plattCalibration } from './platt-fit.ts';

const stateOf = (
  method: CalibrationMethod,
  p: Float64Array,
  y: Uint8Array,
  weight?: Float64Array,
): CalibrationState => {
  const fit = method.fit(p, y, weight);
  if (!fit.accepted) throw new Error(fit.reason);
  return fit.state;
};
const odds = (p: number) => Math.log(p / (1 - p));
const chance = (score: number) => 1 / (1 + Math.exp(-score));

/** Probabilities spread over 0.05..0.95; outcomes drawn with the true chance of each. */
function drawn(rows: number, truth: (p: number) => number, seed = 1) {
  const random = createRandom(seed);
  const p = Float64Array.from({ length: rows }, () => 0.05 + 0.9 * random.next());
  const y = Uint8Array.from(p, (x) => Number(random.next() < truth(x)));
  return { p, y };
}
const brier = (p: Float64Array, y: Uint8Array) =>
  p.reduce((sum, x, i) => sum + (x - y[i]!) ** 2, 0) / p.length;

describe.each(CALIBRATION_METHODS.map((method) => [method.id, method] as const))('%s', (_id, method) => {
  it('straightens a model that is too sure of itself, on rows it has not seen', () => {
    const truth = (p: number) => chance(0.4 * odds(p) + 0.3);
    const train = drawn(4000, truth);
    const later = drawn(4000, truth, 2);
    const state = stateOf(method, train.p, train.y);
    const after = applyCalibration(state, later.p);
    expect(brier(after, later.y)).toBeLessThan(brier(later.p, later.y) - 0.01);
    const apart = after.reduce((sum, x, i) => sum + Math.abs(x - truth(later.p[i]!)), 0) / 4000;
    expect(apart).toBeLessThan(0.03);
  });
  it('leaves a straight model alone', () => {
    const { p, y } = drawn(20_000, (x) => x, 3);
    const state = stateOf(method, p, y);
    const after = applyCalibration(state, p);
    expect(after.reduce((sum, x, i) => sum + Math.abs(x - p[i]!), 0) / p.length).toBeLessThan(0.015);
  });
  it('never falls and stays within 0 and 1, to the very ends', () => {
    const { p, y } = drawn(300, (x) => chance(3 * odds(x)), 4);
    const state = stateOf(method, p, y);
    let before = 0;
    for (let k = 0; k <= 1000; k++) {
      const q = calibrated(state, k / 1000);
      expect(q).toBeGreaterThanOrEqual(before);
      expect(q).toBeLessThanOrEqual(1);
      before = q;
    }
    expect(calibrated(state, 1)).toBeGreaterThan(calibrated(state, 0) + 0.5);
    expect(calibrated(state, Number.NaN)).toBeNaN();
  });
  it('a weight of 2 is a row that stands twice, in any order', () => {
    const { p, y } = drawn(300, (x) => chance(2 * odds(x)), 5);
    const weight = Float64Array.from(p, (_, i) => 1 + (i % 2));
    const order = [...p.keys(), ...[...p.keys()].filter((i) => i % 2 === 1)].reverse();
    const one = stateOf(method, p, y, weight);
    const other = stateOf(
      method,
      Float64Array.from(order, (i) => p[i]!),
      Uint8Array.from(order, (i) => y[i]!),
    );
    p.forEach((x) => {
      expect(calibrated(one, x)).toBeCloseTo(calibrated(other, x), 8);
    });
  });
  it('refuses an inverted model, one outcome and one probability, with the reason', () => {
    const { p, y } = drawn(1000, (x) => 1 - x, 6);
    const reason = (probability: Float64Array, outcome: Uint8Array) => {
      const fit = method.fit(probability, outcome);
      return fit.accepted ? 'accepted' : fit.reason;
    };
    if (method.id !== 'isotonic') expect(reason(p, y)).toMatch(/less often/);
    expect(reason(Float64Array.of(0.2, 0.4, 0.6, 0.8), Uint8Array.of(1, 1, 0, 0))).toMatch(
      /not inverted silently/,
    );
    expect(
      reason(
        p,
        y.map(() => 1),
      ),
    ).toMatch(/the same/);
    expect(reason(new Float64Array(4).fill(0.5), Uint8Array.of(0, 1, 0, 1))).toMatch(
      /all probabilities are 0.5/,
    );
    expect(() => method.fit(Float64Array.of(0.2, Number.NaN), Uint8Array.of(0, 1))).toThrow(/row 1: NaN/);
    expect(() => method.fit(p, y, new Float64Array(1000))).toThrow(/weight 0/);
    expect(() => method.fit(p, y.slice(1))).toThrow(/must be equal/);
  });
  it('its state is JSON', () => {
    const { p, y } = drawn(300, (x) => x, 7);
    const state = stateOf(method, p, y);
    const again = JSON.parse(JSON.stringify(state)) as CalibrationState;
    expect(applyCalibration(again, p)).toEqual(applyCalibration(state, p));
  });
});

describe('known answers', () => {
  it('Platt on two probabilities meets the softened shares', () => {
    // 10 rows at 0.3 with 2 that came, 10 at 0.8 with 7: the line goes through both softened shares.
    const p = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? 0.3 : 0.8));
    const y = Uint8Array.from({ length: 20 }, (_, i) => Number(i < 2 || i >= 13));
    const yes = 10 / 11;
    const no = 1 / 13;
    const state = stateOf(plattCalibration, p, y);
    expect(calibrated(state, 0.3)).toBeCloseTo((2 * yes + 8 * no) / 10, 10);
    expect(calibrated(state, 0.8)).toBeCloseTo((7 * yes + 3 * no) / 10, 10);
  });
  it('Platt stays finite where the outcomes part cleanly', () => {
    const state = stateOf(plattCalibration, Float64Array.of(0.1, 0.2, 0.8, 0.9), Uint8Array.of(0, 0, 1, 1));
    expect(state.kind === 'platt' && Number.isFinite(state.a) && state.a < 100).toBe(true);
  });
  it('beta finds the exponents that bent the probability', () => {
    const { p, y } = drawn(60_000, (x) => chance(0.6 * Math.log(x) - 1.8 * Math.log(1 - x) + 0.2), 8);
    const state = stateOf(betaCalibration, p, y);
    if (state.kind !== 'beta') throw new Error(state.kind);
    expect(Math.abs(state.a - 0.6)).toBeLessThan(0.06);
    expect(Math.abs(state.b - 1.8)).toBeLessThan(0.1);
    for (const x of [0.1, 0.5, 0.9])
      expect(
        Math.abs(calibrated(state, x) - chance(0.6 * Math.log(x) - 1.8 * Math.log(1 - x) + 0.2)),
      ).toBeLessThan(0.01);
  });
  it('beta holds an exponent at zero rather than fall', () => {
    // Comes true less often in the middle than at the bottom.
    const { p, y } = drawn(5000, (x) => (x < 0.3 ? 0.4 : x < 0.6 ? 0.2 : 0.9), 9);
    const state = stateOf(betaCalibration, p, y);
    expect(state.kind === 'beta' && state.a === 0 && state.b > 0).toBe(true);
  });
  it('isotonic pools neighbours that are out of order', () => {
    const p = Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    const y = Uint8Array.of(0, 1, 0, 1, 0, 1);
    // 0 | 1 0 | 1 0 | 1 → 0, ½, ½, ½, ½, 1: the two halves are equal and one block.
    expect(stateOf(isotonicCalibration, p, y)).toEqual({
      kind: 'isotonic',
      at: [0.1, 0.2, 0.5, 0.6],
      value: [0, 0.5, 0.5, 1],
    });
    // With weight the first pair is 2/3 and the second ½: all four join.
    const weighted = stateOf(isotonicCalibration, p, y, Float64Array.of(1, 2, 1, 1, 1, 1));
    expect(weighted.kind === 'isotonic' && weighted.value[1]).toBeCloseTo(3 / 5, 15);
  });
  it('isotonic counts ties as one, joins the dots and is never certain', () => {
    const p = Float64Array.of(0.2, 0.2, 0.2, 0.2, 0.6, 0.6);
    const y = Uint8Array.of(0, 1, 0, 0, 1, 1);
    const state = stateOf(isotonicCalibration, p, y);
    expect(state).toEqual({ kind: 'isotonic', at: [0.2, 0.6], value: [0.25, 1] });
    expect(calibrated(state, 0.3)).toBeCloseTo(0.4375, 12);
    expect(calibrated(state, 0.05)).toBe(0.25);
    expect(calibrated(state, 0.9)).toBe(0.99);
  });
  it('isotonic twice is isotonic once', () => {
    const { p, y } = drawn(2000, (x) => chance(1.5 * odds(x)), 10);
    const once = applyCalibration(stateOf(isotonicCalibration, p, y), p);
    const twice = applyCalibration(stateOf(isotonicCalibration, once, y), once);
    twice.forEach((x, i) => {
      expect(x).toBeCloseTo(once[i]!, 12);
    });
  });
});
