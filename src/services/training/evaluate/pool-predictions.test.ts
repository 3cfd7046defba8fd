import { describe, expect, it } from 'vitest';
import type { Predictions } from '../steps/contract.ts';
import { poolPredictions } from './pool-predictions.ts';

const of = (
  rows: number[],
  calibrated: number[],
  threshold: number,
  changes: Partial<Predictions> = {},
): Predictions => ({
  rows: Uint32Array.from(rows),
  width: 2,
  raw: Float64Array.from(calibrated),
  calibrated: Float64Array.from(calibrated),
  regimes: new Float32Array(0),
  states: 0,
  threshold,
  ...changes,
});

describe('pooled predictions', () => {
  it('hold each row once, ascending, with the threshold of its own segment', () => {
    const pooled = poolPredictions(
      [
        { segment: 0, predictions: of([4, 5], [0.2, 0.8, 0.7, 0.3], 0.6) },
        { segment: 1, predictions: of([1], [0.5, 0.5], Number.NaN) },
      ],
      8,
    );
    expect(Array.from(pooled.rows)).toEqual([1, 4, 5]);
    expect(Array.from(pooled.calibrated)).toEqual([0.5, 0.5, 0.2, 0.8, 0.7, 0.3]);
    expect(Array.from(pooled.threshold)).toEqual([Number.NaN, 0.6, 0.6]);
    expect(Array.from(pooled.segment)).toEqual([1, 0, 0]);
  });

  it('average a row tested twice, and take the strictest of its thresholds', () => {
    const twice = (first: number, second: number) =>
      poolPredictions(
        [
          { segment: 0, predictions: of([3], [0.2, 0.8], first) },
          { segment: 2, predictions: of([3], [0.6, 0.4], second) },
        ],
        4,
      );
    expect(Array.from(twice(0.6, 0.7).calibrated)).toEqual([
      expect.closeTo(0.4, 12),
      expect.closeTo(0.6, 12),
    ]);
    expect(twice(0.6, 0.7).threshold[0]).toBe(0.7);
    expect(twice(0.6, Number.NaN).threshold[0]).toBeNaN();
    expect(twice(Number.NaN, 0.6).threshold[0]).toBeNaN();
    expect(twice(0.6, 0.7).segment[0]).toBe(0);
  });

  it('name the likeliest regime', () => {
    const regimes = Float32Array.of(0.1, 0.7, 0.2, 0.8, 0.1, 0.1);
    const pooled = poolPredictions(
      [{ segment: 0, predictions: of([0, 2], [1, 0, 1, 0], 0.5, { regimes, states: 3 }) }],
      3,
    );
    expect(Array.from(pooled.regime)).toEqual([1, 0]);
  });

  it('refuse segments of different width', () => {
    expect(() =>
      poolPredictions(
        [
          { segment: 0, predictions: of([0], [1, 0], 0.5) },
          { segment: 1, predictions: of([1], [1, 0, 0], 0.5, { width: 3 }) },
        ],
        2,
      ),
    ).toThrow(/cannot be pooled/);
  });

  it('take a side only where every model takes it, in the smallest size', () => {
    const of = (sides: number[], sizes: number[], neutral: number[], gates: number[]) => ({
      rows: Uint32Array.of(1, 4, 6),
      width: 1,
      raw: new Float64Array(3),
      calibrated: new Float64Array(3),
      regimes: new Float32Array(0),
      states: 0,
      threshold: Number.NaN,
      decisions: {
        side: Int8Array.from(sides),
        multiplier: Float64Array.from(sizes),
        neutral: Float64Array.from(neutral),
        quality: new Float64Array(3).fill(Number.NaN),
        gate: Uint8Array.from(gates),
      },
    });
    const pooled = poolPredictions(
      [
        { segment: 0, predictions: of([1, 1, -1], [1.4, 1, 1], [0.2, 0.4, 0.1], [0, 0, 0]) },
        { segment: 1, predictions: of([1, 0, 1], [0.9, 0, 1], [0.4, 0.4, 0.3], [0, 2, 0]) },
      ],
      8,
    ).decisions!;
    expect([...pooled.side]).toEqual([1, 0, 0]);
    expect([...pooled.multiplier]).toEqual([0.9, 0, 0]);
    expect([...pooled.gate]).toEqual([0, 2, 0]);
    expect(pooled.neutral[0]).toBeCloseTo(0.3, 12);
    expect(pooled.quality.every(Number.isNaN)).toBe(true);
    const { decisions: _, ...plain } = of([1, 1, 1], [1, 1, 1], [0, 0, 0], [0, 0, 0]);
    const mixed = [
      { segment: 0, predictions: of([1, 1, 1], [1, 1, 1], [0, 0, 0], [0, 0, 0]) },
      { segment: 1, predictions: plain },
    ];
    expect(() => poolPredictions(mixed, 8)).toThrow(/segment 1 was decided by its threshold/);
  });
});
