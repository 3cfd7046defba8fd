// The optimum itself: slopes worked out from the predictions, known answers, invariances, and the edges.
import { describe, expect, it } from 'vitest';
import type { EstimatorParameters, LabelledData, Model } from '../contract.ts';
import { modelFromJson, modelToJson } from '../model-json.ts';
import type { LinearState } from './linear-state.ts';
import { logistic } from './logistic.ts';
import { classTable, standardise } from './test-tables.ts';

const trained = (data: LabelledData, parameters: EstimatorParameters = {}) =>
  logistic.fit(data, parameters, { seed: 1 });
const stateOf = (model: Model) => model.state as LinearState;

/** Σ w·(p − y)·z of class `k` for every column, the ones first: the loss's own slope, from the predictions alone. */
function slopes(data: LabelledData, model: Model, k: number, weight?: Float64Array): number[] {
  const p = logistic.predict(model, data);
  const classes = data.classes.length;
  const columns = [new Float64Array(data.rows).fill(1), ...data.columns.map((c) => standardise(c, weight))];
  return columns.map((z) =>
    z.reduce(
      (sum, x, i) => sum + (weight?.[i] ?? 1) * (p[i * classes + k]! - Number(data.target[i] === k)) * x,
      0,
    ),
  );
}
const half = (data: LabelledData): LabelledData => ({
  ...data,
  weight: Float64Array.from({ length: data.rows }, (_, i) => 0.5 + (i % 3)),
});

describe('logistic regression finds the optimum', () => {
  it.each([0.01, 1, 100])('two classes, ridge, C %f: the slope is flat to 1e-8', (c) => {
    const data = half(classTable(2));
    const model = trained(data, { c });
    const { coefficients, stopped } = stateOf(model);
    expect(stopped).toBe('converged');
    slopes(data, model, 1, data.weight).forEach((slope, j) => {
      expect(Math.abs(slope + (j === 0 ? 0 : coefficients[j]! / c)) / data.rows).toBeLessThan(1e-8);
    });
    expect(Math.abs(coefficients[1]!)).toBeGreaterThan(0.001);
  });
  it('three classes, ridge: flat for each class', () => {
    const data = classTable(3);
    const model = trained(data, { c: 0.5 });
    const { coefficients } = stateOf(model);
    const width = data.columns.length + 1;
    for (let k = 0; k < 3; k++)
      slopes(data, model, k).forEach((slope, j) => {
        expect(Math.abs(slope + (j === 0 ? 0 : coefficients[k * width + j]! / 0.5)) / data.rows).toBeLessThan(
          1e-8,
        );
      });
  });
  it.each([
    [2, 1],
    [2, 0.5],
    [3, 1],
    [3, 0.5],
  ])(
    '%i classes, L1 share %f: zero where the slope is inside the penalty, flat elsewhere',
    (classes, ratio) => {
      const data = classTable(classes, 400, 6);
      const c = 0.03;
      const model = trained(data, { c, l1Ratio: ratio });
      const { coefficients, outputs } = stateOf(model);
      let zeros = 0;
      for (let k = 0; k < outputs; k++)
        slopes(data, model, outputs === 1 ? 1 : k).forEach((slope, j) => {
          const b = coefficients[k * 7 + j]!;
          if (j === 0) expect(Math.abs(slope) / data.rows).toBeLessThan(1e-8);
          else if (b === 0) {
            zeros++;
            expect(Math.abs(slope)).toBeLessThanOrEqual(ratio / c + 1e-6);
          } else
            expect(
              Math.abs(slope + ((1 - ratio) * b) / c + (Math.sign(b) * ratio) / c) / data.rows,
            ).toBeLessThan(1e-8);
        });
      expect(zeros).toBeGreaterThan(0);
      expect(zeros).toBeLessThan(6 * outputs);
    },
  );
  it('no features that vary: the share of the class', () => {
    const data = classTable(2, 10, 1);
    const flat = {
      ...data,
      columns: [new Float32Array(10).fill(0.1)],
      target: Float64Array.of(1, 1, 1, 0, 0, 0, 0, 0, 0, 0),
    };
    expect(logistic.predict(trained(flat), flat)[1]).toBeCloseTo(0.3, 10);
    // Balanced, both classes weigh the same.
    expect(logistic.predict(trained(flat, { classWeight: 'balanced' }), flat)[1]).toBeCloseTo(0.5, 10);
  });
  it('separable classes: finite with any penalty, steeper with less', () => {
    const column = Float32Array.of(-3, -2, -1, 1, 2, 3);
    const data: LabelledData = {
      rows: 6,
      names: ['x'],
      columns: [column],
      classes: ['down', 'up'],
      target: Float64Array.of(0, 0, 0, 1, 1, 1),
    };
    const slope = (c: number) => stateOf(trained(data, { c })).coefficients[1]!;
    expect(slope(1)).toBeLessThan(slope(100));
    expect(slope(1e6)).toBeLessThan(100);
    expect(stateOf(trained(data, { c: 1e6 })).stopped).toBe('converged');
    // One column, no intercept by symmetry: Σ |z|·σ(−b|z|) = b / C, solved by bisection.
    const z = [...standardise(column)].map(Math.abs);
    const rest = (b: number) => z.reduce((sum, x) => sum + x / (1 + Math.exp(b * x)), 0) - b;
    let low = 0;
    let high = 10;
    for (let k = 0; k < 60; k++) {
      const middle = (low + high) / 2;
      if (rest(middle) > 0) low = middle;
      else high = middle;
    }
    expect(slope(1)).toBeCloseTo(low, 9);
  });
});

