// Uniqueness worked by hand, and both ways of counting lives against a slow one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barUniqueness, spanUniqueness } from './weights.ts';

describe('uniqueness over bars', () => {
  it('is 1 alone, and shared where lives overlap', () => {
    // Bars:      0 1 2 3 4 5
    // row 0      x x x
    // row 1          x x      (dropped row between)
    // row 3                x
    const weights = barUniqueness(Int32Array.of(0, 2, -1, 5), Int32Array.of(2, 3, -1, 5), 6);
    expect(weights[0]).toBeCloseTo((1 + 1 + 1 / 2) / 3, 12);
    expect(weights[1]).toBeCloseTo((1 / 2 + 1) / 2, 12);
    expect(weights[2]).toBeNaN();
    expect(weights[3]).toBe(1);
  });

  it('has nothing to weigh without rows', () => {
    expect(barUniqueness(new Int32Array(0), new Int32Array(0), 0)).toHaveLength(0);
  });
});

describe('uniqueness over time', () => {
  it('gives twins half each, and a point in time its share of the moment', () => {
    expect([...spanUniqueness(Float64Array.of(0, 0), Float64Array.of(10, 10))]).toEqual([0.5, 0.5]);
    const weights = spanUniqueness(Float64Array.of(0, 5), Float64Array.of(10, 5));
    expect(weights[1]).toBe(0.5);
    expect(weights[0]).toBeCloseTo(0.95, 12);
  });

  it('does not overlap where one ends and the next begins', () => {
    expect([...spanUniqueness(Float64Array.of(10, 0), Float64Array.of(20, 10))]).toEqual([1, 1]);
  });

  it('is what the bars say when lives are whole bars, in any order, with rows missing', () => {
    const life = fc.record({
      start: fc.integer({ min: 0, max: 30 }),
      length: fc.integer({ min: 1, max: 12 }),
      missing: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(life, { maxLength: 25 }), (lives) => {
        const first = Int32Array.from(lives, ({ start, missing }) => (missing ? -1 : start));
        const last = Int32Array.from(lives, ({ start, length, missing }) =>
          missing ? -1 : start + length - 1,
        );
        const bars = barUniqueness(first, last, 50);
        const spans = spanUniqueness(
          Float64Array.from(lives, ({ start, missing }) => (missing ? Number.NaN : start * 60_000)),
          Float64Array.from(lives, ({ start, length }) => (start + length) * 60_000),
        );
        lives.forEach((row, i) => {
          if (row.missing) {
            expect(bars[i]).toBeNaN();
            expect(spans[i]).toBeNaN();
            return;
          }
          let share = 0;
          for (let bar = row.start; bar < row.start + row.length; bar++)
            share += 1 / lives.filter((o) => !o.missing && o.start <= bar && bar < o.start + o.length).length;
          expect(bars[i]).toBeCloseTo(share / row.length, 12);
          expect(spans[i]).toBeCloseTo(share / row.length, 12);
        });
      }),
    );
  });
});
