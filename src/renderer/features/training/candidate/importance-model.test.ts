import { describe, expect, it } from 'vitest';
import type { FeatureImportance } from '../../../../contracts/training-results.ts';
import { importanceRows, leansOnNoise, measuresOf, topFeatures } from './importance-model.ts';

const feature = (name: string, part: Partial<FeatureImportance> = {}): FeatureImportance => ({
  name,
  gain: 0,
  split: 0,
  permutation: 0.01,
  contribution: 0.1,
  ...part,
});

describe('importance', () => {
  it('shows gain as a share of all', () => {
    const rows = importanceRows([feature('a', { gain: 3 }), feature('b', { gain: 1 })]);
    expect(rows.map(({ gainShare }) => gainShare)).toEqual([0.75, 0.25]);
  });
  it('offers only measures the family has', () => {
    const linear = importanceRows([feature('a', { gain: Number.NaN, split: 0 })]);
    expect(measuresOf(linear).map(({ id }) => id)).toEqual(['contribution', 'permutation']);
    const tree = importanceRows([feature('a', { gain: 2, split: 4, permutation: Number.NaN })]);
    expect(measuresOf(tree).map(({ id }) => id)).toEqual(['contribution', 'gain', 'split']);
  });
  it('orders by the measure and leaves out what was not measured', () => {
    const rows = importanceRows([
      feature('a', { permutation: -0.002 }),
      feature('b', { permutation: Number.NaN }),
      feature('c', { permutation: 0.02 }),
    ]);
    expect(topFeatures(rows, 'permutation').map(({ name }) => name)).toEqual(['c', 'a']);
    expect(topFeatures(rows, 'permutation', 1)).toHaveLength(1);
  });
  it('names strong features that test rows would not miss', () => {
    const rows = importanceRows([
      feature('leaned-on', { contribution: 0.9, permutation: -0.001 }),
      feature('useful', { contribution: 0.8, permutation: 0.01 }),
      feature('unmeasured', { contribution: 0.7, permutation: Number.NaN }),
    ]);
    expect(leansOnNoise(rows)).toEqual(['leaned-on']);
  });
  it('writes axis ticks without idle digits', () => {
    const [contribution] = measuresOf(importanceRows([feature('a')]));
    expect([0, 0.02, 0.30000000000000004].map((tick) => contribution?.tick(tick))).toEqual([
      '0',
      '0.02',
      '0.3',
    ]);
  });
});
