import { describe, expect, it } from 'vitest';
import { leafwise } from '../../../../engines/learn/trees/families/families.ts';
import { learningTable } from '../../../../tests/fixtures/learning-data.ts';
import type { StoredModel } from './contract.ts';
import { BLEND, decodeStoredModel, encodeStoredModel, predictStored } from './stored-model.ts';

const data = learningTable('multiclass', 4, 300, 5);
const stored = (changes: Partial<StoredModel> = {}): StoredModel => ({
  version: 1,
  family: 'leafwise',
  inputs: data.names,
  task: { kind: 'two-sided', classes: data.classes, short: 0, long: 2 },
  preparation: { selected: data.names, regimes: null },
  model: leafwise.fit(data, { rounds: 8 }, { seed: 1 }),
  calibration: [{ kind: 'platt', a: 0.7, b: -0.1 }, null, { kind: 'platt', a: 1.3, b: 0.2 }],
  threshold: 0.55,
  ...changes,
});

describe('a stored model', () => {
  it('comes back from its bytes and predicts the same bits', () => {
    const model = stored();
    const again = decodeStoredModel(encodeStoredModel(model));
    expect(again).toEqual(model);
    expect(encodeStoredModel(again)).toEqual(encodeStoredModel(model));
    expect(predictStored(again, data)).toEqual(predictStored(model, data));
  });

  it('predicts what its estimator predicts, calibrated to sums of 1, whatever the order of features given', () => {
    const model = stored();
    const { raw, calibrated, width, states } = predictStored(model, data);
    expect({ width, states }).toEqual({ width: 3, states: 0 });
    expect(raw).toEqual(leafwise.predict(model.model, data));
    for (let at = 0; at < raw.length; at += 3) {
      expect(calibrated[at]! + calibrated[at + 1]! + calibrated[at + 2]!).toBeCloseTo(1, 12);
      expect(calibrated[at]! / calibrated[at + 1]!).not.toBeCloseTo(raw[at]! / raw[at + 1]!, 6);
    }
    const turned = { ...data, names: data.names.toReversed(), columns: data.columns.toReversed() };
    expect(predictStored(model, turned)).toEqual(predictStored(model, data));
    const rows = Uint32Array.of(3, 4, 250);
    expect(predictStored(model, data, rows).raw).toEqual(
      Float64Array.from([3, 4, 250].flatMap((row) => Array.from(raw.subarray(3 * row, 3 * row + 3)))),
    );
    const fewer = { ...data, names: data.names.slice(1), columns: data.columns.slice(1) };
    expect(() => predictStored(model, fewer)).toThrow(/the model reads f0/);
  });

  it('asks the members of a soft vote and means what they say', () => {
    const members = [1, 2].map((seed) =>
      stored({ model: leafwise.fit(data, { rounds: 6, rowFraction: 0.5 }, { seed }) }),
    );
    const blend = stored({
      family: 'soft-vote',
      calibration: null,
      model: {
        estimator: BLEND,
        version: 1,
        names: data.names,
        classes: data.classes,
        parameters: {},
        state: { method: 'soft-vote', members, stack: null },
      },
    });
    const [one, other] = members.map((member) => predictStored(member, data).raw);
    const again = decodeStoredModel(encodeStoredModel(blend));
    expect(predictStored(again, data).calibrated).toEqual(one!.map((p, i) => (p + other![i]!) / 2));
  });

  it('is refused where the bytes are not whole or not a model', () => {
    const bytes = encodeStoredModel(stored());
    for (const wrong of [
      bytes.subarray(0, 500),
      new Uint8Array(0),
      Uint8Array.of(255, 254),
      new TextEncoder().encode('{"version":1}'),
      encodeStoredModel({ ...stored(), version: 2 as 1 }),
    ])
      expect(() => decodeStoredModel(wrong)).toThrow(/A stored model cannot be read/);
  });
});
