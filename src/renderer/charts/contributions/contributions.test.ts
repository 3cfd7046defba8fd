import { describe, expect, it } from 'vitest';
import { mixColours, quantileColour } from './colour-scale.ts';
import { dependenceOf } from './dependence-model.ts';
import { type ContributionColumn, meanSize, rowStep, swarmOf } from './swarm-model.ts';

const column = (
  name: string,
  contribution: readonly number[],
  quantile = contribution.map(() => 0.5),
): ContributionColumn => ({
  name,
  contribution: Float32Array.from(contribution),
  quantile: Float32Array.from(quantile),
});

describe('the swarm', () => {
  it('puts the feature of the largest mean size on top, whatever its sign', () => {
    const swarm = swarmOf([column('small', [0.1, -0.1]), column('large', [-0.5, -0.5])]);
    expect(swarm.names).toEqual(['large', 'small']);
    expect(swarm.points.filter(({ line }) => line === 0).map(({ contribution }) => contribution)).toEqual([
      -0.5, -0.5,
    ]);
    expect(swarm.reach).toBe(0.5);
  });
  it('sets equal contributions beside each other, inside their line', () => {
    const swarm = swarmOf([column('a', new Array(51).fill(0.25))]);
    const offsets = swarm.points.map(({ offset }) => offset);
    expect(new Set(offsets).size).toBe(51);
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(0.42);
    expect(offsets[0]).toBe(0);
  });
  it('keeps a lone point on its line', () => {
    expect(swarmOf([column('a', [0.3])]).points[0]?.offset).toBe(0);
  });
  it('draws no more features and rows than asked', () => {
    const swarm = swarmOf(
      Array.from({ length: 5 }, (_, k) =>
        column(
          `f${k}`,
          Array.from({ length: 100 }, (_, i) => i * k),
        ),
      ),
      2,
      30,
    );
    expect(swarm.names).toEqual(['f4', 'f3']);
    expect(rowStep(100, 30)).toBe(4);
    expect(swarm.points).toHaveLength(50);
    expect(swarm.rows).toBe(25);
  });
  it('passes over contributions that are not known and stands a column of zeros', () => {
    expect(meanSize(column('a', [Number.NaN, 1, -3]))).toBe(2);
    expect(swarmOf([column('a', [Number.NaN, 0, 0])]).points).toHaveLength(2);
    expect(swarmOf([]).points).toEqual([]);
  });
});

describe('dependence', () => {
  it('takes the median of each twentieth with rows enough', () => {
    const dependence = dependenceOf(column('a', [1, 2, 9, 5], [0.01, 0.02, 0.03, 0.97]));
    expect(dependence.medians).toEqual([[0.025, 2]]);
    expect(dependence.points).toHaveLength(4);
  });
  it('counts rows without a value, and has room for the highest rank', () => {
    const dependence = dependenceOf(column('a', [1, 2, 3, 4], [Number.NaN, 1, 1, 1]));
    expect(dependence.missing).toBe(1);
    expect(dependence.medians).toEqual([[0.975, 3]]);
  });
});

describe('colours of values', () => {
  const tokens = { accent: '#0000ff', lineStrong: '#808080', amber: '#ff8000' };
  it('run from blue over grey to amber', () => {
    expect([0, 0.5, 1].map((quantile) => quantileColour(quantile, tokens))).toEqual([
      '#0000ff',
      '#808080',
      '#ff8000',
    ]);
    expect(mixColours('#000000', '#ffffff', 0.5)).toBe('#808080');
  });
  it('are none for a missing value', () => {
    expect(quantileColour(Number.NaN, tokens)).toBeNull();
  });
});
