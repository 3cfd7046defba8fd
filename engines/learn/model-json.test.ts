// Models through JSON text: bits kept, damage noticed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Model } from './contract.ts';
import { modelFromJson, modelToJson } from './model-json.ts';

const modelOf = (state: unknown): Model => ({
  estimator: 'x',
  version: 1,
  names: ['a'],
  classes: [],
  parameters: { rounds: 2 },
  state,
});

test('typed arrays come back bit for bit', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.float64Array(), fc.int32Array(), (bytes, doubles, integers) => {
      const model = modelOf({ bytes, deep: [{ doubles, integers }], text: 'plain', none: null });
      const again = modelFromJson(modelToJson(model));
      expect(again).toEqual(model);
      const { deep } = again.state as { deep: { doubles: Float64Array }[] };
      expect(new Uint8Array(deep[0]!.doubles.buffer)).toEqual(new Uint8Array(doubles.slice().buffer));
    }),
  );
});

test('numbers JSON has no word for come back as themselves', () => {
  const state = {
    none: Number.NaN,
    ends: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    zero: -0,
    plain: 0.1,
  };
  expect(modelFromJson(modelToJson(modelOf(state))).state).toStrictEqual(state);
});

test('damage is named', () => {
  const text = modelToJson(modelOf({ values: Float64Array.of(1, 2) }));
  expect(() => modelFromJson(text.replace('Float64Array', 'Float12Array'))).toThrow(/Float12Array/);
  expect(() => modelFromJson(text.replace(/"base64":"..../, '"base64":"'))).toThrow(/the text was cut/);
  expect(() => modelFromJson(text.replace(/"base64":"./, '"base64":"~'))).toThrow(/base64/);
  expect(() => modelFromJson('{"names":[]}')).toThrow('the text is not a model');
  expect(() => modelToJson(modelOf(new DataView(new ArrayBuffer(1))))).toThrow(/DataView/);
});
