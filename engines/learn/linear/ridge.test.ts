// Closed-form answers, the optimum with penalties, and what the data may look like.
import { describe, expect, it } from 'vitest';
import type { EstimatorParameters, LabelledData, Model } from '../contract.ts';
import type { LinearState } from './linear-state.ts';
import { ridge } from './ridge.ts';
import { numberTable, standardise } from './test-tables.ts';

const trained = (data: LabelledData, parameters: EstimatorParameters = {}) =>
  ridge.fit(data, parameters, { seed: 1 });
const stateOf = (model: Model) => model.state as LinearState;
const line: LabelledData = {
  rows: 4,
  names: ['x'],
  columns: [Float32Array.of(0, 1, 2, 3)],
  classes: [],
  target: Float64Array.of(1, 3, 5, 7),
};

describe('ridge regression', () => {
  it('one column by hand: slope Σzy / (Σz² + alpha)', () => {
    // z has Σz² = 4; Σzy = 4 · spread · 2 with spread √1.25.
    const { coefficients } = stateOf(trained(line, { alpha: 3 }));
    expect(coefficients[0]).toBeCloseTo(4, 12);
    expect(coefficients[1]).toBeCloseTo((4 * 2 * Math.sqrt(1.25)) / 7, 12);
    // Lasso: the same sum less alpha, by Σz².
    expect(stateOf(trained(line, { alpha: 3, l1Ratio: 1 })).coefficients[1]).toBeCloseTo(
      (4 * 2 * Math.sqrt(1.25) - 3) / 4,
      12,
    );
    expect(stateOf(trained(line, { alpha: 100, l1Ratio: 1 })).coefficients[1]).toBe(0);
  });
  it('alpha 0 goes through points on a line', () => {
    const data = numberTable(100, 4, 5, 0);
    ridge.predict(trained(data, { alpha: 0 }), data).forEach((y, i) => {
      expect(y).toBeCloseTo(data.target[i]!, 8);
    });
  });
  it.each([0, 0.4, 1])('L1 share %f: slopes are flat or inside the penalty', (ratio) => {
    const alpha = 120;
    const weight = Float64Array.from({ length: 300 }, (_, i) => 1 + (i % 4));
    const data = { ...numberTable(), weight };
    const model = trained(data, { alpha, l1Ratio: ratio });
    const { coefficients } = stateOf(model);
    const y = ridge.predict(model, data);
    data.columns.forEach((column, f) => {
      const slope = standardise(column, weight).reduce(
        (sum, z, i) => sum + weight[i]! * (y[i]! - data.target[i]!) * z,
        0,
      );
      const b = coefficients[f + 1]!;
      if (b === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(alpha * ratio + 1e-6);
      else
        expect(Math.abs(slope + alpha * ((1 - ratio) * b + ratio * Math.sign(b))) / data.rows).toBeLessThan(
          1e-8,
        );
    });
    expect(stateOf(model).slope).toBeLessThan(1e-8);
  });
  it('columns that say the same share their coefficient, even without a penalty', () => {
    const twins = { ...line, names: ['x', 'again'], columns: [line.columns[0]!, line.columns[0]!] };
    const model = trained(twins, { alpha: 0 });
    expect(stateOf(model).coefficients[1]).toBeCloseTo(stateOf(model).coefficients[2]!, 6);
    expect(ridge.predict(model, twins)[3]).toBeCloseTo(7, 6);
  });
  it('a target far from zero loses no digits; a constant one is predicted', () => {
    const far = { ...line, target: line.target.map((y) => y + 1e9) };
    expect(ridge.predict(trained(far, { alpha: 0 }), far)[3]).toBeCloseTo(1e9 + 7, 5);
    const flat = { ...line, target: new Float64Array(4).fill(2.5) };
    expect(ridge.predict(trained(flat), flat)[0]).toBe(2.5);
  });
  it('missing values count as the mean of the known ones', () => {
    const holed = { ...line, columns: [Float32Array.of(0, 1, Number.NaN, 3)] };
    const model = trained(holed);
    expect(stateOf(model).design.mean[0]).toBeCloseTo(4 / 3, 12);
    expect(ridge.predict(model, holed).every(Number.isFinite)).toBe(true);
  });
  it('stops when told, and refuses classes', () => {
    let calls = 0;
    const model = ridge.fit(line, {}, { seed: 1, onProgress: () => ++calls < 2 });
    expect(calls).toBe(2);
    expect(stateOf(model).stopped).toBe('cancelled');
    expect(() => trained({ ...line, classes: ['a', 'b'], target: Float64Array.of(0, 1, 0, 1) })).toThrow(
      /use logistic/,
    );
  });
});
