import { describe, expect, it } from 'vitest';
import { thresholdCurve } from '../../../../../engines/validation/scores/threshold.ts';
import { fakeCandidate } from '../../../../../tests/fakes/desk/fake-candidate.ts';
import {
  bestPoint,
  firstPoint,
  nearestPoint,
  pointSentence,
  pointWords,
  usedWords,
} from './threshold-model.ts';

const points = thresholdCurve(
  {
    confidence: Float64Array.of(0.5, 0.6, 0.7, 0.8),
    value: Float64Array.of(-0.02, 0.03, -0.01, 0.02),
    cost: Float64Array.of(0.001, 0.001, 0.001, 0.001),
  },
  [0.5, 0.6, 0.7, 0.8, 0.9],
);

describe('the point under the slider', () => {
  it('is the nearest one, the lower of two', () => {
    expect(nearestPoint(points, 0.62)).toBe(1);
    expect(nearestPoint([{ threshold: 0.5 }, { threshold: 0.7 }], 0.6)).toBe(0);
    expect(nearestPoint([], 0.6)).toBe(-1);
  });
  it('starts at the threshold in use, else in the middle', () => {
    expect(firstPoint({ thresholds: points, threshold: 0.79 })).toBe(3);
    expect(firstPoint({ thresholds: points, threshold: null })).toBe(2);
  });
  it('is read out whole, and honestly where nothing is acted on', () => {
    expect(pointSentence(points[1]!)).toBe(
      'At 0.600: 3 rows acted on (75.0 %), 66.7 % earn more than their charges, net +3.7 % of one position, +123.3 bp each.',
    );
    expect(pointSentence(points[4]!)).toBe('At 0.900 nothing is acted on.');
    expect(pointWords(Number.NaN)).toBe('–');
  });
});

describe('the best point', () => {
  it('acts on something, even where all lose', () => {
    expect(bestPoint(points)).toBe(1);
    expect(
      bestPoint([
        { net: -0.5, acted: 9 },
        { net: -0.1, acted: 3 },
        { net: 0, acted: 0 },
      ]),
    ).toBe(1);
    expect(bestPoint([{ net: 0, acted: 0 }])).toBe(-1);
  });
});

describe('the thresholds in use', () => {
  const of = (...thresholds: readonly (number | null)[]) => {
    const [segment] = fakeCandidate({ segments: 1 }).perSegment;
    return usedWords({
      threshold: 0.54,
      perSegment: thresholds.map((threshold) => ({ ...segment!, threshold })),
    });
  };
  it('span the segments', () => {
    expect(of(0.52, 0.57)).toBe('segments used 0.520 to 0.570');
    expect(of(0.52, 0.52)).toBe('segments used 0.520');
  });
  it('name the segments that stayed out', () => {
    expect(of(0.52, null)).toContain('1 of 2 segments trades nothing');
    expect(of(null, null)).toMatch(/^2 of 2 segments trade nothing/);
  });
});
