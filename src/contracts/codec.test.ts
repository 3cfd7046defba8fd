import { expect, it } from 'vitest';
import { codec } from './codec.ts';

const round = (value: unknown) => codec.deserialize(JSON.parse(JSON.stringify(codec.serialize(value))));

it('carries columns of every kind bit for bit, also such as begin inside a larger buffer', () => {
  const inside = new Float32Array([9, 1.5, Number.NaN, -0, 9]).subarray(1, 4);
  const value = {
    doubles: Float64Array.of(1 / 3, Number.NaN, Number.NEGATIVE_INFINITY),
    floats: inside,
    labels: Int16Array.of(-1, 0, 32_767),
    hits: Uint8Array.of(0, 255),
    empty: new Float32Array(0),
    nested: [{ figure: Number.NaN, text: 'x' }],
  };
  const back = round(value) as typeof value;
  expect(back).toEqual(value);
  expect(back.floats).toBeInstanceOf(Float32Array);
  expect(Object.is(back.floats[2], -0)).toBe(true);
  expect(back.labels).toBeInstanceOf(Int16Array);
});

it('refuses an encoding it does not know', () => {
  expect(() => codec.deserialize({ $ad: 'f16', v: '' })).toThrow(/Unknown encoding f16/);
  expect(() => codec.deserialize({ $ad: 'constructor', v: '' })).toThrow(/Unknown encoding/);
});
