import { describe, expect, it } from 'vitest';
import { aucRange } from './auc-range.ts';
import { spreadLabels } from './spread-labels.ts';

describe('the range of AUCs', () => {
  it('holds every figure and one half with a margin, in steps of 0.05', () => {
    expect(aucRange([0.542, 0.555])).toEqual([0.45, 0.6]);
    expect(aucRange([0.39, Number.NaN])).toEqual([0.35, 0.55]);
  });
  it('never leaves 0 to 1', () => {
    expect(aucRange([1, 0])).toEqual([0, 1]);
  });
});

describe('labels beside an axis', () => {
  /** Where each label ends up, downwards. */
  const places = (values: readonly number[], pixels: number, gap: number) =>
    spreadLabels(values, pixels, gap).map((offset, k) => offset - (values[k] ?? 0) * pixels);

  it('stay where they are far enough apart', () => {
    expect(spreadLabels([0.6, 0.5], 1_000, 14)).toEqual([0, 0]);
  });
  it('move apart where they are close, in their order and by as little as needed', () => {
    const values = [0.53, 0.544, 0.54];
    const [worst = 0, best = 0, mean = 0] = places(values, 500, 14);
    expect(mean - best).toBeGreaterThanOrEqual(14 - 1e-9);
    expect(worst - mean).toBeGreaterThanOrEqual(14 - 1e-9);
    expect(spreadLabels(values, 500, 14).reduce((sum, offset) => sum + offset, 0)).toBeCloseTo(0, 9);
  });
  it('are none without values', () => {
    expect(spreadLabels([], 500, 14)).toEqual([]);
  });
});
