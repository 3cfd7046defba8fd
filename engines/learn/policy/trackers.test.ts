// What decisions are fed and sized by: multipliers, the model's quality, the tuner and trailing confidence, at their
// published numbers and without knowledge of what comes later.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { quantile } from '../../numeric/statistics.ts';
import { NEW_TUNER, TUNER, type TunerState, tunedBy, tunerOffset } from './confidence-tuner.ts';
import { modelQuality } from './model-quality.ts';
import { slopedMultiplier, winMultiplier } from './multiplier.ts';
import { createTrailingConfidence, TRAILING } from './trailing-confidence.ts';

it('multipliers follow the published lines', () => {
  expect(winMultiplier(0.5999)).toBe(0);
  expect(winMultiplier(0.6)).toBe(0.8);
  expect(winMultiplier(0.8)).toBeCloseTo(1.2, 12);
  // Clipped to 0.99: certainty is never reached.
  expect(winMultiplier(1)).toBeCloseTo(0.8 + (0.39 / 0.4) * 0.8, 12);
  expect(winMultiplier(Number.NaN)).toBe(0);
  expect(slopedMultiplier(0.55, 0.1)).toBeCloseTo(0.9, 12);
  expect(slopedMultiplier(0.9, 0.1)).toBe(1.2);
  expect(slopedMultiplier(0.9, 0.801)).toBe(1);
  expect(slopedMultiplier(0.55, 0.99)).toBeCloseTo(0.9, 12);
  expect(slopedMultiplier(0.49, 0.1)).toBe(0);
  expect(slopedMultiplier(0.9, Number.NaN)).toBe(0);
});

it.each([
  [0.57, 0.25, 'strong'],
  [0.569, 0.25, 'ok'],
  [0.6, 0.249, 'ok'],
  [0.53, 0.15, 'ok'],
  [0.529, 0.9, 'weak'],
  [0.9, 0.149, 'weak'],
  [null, 0.9, 'unknown'],
  [0.9, Number.NaN, 'unknown'],
] as const)('AUC %s and slope %s: %s', (auc, slope, quality) => {
  expect(modelQuality({ auc, slope })).toBe(quality);
});

describe('the tuner', () => {
  const having = (hits: number, calls: number): TunerState => {
    let state = NEW_TUNER;
    for (let k = 0; k < calls; k++) state = tunedBy(state, k < hits);
    return state;
  };
  it('is silent until half its window is filled', () => {
    expect(tunerOffset(having(24, 24))).toBe(0);
    expect(tunerOffset(having(25, 25))).toBe(-0.01);
    expect(tunerOffset(NEW_TUNER, { ...TUNER, activeAfter: 0 })).toBe(0);
  });
  it('loosens from 0.60 hits and tightens up to 0.40', () => {
    expect([20, 21, 29, 30].map((hits) => tunerOffset(having(hits, 50)))).toEqual([0.01, 0, 0, -0.01]);
  });
  it('forgets what left the window, and never adds up', () => {
    let state = having(50, 50);
    for (let k = 0; k < 200; k++) state = tunedBy(state, false);
    expect(state.outcomes.length).toBe(50);
    expect(tunerOffset(state)).toBe(0.01);
  });
});

describe('trailing confidence', () => {
  const random = createRandom(2);
  const predictions = Float64Array.from({ length: 400 }, () => 0.002 * random.normal());
  const settings = { ...TRAILING, window: 150, least: 50 };
  const run = (values: Float64Array) => {
    const trailing = createTrailingConfidence(settings);
    return Array.from(values, (value) => trailing.update(value));
  };
  const answers = run(predictions);

  it('is the size over the 99th percentile of the sizes before it, in the window', () => {
    answers.forEach(({ confidence, threshold }, i) => {
      const before = Float64Array.from(predictions.slice(Math.max(0, i - 150), i), Math.abs);
      if (i < 50) expect([confidence, threshold]).toEqual([Number.NaN, Number.NaN]);
      else {
        expect(threshold).toBeCloseTo(quantile(before, 0.75), 15);
        expect(confidence).toBeCloseTo(Math.min(1, Math.abs(predictions[i]!) / quantile(before, 0.99)), 12);
      }
    });
  });
  it('knows nothing of later predictions', () => {
    const changed = predictions.map((value, i) => (i < 200 ? value : 50));
    expect(run(changed).slice(0, 200)).toEqual(answers.slice(0, 200));
    expect(run(changed)[200]!.confidence).toBe(1);
  });
  it('treats both signs alike', () => {
    expect(run(predictions.map((value) => -value))).toEqual(answers);
    expect(run(predictions.map(Math.abs))).toEqual(answers);
  });
  it('starts from earlier predictions, and skips what says nothing', () => {
    const trailing = createTrailingConfidence(settings, predictions.slice(0, 200));
    expect(trailing.update(Number.NaN).confidence).toBeNaN();
    expect(trailing.update(predictions[200]!)).toEqual(answers[200]);
    const still = createTrailingConfidence({ ...settings, least: 1 }, new Float64Array(5));
    expect(still.update(0)).toEqual({ confidence: 0, threshold: 0 });
    expect(still.update(0.1).confidence).toBe(1);
    expect(() => createTrailingConfidence({ ...settings, least: 0 })).toThrow(/at least 1/);
  });
});
