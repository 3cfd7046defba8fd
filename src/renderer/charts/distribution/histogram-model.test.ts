import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogram, niceStep } from './histogram-model.ts';

/** Rupees with paise. */
const paise = fc.integer({ min: -100_000_000, max: 100_000_000 }).map((value) => value / 100);

describe('histogram', () => {
  it('counts every value once and never mixes gains and losses', () => {
    fc.assert(
      fc.property(fc.array(paise, { minLength: 1, maxLength: 300 }), (values) => {
        const bins = histogram(values);
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length);
        for (const bin of bins) expect(bin.from < 0 && bin.to > 1e-9).toBe(false);
      }),
    );
  });
  it('has round steps', () => {
    expect(niceStep(1000, 40)).toBe(25);
    expect(niceStep(9000, 40)).toBe(250);
  });
  it('is empty without values and one bin for one', () => {
    expect(histogram([])).toEqual([]);
    expect(histogram([Number.NaN])).toEqual([]);
    expect(histogram([5]).filter((bin) => bin.count > 0)).toHaveLength(1);
  });
});
