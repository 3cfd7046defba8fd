// The quality model learns when calls are right, is written as the published JSON and read back, and refuses what it cannot learn from.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { logisticProbability } from '../linear/standardised-logistic.ts';
import {
  callIsRight,
  fitQuality,
  type QualityRows,
  qualityFromJson,
  qualityOf,
  qualityToJson,
} from './quality-model.ts';

/** Calls are right more often where `clarity` is high; a third of the rows come to nothing; one feature never varies. */
function calls(rows: number, seed: number): QualityRows {
  const random = createRandom(seed);
  const clarity = Float32Array.from({ length: rows }, () => random.normal());
  const buy = Float64Array.from({ length: rows }, () => random.next());
  const outcome = Int8Array.from(buy, (p, i) => {
    if (random.next() < 1 / 3) return 0;
    const right = random.next() < 1 / (1 + Math.exp(-1.2 * clarity[i]!));
    return right === p >= 0.5 ? 1 : -1;
  });
  return {
    buy,
    outcome,
    names: ['clarity', 'still'],
    columns: [clarity, new Float32Array(rows).fill(0.3)],
  };
}
const data = calls(900, 4);
const { model, rows, right, constant } = fitQuality(data);

describe('the quality model', () => {
  it('learns from directional rows alone', () => {
    expect(rows).toBe(data.outcome.filter((y) => y !== 0).length);
    const hits = [...data.buy].filter((p, i) => data.outcome[i] !== 0 && callIsRight(p, data.outcome[i]!));
    expect(right).toBeCloseTo(hits.length / rows, 12);
    const changed = data.columns.map((column) => column.map((x, i) => (data.outcome[i] === 0 ? 77 : x)));
    expect(fitQuality({ ...data, columns: changed })).toEqual({ model, rows, right, constant });
  });

  it('finds what makes calls right, and names what never varies', () => {
    expect(model.features).toEqual(['p_buy', 'clarity', 'still']);
    expect(model.coefficients[1]).toBeGreaterThan(0.7);
    expect(Math.abs(model.coefficients[0]!)).toBeLessThan(0.2);
    expect(model.coefficients[2]).toBe(0);
    expect(constant).toEqual(['still']);
    // A feature without spread counts nothing, whatever it is when served.
    const at = (still: number) => qualityOf(model, 0.6, { clarity: 1, still });
    expect(at(50)).toBe(at(0.3));
  });

  it('is at the optimum of its loss', () => {
    // Penalised log-loss (C 1, intercept free) rises in every direction from where it stands.
    const used = [...data.buy.keys()].filter((i) => data.outcome[i] !== 0);
    const loss = (coefficients: readonly number[], intercept: number) =>
      used.reduce((sum, i) => {
        const p = logisticProbability({ ...model, coefficients, intercept }, [
          Math.fround(data.buy[i]!),
          data.columns[0]![i]!,
          0,
        ]);
        return sum - Math.log(callIsRight(data.buy[i]!, data.outcome[i]!) ? p : 1 - p);
      }, 0) +
      coefficients.reduce((sum, b) => sum + b * b, 0) / 2;
    const best = loss(model.coefficients, model.intercept);
    for (const step of [0.01, -0.01]) {
      expect(loss(model.coefficients, model.intercept + step)).toBeGreaterThan(best);
      for (const k of [0, 1])
        expect(
          loss(
            model.coefficients.map((b, j) => (j === k ? b + step : b)),
            model.intercept,
          ),
        ).toBeGreaterThan(best);
    }
  });

  it('is right about later calls', () => {
    const later = calls(2_000, 5);
    let [sum, hits, count] = [0, 0, 0];
    later.buy.forEach((p, i) => {
      const quality = qualityOf(model, p, { clarity: later.columns[0]![i]!, still: 0.3 });
      if (later.outcome[i] === 0 || quality < 0.6) return;
      count++;
      sum += quality;
      hits += Number(callIsRight(p, later.outcome[i]!));
    });
    expect(count).toBeGreaterThan(200);
    expect(Math.abs(hits / count - sum / count)).toBeLessThan(0.05);
  });

  it('goes through the published JSON unchanged', () => {
    const json = JSON.parse(JSON.stringify(qualityToJson(model))) as unknown;
    expect(Object.keys(json as object)).toEqual([
      'intercept',
      'coef',
      'features',
      'scaler_mean',
      'scaler_scale',
    ]);
    expect(qualityFromJson(json)).toEqual(model);
  });

  it('reads a document of the replaced system', () => {
    const old = qualityFromJson({
      intercept: 0.1,
      coef: [0.5, -0.2],
      features: ['p_buy', 'wick_extreme_up'],
      scaler_mean: [0.5, 0.1],
      scaler_scale: [0.1, 0.2],
    });
    // σ(0.1 + 0.5·(0.6 − 0.5)/0.1 − 0.2·(0.3 − 0.1)/0.2) = σ(0.4)
    expect(qualityOf(old, 0.6, { wick_extreme_up: 0.3 })).toBeCloseTo(1 / (1 + Math.exp(-0.4)), 12);
    expect(qualityOf(old, 0.6, {})).toBeNaN();
  });
});

describe('refuses, with the reason', () => {
  const json = qualityToJson(model);
  it.each([
    ['a list', [], /lists no features/],
    ['no intercept', { ...json, intercept: 'x' }, /intercept is no number/],
    ['a short list', { ...json, coef: [1] }, /coef must hold 3 numbers/],
    ['a scale that is no number', { ...json, scaler_scale: [1, 2, Number.NaN] }, /scaler_scale must hold 3/],
    ['a nameless feature', { ...json, features: [1, 2, 3] }, /has no name/],
  ])('%s', (_what, value, reason) => {
    expect(() => qualityFromJson(value)).toThrow(RangeError);
    expect(() => qualityFromJson(value)).toThrow(reason);
  });
  it('too few rows, calls all alike, lengths that differ', () => {
    expect(() => fitQuality(calls(100, 1))).toThrow(/needs 120 directional rows/);
    const sure = { ...data, outcome: Int8Array.from(data.buy, (p) => (p >= 0.5 ? 1 : -1)) };
    expect(() => fitQuality(sure)).toThrow(/all 900 calls were right/);
    expect(() => fitQuality({ ...data, outcome: new Int8Array(3) })).toThrow(/equal length/);
    expect(() => fitQuality({ ...data, names: ['p_buy', 'still'] })).toThrow(/first feature already/);
  });
});
