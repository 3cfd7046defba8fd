import { describe, expect, it } from 'vitest';
import { equalBins } from './equal-bins.ts';

describe('equalBins', () => {
  it('meets end to end and ends exactly at the last bound', () => {
    const bins = equalBins(0.1, 0.7, [3, 0, 5]);
    expect(bins[0]?.from).toBe(0.1);
    expect(bins[2]?.to).toBe(0.7);
    expect(bins[1]?.from).toBeCloseTo(bins[0]?.to ?? Number.NaN, 12);
    expect(bins.map((bin) => bin.count)).toEqual([3, 0, 5]);
  });
  it('is empty without counts', () => {
    expect(equalBins(0, 1, [])).toEqual([]);
  });
});
