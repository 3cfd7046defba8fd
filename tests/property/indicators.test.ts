// Moving windows against their plain definitions on awkward data, and the long run: running sums must not drift away.

import { describe, expect, it } from 'vitest';
import { ema } from '../../engines/indicators/exponential.ts';
import { createRollingExtreme } from '../../engines/indicators/rolling-extreme.ts';
import { rsi } from '../../engines/indicators/rsi.ts';
import { partialSma, sma } from '../../engines/indicators/sma.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import { AWKWARD, awkwardBars } from '../contract/indicator-bars.ts';

const window = (values: Float64Array, i: number, period: number) =>
  Array.from(values.subarray(Math.max(0, i - period + 1), i + 1));
const average = (values: number[]) => values.reduce((total, value) => total + value, 0) / values.length;

describe('windows equal their definition', () => {
  it.each([1, 2, 3, 7, 20])('period %i', (period) => {
    for (let seed = 1; seed <= 10; seed++) {
      const { close, volume } = awkwardBars(seed, 150, AWKWARD).bars;
      const simple = sma(close, period);
      const partial = partialSma(volume, period);
      const highest = createRollingExtreme(period, 1);
      const lowest = createRollingExtreme(period, -1);
      for (let i = 0; i < close.length; i++) {
        const full = i >= period - 1 && window(close, i, period).every(Number.isFinite);
        const high = highest.next(close[i]!);
        const low = lowest.next(close[i]!);
        if (full) {
          expect(simple[i]).toBeCloseTo(average(window(close, i, period)), 8);
          expect(high).toBe(Math.max(...window(close, i, period)));
          expect(low).toBe(Math.min(...window(close, i, period)));
        } else {
          expect([simple[i], high, low]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
        }
        const present = window(volume, i, period).filter(Number.isFinite);
        if (present.length === 0) expect(partial[i]).toBeNaN();
        else expect(partial[i]).toBeCloseTo(average(present), 8);
      }
    }
  });
});

describe('long runs', () => {
  it('a simple average over a million bars stays within 1e-12 of the direct sum', () => {
    const random = createRandom(3);
    const values = new Float64Array(1_000_000);
    let price = 1000;
    for (let i = 0; i < values.length; i++) {
      price *= 1 + random.normal() * 0.001;
      values[i] = price;
    }
    const averages = sma(values, 50);
    for (let i = 99_999; i < values.length; i += 100_000)
      expect(Math.abs(averages[i]! / average(window(values, i, 50)) - 1)).toBeLessThan(1e-12);
  });

  it('standing prices leave averages standing and the RSI undecided', () => {
    const values = new Float64Array(500).fill(100.05);
    for (const column of [sma(values, 10), ema(values, 20)]) {
      const known = column.filter(Number.isFinite);
      expect(known.length).toBeGreaterThan(480);
      for (const value of known) expect(Math.abs(value / 100.05 - 1)).toBeLessThan(1e-14);
    }
    expect(rsi(values, 14).every(Number.isNaN)).toBe(true);
  });

  it('rising prices have an RSI of 100, or none where losses are required', () => {
    const values = Float64Array.from({ length: 60 }, (_, i) => 100 + i);
    expect(rsi(values, 14)[59]).toBe(100);
    expect(rsi(values, 14, { seed: 'first', withoutLosses: 'missing' })[59]).toBeNaN();
  });
});

describe('errors', () => {
  it('refuses periods that mean nothing and outputs of the wrong length', () => {
    expect(() => sma(new Float64Array(5), 0)).toThrow(RangeError);
    expect(() => sma(new Float64Array(5), 2.5)).toThrow(RangeError);
    expect(() => ema(new Float64Array(5), Number.NaN)).toThrow(RangeError);
    expect(() => sma(new Float64Array(5), 2, new Float64Array(4))).toThrow('must be equal');
  });
});
