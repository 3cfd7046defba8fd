import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Model } from './contract.ts';
import { modelFromBytes, modelToBytes } from './model-bytes.ts';
import { modelToJson } from './model-json.ts';

const modelOf = (state: unknown): Model => ({
  estimator: 'made',
  version: 1,
  names: ['a', 'बी', '\u{1f600}'],
  classes: ['lose', 'win'],
  parameters: { c: 1, kind: 'é' },
  state,
});

const arrays = fc.oneof(
  fc.float64Array(),
  fc.float32Array(),
  fc.int32Array(),
  fc.uint8Array(),
  fc.uint16Array(),
  fc.constant(new Float64Array(0)),
);
const numbers = fc.oneof(fc.double(), fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY));
const states = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    arrays,
    numbers,
    fc.string(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(
      fc.string({ minLength: 1 }).filter((key) => !key.startsWith('$') && key !== '__proto__'),
      tie('value'),
    ),
  ),
})).value;

test('a model comes back bit for bit, whatever it holds', () => {
  fc.assert(
    fc.property(states, (state) => {
      const model = modelOf(state);
      const back = modelFromBytes(modelToBytes(model));
      expect(modelToJson(back)).toBe(modelToJson(model));
      expect(modelToBytes(back)).toEqual(modelToBytes(model));
    }),
  );
});

test('bytes that were cut, grew or are no model are refused', () => {
  const bytes = modelToBytes(modelOf({ tree: Float64Array.from([1, 2, 3]) }));
  for (const length of [0, 4, 11, 40, bytes.length - 8])
    expect(() => modelFromBytes(bytes.slice(0, length))).toThrow();
  expect(() => modelFromBytes(Uint8Array.from([...bytes, 0, 0, 0, 0, 0, 0, 0, 0]))).toThrow(
    /not a whole model/,
  );
  expect(() => modelFromBytes(bytes.map((byte, k) => (k === 0 ? 0 : byte)))).toThrow(/not a model/);
});