describe('logistic regression and its data', () => {
  it('a weight of 2 is a row that stands twice', () => {
    const data = classTable(3, 200);
    const order = [...Array(200).keys(), ...[...Array(200).keys()].filter((i) => i % 2 === 0)];
    const twice = {
      ...data,
      rows: order.length,
      columns: data.columns.map((c) => Float32Array.from(order, (i) => c[i]!)),
      target: Float64Array.from(order, (i) => data.target[i]!),
    };
    const weight = Float64Array.from({ length: 200 }, (_, i) => 2 - (i % 2));
    const a = logistic.predict(trained({ ...data, weight }, { classWeight: 'balanced' }), data);
    const b = logistic.predict(trained(twice, { classWeight: 'balanced' }), data);
    expect(Math.max(...a.map((p, i) => Math.abs(p - b[i]!)))).toBeLessThan(1e-9);
  });
  it('the units of a feature do not matter', () => {
    const data = classTable(2);
    // A power of two changes no digit.
    const scaled = { ...data, columns: data.columns.map((c, f) => (f === 1 ? c.map((x) => x * 1024) : c)) };
    const a = logistic.predict(trained(data), data);
    logistic.predict(trained(scaled), scaled).forEach((p, i) => {
      expect(p).toBeCloseTo(a[i]!, 12);
    });
  });
  it('a constant column changes nothing and twins share', () => {
    const data = classTable(2);
    const a = logistic.predict(trained(data), data);
    const constant = {
      ...data,
      names: [...data.names, 'constant'],
      columns: [...data.columns, new Float32Array(data.rows).fill(0.1)],
    };
    expect(logistic.predict(trained(constant), constant)).toEqual(a);
    const twins = { ...data, names: ['a', 'b'], columns: [data.columns[1]!, data.columns[1]!] };
    const { coefficients } = stateOf(trained(twins));
    expect(coefficients[1]).toBeCloseTo(coefficients[2]!, 10);
  });
  it('a missing value counts as the mean of the known, and its column says so', () => {
    const data = classTable(2, 300, 2);
    const holed = data.columns[0]!.map((x, i) => (data.target[i] === 1 && i % 2 === 0 ? Number.NaN : x));
    const known = holed.filter((x) => !Number.isNaN(x));
    const model = trained({ ...data, columns: [holed, data.columns[1]!] });
    const { design, coefficients } = stateOf(model);
    expect([...design.feature]).toEqual([0, 0, 1]);
    expect([...design.indicator]).toEqual([0, 1, 0]);
    const mean = known.reduce((a, b) => a + b, 0) / known.length;
    expect(design.mean[0]).toBeCloseTo(mean, 5);
    // Only rows of "up" lack the value, so its absence speaks for "up".
    expect(coefficients[2]).toBeGreaterThan(0.5);
    const at = (x: number) => ({ ...data, rows: 1, columns: [Float32Array.of(x), Float32Array.of(1)] });
    expect(logistic.predict(model, at(Number.NaN))[1]).toBeGreaterThan(
      logistic.predict(model, at(mean))[1]! + 0.1,
    );
    // A hole where training had none: the mean.
    const whole = trained(data);
    const gap = { ...data, rows: 1, columns: [Float32Array.of(Number.NaN), Float32Array.of(1)] };
    const filled = { ...gap, columns: [Float32Array.of(stateOf(whole).design.mean[0]!), Float32Array.of(1)] };
    expect(logistic.predict(whole, gap)[1]).toBeCloseTo(logistic.predict(whole, filled)[1]!, 7);
  });
  it('a class without rows is nearly impossible, not impossible', () => {
    const data = { ...classTable(2), classes: ['down', 'up', 'never'] };
    const p = logistic.predict(trained(data), data);
    expect(p[2]).toBe(1e-6);
    expect(p[0]! + p[1]! + p[2]!).toBeCloseTo(1, 14);
  });
  it('refuses infinities, numbers and constraints, with the reason', () => {
    const data = classTable(2, 20, 1);
    const broken = {
      ...data,
      columns: [data.columns[0]!.map((x, i) => (i === 3 ? Number.POSITIVE_INFINITY : x))],
    };
    expect(() => trained(broken)).toThrow(/f0, row 3: Infinity/);
    expect(() => logistic.predict(trained(data), broken)).toThrow(/f0, row 3/);
    expect(() => trained({ ...data, classes: [] })).toThrow(/use ridge/);
    expect(() => logistic.fit(data, {}, { seed: 1, monotone: { f0: 1 } })).toThrow(/monotone/);
  });
});

