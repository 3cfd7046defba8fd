import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsFrom } from '../../../../engines/market/bars.ts';
import { bucketBars, bucketSize, thinLine } from './view-data.ts';

const closes = fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 1, maxLength: 400 });

function barsOf(values: readonly number[]) {
  return barsFrom(
    values.map((close, i) => ({
      openTime: i * 60_000,
      open: i === 0 ? close : (values[i - 1] as number),
      high: Math.max(close, i === 0 ? close : (values[i - 1] as number)) + 1,
      low: Math.min(close, i === 0 ? close : (values[i - 1] as number)) - 1,
      close,
      volume: i + 1,
    })),
  );
}

describe('bucketSize', () => {
  it('leaves a pixel and a half for every candle and never merges what fits', () => {
    expect(bucketSize(533, 800)).toBe(1);
    expect(bucketSize(534, 800)).toBe(2);
    expect(bucketSize(100_000, 1200)).toBe(128);
  });
});

describe('bucketBars', () => {
  it('keeps the first open, last close, highest high, lowest low and the whole volume', () => {
    fc.assert(
      fc.property(closes, fc.constantFrom(1, 2, 4, 8, 64), (values, bucket) => {
        const bars = barsOf(values);
        const view = bucketBars(bars, 0, bars.length, bucket);
        expect(view.open[0]).toBe(bars.open[0]);
        expect(view.close[view.count - 1]).toBe(bars.close[bars.length - 1]);
        expect(Math.max(...view.high)).toBe(Math.max(...bars.high));
        expect(Math.min(...view.low)).toBe(Math.min(...bars.low));
        expect(view.volume.reduce((sum, one) => sum + one, 0)).toBe(
          bars.volume.reduce((sum, one) => sum + one, 0),
        );
      }),
    );
  });

  it('draws the same candle wherever the window starts or ends', () => {
    const bars = barsOf(Array.from({ length: 200 }, (_, i) => 100 + Math.sin(i / 5) * 10));
    const whole = bucketBars(bars, 0, 200, 8);
    const part = bucketBars(bars, 35, 93, 8);
    expect(part.first).toBe(32);
    for (let k = 0; k < part.count; k++) {
      const other = (part.first - whole.first) / 8 + k;
      expect(part.high[k]).toBe(whole.high[other]);
      expect(part.close[k]).toBe(whole.close[other]);
    }
  });

  it('is empty outside the data', () => {
    expect(bucketBars(barsOf([1, 2]), 10, 20, 1).count).toBe(0);
  });
});

describe('thinLine', () => {
  it('keeps the first, last, lowest and highest value of the line and of every bucket', () => {
    fc.assert(
      fc.property(closes, fc.constantFrom(2, 4, 16), (list, bucket) => {
        const values = Float64Array.from(list);
        const points = thinLine(values, 0, values.length, bucket);
        for (let at = 0; at < values.length; at += bucket) {
          const part = values.subarray(at, at + bucket);
          const kept = [...points.value].filter(
            (_, k) => Math.floor((points.index[k] as number) / bucket) * bucket === at,
          );
          expect(kept[0]).toBe(part[0]);
          expect(kept.at(-1)).toBe(part.at(-1));
          expect(Math.min(...kept)).toBe(Math.min(...part));
          expect(Math.max(...kept)).toBe(Math.max(...part));
        }
        for (let k = 1; k < points.index.length; k++)
          expect(points.index[k] as number).toBeGreaterThan(points.index[k - 1] as number);
      }),
    );
  });

  it('keeps gaps', () => {
    const values = Float64Array.of(1, 2, Number.NaN, Number.NaN, 5, 6);
    expect([...thinLine(values, 0, 6, 1).value]).toEqual([1, 2, Number.NaN, Number.NaN, 5, 6]);
    expect([...thinLine(values, 0, 6, 2).value]).toEqual([1, 2, Number.NaN, 5, 6]);
  });
});
