import { describe, expect, it } from 'vitest';
import { rankCandidates, summariseSegments } from './segments.ts';

const of = (...scores: number[]) =>
  summariseSegments(scores.map((score, segment) => ({ segment, score, rows: 100 * (segment + 1) })));

describe('segments', () => {
  it('are summed up with the worst beside the mean', () => {
    expect(of(0.6, 0.5, 0.7)).toEqual({
      segments: 3,
      without: 0,
      mean: expect.closeTo(0.6, 12),
      deviation: expect.closeTo(0.1, 12),
      worst: 0.5,
      worstSegment: 1,
      best: 0.7,
      bestSegment: 2,
      weightedMean: expect.closeTo((60 + 100 + 210) / 600, 12),
    });
    expect(of(0.6, Number.NaN)).toMatchObject({ segments: 2, without: 1, mean: 0.6, worst: 0.6 });
    expect(of()).toMatchObject({ segments: 0, mean: Number.NaN, worst: Number.NaN, bestSegment: -1 });
  });

  it('rank a steady candidate above one with a single lucky segment', () => {
    const lucky = of(0.95, 0.42, 0.44);
    const steady = of(0.6, 0.58, 0.59);
    const middling = of(0.58, 0.55, 0.56);
    expect(lucky.mean).toBeGreaterThan(steady.mean);
    expect(rankCandidates([lucky, steady, middling])).toEqual([1, 0, 2]);
    expect(rankCandidates([lucky, middling, steady])[0]).toBe(2);
  });

  it('put candidates with missing segments after those without, and those without any score last', () => {
    const whole = of(0.5, 0.5);
    const holed = of(0.9, Number.NaN);
    const none = of(Number.NaN, Number.NaN);
    expect(rankCandidates([none, holed, whole])).toEqual([2, 1, 0]);
    expect(rankCandidates([whole, whole])).toEqual([0, 1]);
    expect(rankCandidates([])).toEqual([]);
  });
});
