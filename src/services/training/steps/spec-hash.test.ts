import { describe, expect, it } from 'vitest';
import { trialSpec } from '../../../../tests/fixtures/training-specs.ts';
import { trainingWorld } from '../../../../tests/fixtures/training-tables.ts';
import { canonicalText, specHash } from './spec-hash.ts';

describe('the hash of a step', () => {
  const world = trainingWorld();
  const hash = specHash(trialSpec(), world);

  it('is the same for the same inputs, however their keys are ordered or their rows stored', () => {
    const turned = Object.fromEntries(Object.entries(trialSpec()).reverse()) as ReturnType<typeof trialSpec>;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(specHash(turned, trainingWorld())).toBe(hash);
    expect(specHash({ ...trialSpec(), ...{ later: undefined } }, world)).toBe(hash);
  });

  it('is another for every other input', () => {
    const [finished] = [
      { index: 0, values: {}, state: 'complete', score: 0.1, steps: [], reason: null } as const,
    ];
    const others = [
      specHash(trialSpec({ seed: 43 }), world),
      specHash(trialSpec({ segment: 1 }), world),
      specHash(trialSpec({ estimatorVersion: 9 }), world),
      specHash(trialSpec({ fixed: { rounds: 41 } }), world),
      specHash(trialSpec({ earlier: [finished] }), world),
      specHash(trialSpec({ earlier: [{ ...finished, score: 0.10000000000000002 }] }), world),
      specHash(trialSpec(), { ...world, table: { ...world.table, datasetHash: 'other' } }),
      specHash(trialSpec(), { ...world, table: { ...world.table, holdOutFrom: 1 } }),
      specHash(trialSpec(), { ...world, table: { ...world.table, costHash: 'dearer' } }),
      specHash(trialSpec(), { ...world, split: { ...world.split, folds: world.split.folds.slice(1) } }),
    ];
    expect(new Set([hash, ...others]).size).toBe(others.length + 1);
  });

  it('keeps numbers apart that JSON would not', () => {
    const texts = [Number.NaN, null, Number.POSITIVE_INFINITY, 0, -0].map((value) =>
      canonicalText({ value }),
    );
    expect(new Set(texts).size).toBe(5);
    expect(canonicalText({ b: [1, { d: 1, c: 2 }], a: 'x' })).toBe('{"a":"x","b":[1,{"c":2,"d":1}]}');
  });
});