describe('logistic regression continued and stopped', () => {
  it.each([2, 3])('%i classes: a checkpoint goes on to the bytes of an uninterrupted run', (classes) => {
    const data = classTable(classes);
    const saved: string[] = [];
    const checkpoint = { everyRounds: 2, save: (model: Model) => saved.push(modelToJson(model)) };
    const whole = modelToJson(logistic.fit(data, { c: 10 }, { seed: 1, checkpoint }));
    expect(saved.length).toBeGreaterThan(0);
    const warmStart = modelFromJson(saved[0]!);
    expect(modelToJson(logistic.fit(data, { c: 10 }, { seed: 1, warmStart }))).toBe(whole);
  });
  it('a finished model is a start for new data: fewer steps, the same optimum', () => {
    const data = classTable(2, 400, 4, 8);
    const cold = trained(data);
    const warm = logistic.fit(data, {}, { seed: 1, warmStart: trained(classTable(2, 400, 4, 9)) });
    expect(stateOf(warm).iterations).toBeLessThanOrEqual(stateOf(cold).iterations);
    stateOf(warm).coefficients.forEach((b, j) => {
      expect(b).toBeCloseTo(stateOf(cold).coefficients[j]!, 8);
    });
  });
  it('stops when told, with what it has', () => {
    const model = logistic.fit(classTable(2), {}, { seed: 1, onProgress: ({ round }) => round! < 1 });
    expect(stateOf(model).stopped).toBe('cancelled');
    expect(stateOf(model).iterations).toBe(1);
    expect(stateOf(model).coefficients.some((b) => b !== 0)).toBe(true);
  });
  it('says what every feature added', () => {
    const data = classTable(3);
    const model = trained(data);
    const parts = logistic.contributions!(model, data);
    const p = logistic.predict(model, data);
    const width = data.columns.length + 1;
    const scores = [0, 1, 2].map((k) =>
      parts.subarray(k * width, (k + 1) * width).reduce((a, b) => a + b, 0),
    );
    expect(Math.exp(scores[1]! - scores[0]!)).toBeCloseTo(p[1]! / p[0]!, 9);
    expect(logistic.importance!(model, 'gain').reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });
});
