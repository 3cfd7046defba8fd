import { describe, expect, it } from 'vitest';
import { scaleOver, tickDecimals, ticksOf, valueAt, yOf } from './scale.ts';

describe('scale', () => {
  it('maps values to pixels and back', () => {
    const scale = scaleOver(100, 200, 10, 410);
    for (const value of [100, 137.5, 200]) expect(valueAt(scale, yOf(scale, value))).toBeCloseTo(value, 9);
    expect(yOf(scale, 200)).toBeLessThan(yOf(scale, 100));
  });

  it('ticks are round, inside and far enough apart', () => {
    for (const [low, high] of [
      [2900, 2950],
      [0.4, 0.9],
      [10, 12_345],
    ] as const) {
      const scale = scaleOver(low, high, 0, 400);
      const ticks = ticksOf(scale);
      expect(ticks.length).toBeGreaterThan(2);
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(scale.low);
        expect(tick).toBeLessThanOrEqual(scale.high);
      }
      expect(yOf(scale, ticks[0] as number) - yOf(scale, ticks[1] as number)).toBeGreaterThanOrEqual(41);
    }
  });

  it('survives a flat series and no series', () => {
    const flat = scaleOver(100, 100, 0, 400);
    expect(flat.high).toBeGreaterThan(flat.low);
    const none = scaleOver(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 400);
    expect(none.high).toBeGreaterThan(none.low);
  });

  it('needs only as many decimals as the step', () => {
    expect(tickDecimals([100, 150])).toBe(0);
    expect(tickDecimals([1, 1.25])).toBe(2);
    expect(tickDecimals([0.4, 0.6])).toBe(1);
  });
});
