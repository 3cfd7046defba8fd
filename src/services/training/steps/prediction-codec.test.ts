import { describe, expect, it } from 'vitest';
import type { Predictions } from './contract.ts';
import { decodePredictions, encodePredictions } from './prediction-codec.ts';

const some = (changes: Partial<Predictions> = {}): Predictions => ({
  rows: Uint32Array.of(3, 7, 4_000_000_000),
  width: 2,
  raw: Float64Array.of(0.1, 0.9, Number.NaN, -0, 1 / 3, 5e-324),
  calibrated: Float64Array.of(0.2, 0.8, 0.5, 0.5, 0.25, 0.75),
  regimes: Float32Array.of(0.5, 0.25, 0.25, 1, 0, 0, 0.1, 0.2, 0.7),
  states: 3,
  threshold: 0.55,
  ...changes,
});

const decided = some({
  decisions: {
    side: Int8Array.of(1, 0, -1),
    multiplier: Float64Array.of(1, 0, 0.8),
    neutral: Float64Array.of(0.2, Number.NaN, 1),
    quality: Float64Array.of(0.56, 0.5, Number.NaN),
    gate: Uint8Array.of(0, 255, 3),
  },
});

describe('stored predictions', () => {
  it('come back bit for bit, with and without regimes and threshold', () => {
    for (const given of [
      some(),
      decided,
      some({ states: 0, regimes: new Float32Array(0), threshold: Number.NaN }),
      some({
        rows: new Uint32Array(0),
        raw: new Float64Array(0),
        calibrated: new Float64Array(0),
        regimes: new Float32Array(0),
      }),
    ]) {
      const bytes = encodePredictions(given);
      // An object's bytes may lie anywhere in a larger buffer.
      const inside = new Uint8Array(bytes.length + 3);
      inside.set(bytes, 3);
      expect(decodePredictions(inside.subarray(3))).toEqual(given);
      expect(encodePredictions(decodePredictions(bytes))).toEqual(bytes);
    }
  });

  it('refuse every changed or missing byte, and columns that do not fit', () => {
    const bytes = encodePredictions(some());
    for (const whole of [bytes, encodePredictions(decided)])
      for (let at = 0; at < whole.length; at++) {
        const changed = Uint8Array.from(whole);
        changed[at]! ^= 4;
        expect(() => decodePredictions(changed), `byte ${at}`).toThrow(/Stored predictions cannot be read/);
      }
    for (const length of [0, 7, 40, bytes.length - 1])
      expect(() => decodePredictions(bytes.subarray(0, length))).toThrow(/cannot be read/);
    const short = { ...decided.decisions!, gate: Uint8Array.of(1) };
    expect(() => encodePredictions(some({ decisions: short }))).toThrow(
      /gate of 3 predicted rows must have 3/,
    );
    expect(() => encodePredictions(some({ width: 3 }))).toThrow(/raw of 3 predicted rows must have 9 values/);
  });

  it('without decisions are the bytes of the first version', () => {
    const magic = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 8)).toString('latin1');
    expect([magic(encodePredictions(some())), magic(encodePredictions(decided))]).toEqual([
      'ADPRED1\n',
      'ADPRED2\n',
    ]);
  });
});
