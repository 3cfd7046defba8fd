import { describe, expect, it } from 'vitest';
import { decodePart, encodePart, type PartColumns } from './part-codec.ts';

const columns: PartColumns = {
  rows: 3,
  time: Float64Array.of(1, 2, 3),
  t1: Float64Array.of(2, 3, 4),
  value: Float64Array.of(0.5, Number.NaN, -1),
  weight: Float64Array.of(1, 0.5, 0.25),
  label: Int16Array.of(0, 1, -1),
  hit: Uint8Array.of(1, 2, 0),
  features: [Float32Array.of(1.5, Number.NaN, 3), Float32Array.of(0, -0, 7)],
};
const about = { key: 'k', instrumentId: 'NSE:TCS', names: ['a', 'b'] };
const encode = () => encodePart(about, columns, null);

function replaced(bytes: Uint8Array, before: string, after: string): Uint8Array {
  const whole = Buffer.from(bytes);
  const at = whole.indexOf(before);
  expect(at).toBeGreaterThan(0);
  whole.write(after, at);
  return whole;
}

describe('a part', () => {
  it('comes back bit for bit, from any address', () => {
    const { bytes, header } = encode();
    // A reader may hand over bytes in the middle of a larger buffer.
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const part = decodePart(shifted.subarray(3), 'x.bin');
    expect(part.columns).toEqual(columns);
    expect(Object.is(part.columns.features[1]![1], -0)).toBe(true);
    expect(part.header).toEqual(header);
  });

  it('has columns at multiples of eight and a bitmap per feature', () => {
    const { bytes, header } = encode();
    const start = 12 + new DataView(bytes.buffer).getUint32(8, true);
    expect(start % 8).toBe(0);
    expect(header.columns.every((column) => column.offset % 8 === 0)).toBe(true);
    const bitmap = header.columns.find((column) => column.name === 'a' && column.type === 'bits')!;
    expect(bytes[start + bitmap.offset]).toBe(0b101);
  });

  it('is its rows: the same rows have the same hash, whatever made them', () => {
    const again = encodePart({ ...about, key: 'other' }, columns, null);
    expect(again.header.contentHash).toBe(encode().header.contentHash);
    const changed = encodePart(about, { ...columns, hit: Uint8Array.of(1, 2, 1) }, null);
    expect(changed.header.contentHash).not.toBe(encode().header.contentHash);
  });

  it.each([
    ['a changed byte', (bytes: Uint8Array) => bytes.fill(9, bytes.length - 20, bytes.length - 19)],
    ['a cut file', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 8)],
    ['another file', () => new Uint8Array(64)],
    ['an empty file', () => new Uint8Array(0)],
    ['a broken header', (bytes: Uint8Array) => bytes.fill(0, 20, 30)],
    ['a header with two columns exchanged', (bytes: Uint8Array) => replaced(bytes, '["a","b"]', '["b","a"]')],
    ['a header with a row less', (bytes: Uint8Array) => replaced(bytes, '"rows":3', '"rows":2')],
    ['a header of another instrument', (bytes: Uint8Array) => replaced(bytes, 'NSE:TCS', 'NSE:TCT')],
  ])('refuses %s by name', (_name, damage) => {
    expect(() => decodePart(damage(encode().bytes), 'part-0007.bin')).toThrow(
      /part-0007\.bin is not a whole part/,
    );
  });

  it('without rows is a part too', () => {
    const none = new Float64Array(0);
    const empty: PartColumns = {
      rows: 0,
      time: none,
      t1: none,
      value: none,
      weight: none,
      label: new Int16Array(0),
      hit: new Uint8Array(0),
      features: [new Float32Array(0), new Float32Array(0)],
    };
    expect(decodePart(encodePart(about, empty, null).bytes, 'x').columns).toEqual(empty);
  });
});
