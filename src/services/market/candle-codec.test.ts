import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsFrom, createBars, sliceBars } from '../../../engines/market/bars.ts';
import { copyDay, decodeDay, encodeDay } from './candle-codec.ts';

const bits = (values: Float64Array) => [...new BigUint64Array(values.slice().buffer)];

describe('candle columns as bytes', () => {
  it('lays little-endian columns one after the other', () => {
    const encoded = encodeDay(
      barsFrom([
        { openTime: 1, open: 2, high: 3, low: 4, close: 5, volume: 6 },
        { openTime: 10, open: 20, high: 30, low: 40, close: 50, volume: 60 },
      ]),
    );
    const view = new DataView(encoded.columns.buffer);
    const values = Array.from({ length: 12 }, (_, i) => view.getFloat64(i * 8, true));
    expect(values).toEqual([1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60]);
    expect(encoded.count).toBe(2);
    expect(encoded.contentHash).toBe(createHash('sha256').update(encoded.columns).digest('hex'));
  });

  it('gives back every bit, whatever the numbers and wherever the bytes lie', () => {
    const column = (length: number) =>
      fc.float64Array({ minLength: length, maxLength: length, noNaN: false });
    const anyBars = fc
      .integer({ min: 1, max: 40 })
      .chain((length) =>
        fc.tuple(fc.constant(length), fc.array(column(length), { minLength: 7, maxLength: 7 })),
      );
    fc.assert(
      fc.property(
        anyBars,
        fc.boolean(),
        fc.integer({ min: 0, max: 7 }),
        ([length, columns], interest, shift) => {
          const [openTime, open, high, low, close, volume, openInterest] = columns as [
            Float64Array,
            Float64Array,
            Float64Array,
            Float64Array,
            Float64Array,
            Float64Array,
            Float64Array,
          ];
          const bars = {
            length,
            openTime,
            open,
            high,
            low,
            close,
            volume,
            ...(interest ? { openInterest } : {}),
          };
          const encoded = encodeDay(bars);
          const moved = new Uint8Array(encoded.columns.length + shift).subarray(shift);
          moved.set(encoded.columns);
          const back = decodeDay(moved, length);
          for (const name of ['openTime', 'open', 'high', 'low', 'close', 'volume'] as const)
            expect(bits(back[name])).toEqual(bits(bars[name]));
          expect(back.openInterest && bits(back.openInterest)).toEqual(
            interest ? bits(openInterest) : undefined,
          );
          expect(encodeDay(back).contentHash).toBe(encoded.contentHash);
        },
      ),
    );
  });

  it('encodes a view like a copy', () => {
    const bars = createBars(9);
    bars.close.forEach((_, i) => {
      bars.close[i] = i;
    });
    expect([...decodeDay(encodeDay(sliceBars(bars, 3, 6)).columns, 3).close]).toEqual([3, 4, 5]);
  });

  it('copies into place and leaves its neighbours alone', () => {
    const target = createBars(4);
    target.close.fill(-1);
    const day = createBars(2, true);
    day.close.set([7, 8]);
    copyDay(encodeDay(day).columns, 2, target, 1);
    expect([...target.close]).toEqual([-1, 7, 8, -1]);
  });

  it('refuses bytes that are not that many bars', () => {
    const { columns } = encodeDay(createBars(3));
    for (const [bytes, count] of [
      [columns, 2],
      [columns.subarray(8), 3],
      [new Uint8Array(0), 1],
    ] as const)
      expect(() => decodeDay(bytes, count)).toThrow(/not \d bars/);
  });
});
