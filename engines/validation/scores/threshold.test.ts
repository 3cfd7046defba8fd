import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { chooseThreshold, type ThresholdRows, thresholdCurve, thresholdGrid } from './threshold.ts';

const rows: ThresholdRows = {
  confidence: Float64Array.of(0.9, 0.8, 0.7, 0.6, 0.5, Number.NaN),
  value: Float64Array.of(5, -1, 3, -4, 1, 100),
  cost: Float64Array.of(1, 1, 1, 1, 1, 1),
};

describe('a threshold', () => {
  it('counts by hand what is acted on, what it hits and what is left after charges', () => {
    const [low, middle, none] = thresholdCurve(rows, [0.5, 0.7, 0.95]);
    expect(low).toEqual({
      threshold: 0.5,
      acted: 5,
      coverage: 1,
      hitRate: 0.4,
      grossHitRate: 0.6,
      expectancy: -0.2,
      net: -1,
      charges: 5,
      turnover: 0.4,
    });
    expect(middle).toMatchObject({ acted: 3, coverage: 0.6, hitRate: 2 / 3, net: 4, turnover: 0.4 });
    expect(none).toMatchObject({ acted: 0, coverage: 0, net: 0, turnover: 0, hitRate: Number.NaN });
  });

  it('turns over in, out and from side to side, along each instrument, and closes what is held', () => {
    const turning: ThresholdRows = {
      confidence: Float64Array.of(1, 1, 0, 1, 1, 1),
      value: new Float64Array(6),
      cost: new Float64Array(6),
      side: Int8Array.of(1, -1, 1, 1, 1, -1),
    };
    // In 1, across 2, out 1, in 1, held 0, across 2, closed 1.
    expect(thresholdCurve(turning, [0.5])[0]!.turnover).toBeCloseTo(8 / 6, 14);
    const streams = { ...turning, stream: Int32Array.of(0, 1, 0, 1, 0, 1) };
    // Stream 0: in, out, in, closed; stream 1: in short, across, across, closed.
    expect(thresholdCurve(streams, [0.5])[0]!.turnover).toBeCloseTo(10 / 6, 14);
  });

  it('is chosen by net worth over all rows or by acted row, with enough rows only', () => {
    const choose = (by: 'per-row' | 'expectancy', fewestActed: number, turnoverPenalty = 0) =>
      chooseThreshold(rows, [0.5, 0.6, 0.7, 0.8, 0.9], { by, fewestActed, turnoverPenalty });
    expect(choose('per-row', 1)).toMatchObject({ threshold: 0.9, score: 4 / 5 });
    expect(choose('per-row', 2)).toMatchObject({ threshold: 0.7, score: expect.closeTo(4 / 5, 12) });
    expect(choose('expectancy', 2)).toMatchObject({ threshold: 0.7, score: expect.closeTo(4 / 3, 12) });
    expect(choose('per-row', 1, 3)).toMatchObject({ threshold: null, score: 0 });
  });

  it('never rewards trading for its own sake: noise after charges chooses to stay out', () => {
    const random = createRandom(11);
    const length = 4_000;
    const noise: ThresholdRows = {
      confidence: Float64Array.from({ length }, () => random.next()),
      value: Float64Array.from({ length }, () => random.normal() * 0.001),
      cost: new Float64Array(length).fill(0.0005),
    };
    expect(chooseThreshold(noise, thresholdGrid(0, 0.9, 10)).threshold).toBeNull();
    // Values that follow the confidence pay above where they exceed the cost: 0.001 · confidence against 0.0005.
    const edge = { ...noise, value: noise.confidence.map((one) => one * 0.001) };
    expect(chooseThreshold(edge, thresholdGrid(0, 0.9, 10)).threshold).toBe(0.5);
  });

  it('a rising penalty on turnover never raises the turnover that is chosen', () => {
    const random = createRandom(5);
    const length = 600;
    const confidence = Float64Array.from({ length }, () => random.next());
    const some: ThresholdRows = {
      confidence,
      value: confidence.map((one) => (one - 0.4) * 0.01 + random.normal() * 0.002),
      cost: new Float64Array(length).fill(0.0002),
    };
    let before = Number.POSITIVE_INFINITY;
    for (const turnoverPenalty of [0, 0.001, 0.002, 0.003, 0.005]) {
      const { threshold, curve } = chooseThreshold(some, thresholdGrid(0, 0.95, 20), {
        by: 'per-row',
        turnoverPenalty,
        fewestActed: 10,
      });
      const turnover = curve.find((one) => one.threshold === threshold)?.turnover ?? 0;
      expect(turnover).toBeLessThanOrEqual(before);
      before = turnover;
    }
    expect(before).toBeLessThan(0.5);
  });

  it('refuses unknown charges and columns of other lengths', () => {
    const bad = { ...rows, cost: Float64Array.of(1, 1, Number.NaN, 1, 1, 1) };
    expect(() => thresholdCurve(bad, [0.5])).toThrow(/row 2 costs NaN/);
    expect(() => thresholdCurve({ ...rows, value: new Float64Array(2) }, [0.5])).toThrow(/value holds 2/);
    expect(thresholdGrid(0.5, 0.6, 3)).toEqual([0.5, 0.55, 0.6]);
  });
});
