// Platt's line through the log odds, and what the guards allow of it.
import { describe, expect, it } from 'vitest';
import { guardedPlatt, plattProbability } from './platt.ts';

describe('plattProbability', () => {
  it('leaves a probability alone with slope 1 and no offset', () => {
    for (const p of [0.01, 0.3, 0.5, 0.99]) expect(plattProbability({ a: 1, b: 0 }, p)).toBeCloseTo(p, 12);
  });
  it('squares the odds with slope 2, and shifts them by e^b', () => {
    // Odds 3 to 1 become 9 to 1.
    expect(plattProbability({ a: 2, b: 0 }, 0.75)).toBeCloseTo(0.9, 12);
    expect(plattProbability({ a: 1, b: Math.log(3) }, 0.5)).toBeCloseTo(0.75, 12);
  });
  it('stays finite at 0 and 1', () => {
    expect(plattProbability({ a: 3, b: 0 }, 0)).toBeGreaterThanOrEqual(0);
    expect(plattProbability({ a: 3, b: 0 }, 1)).toBeLessThanOrEqual(1);
  });
});

describe('guardedPlatt', () => {
  it('moves a probability no further than allowed', () => {
    // 0.6 → 0.801 moves by 0.201; 0.12 + 0.25 · 0.1 = 0.145 are allowed.
    expect(guardedPlatt({ a: 3.436, b: 0 }, 0.6)).toBeCloseTo(0.745, 12);
    expect(guardedPlatt({ a: 3.436, b: 0 }, 0.4)).toBeCloseTo(0.255, 12);
  });
  it('passes small changes through', () => {
    const platt = { a: 1.1, b: 0 };
    expect(guardedPlatt(platt, 0.6)).toBe(plattProbability(platt, 0.6));
  });
  it('does not believe a calibration that turns the side over by much', () => {
    const platt = { a: -2, b: 0 };
    expect(plattProbability(platt, 0.7)).toBeLessThan(0.2);
    expect(guardedPlatt(platt, 0.7)).toBe(0.7);
    // A small flip is applied.
    expect(guardedPlatt({ a: -1, b: 0 }, 0.55)).toBeCloseTo(0.45, 12);
  });
});
