// The grid of gates against counting by hand, and inputs read from features the catalogue really has.
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../features/catalogue.ts';
import { createRandom } from '../../numeric/random.ts';
import { GRID_MARGINS, GRID_QUALITIES, gateGrid } from './gate-grid.ts';
import { createInputReader, INPUT_FEATURES } from './inputs-from-features.ts';

describe('the grid of margin and quality', () => {
  const random = createRandom(6);
  const rows = 500;
  const buy = Float64Array.from({ length: rows }, (_, i) => (i % 50 === 0 ? Number.NaN : random.next()));
  const quality = Float64Array.from({ length: rows }, () => 0.4 + 0.3 * random.next());
  const outcome = Int8Array.from({ length: rows }, () => random.integer(3) - 1);
  const cells = gateGrid({ buy, quality, outcome });

  it('counts what both gates let through, and what was right of it', () => {
    expect(cells.length).toBe(GRID_MARGINS.length * GRID_QUALITIES.length);
    for (const { margin, quality: least, acted, coverage, hitRate } of cells) {
      const through = [...buy.keys()].filter(
        (i) => Math.abs(2 * buy[i]! - 1) >= margin - 1e-12 && quality[i]! >= least,
      );
      const right = through.filter((i) => outcome[i] === (buy[i]! > 0.5 ? 1 : -1));
      expect(acted).toBe(through.length);
      expect(coverage).toBeCloseTo(through.length / rows, 12);
      expect(hitRate).toBeCloseTo(right.length / through.length, 12);
    }
  });
  it('lets less through the more is asked', () => {
    const at = (margin: number, least: number) =>
      cells.find((cell) => cell.margin === margin && cell.quality === least)!.acted;
    expect(at(0.2, 0.5)).toBeLessThan(at(0.08, 0.5));
    expect(at(0.08, 0.6)).toBeLessThan(at(0.08, 0.5));
  });
  it('takes the chance to sell where a third class leaves less', () => {
    const own = { buy: Float64Array.of(0.3), sell: Float64Array.of(0.25), quality: Float64Array.of(1) };
    expect(
      gateGrid({ ...own, outcome: Int8Array.of(1) }, [0.04, 0.06], [0.5]).map(({ acted }) => acted),
    ).toEqual([1, 0]);
    expect(gateGrid({ ...own, outcome: Int8Array.of(1) }, [0.9], [0.5])[0]!.hitRate).toBeNaN();
    expect(() => gateGrid({ ...own, outcome: new Int8Array(2) })).toThrow(/outcome has 2 values for 1/);
  });
});

describe('inputs from features', () => {
  it('name features of the catalogue, in the ranges decisions expect', () => {
    for (const id of Object.values(INPUT_FEATURES)) expect(CATALOGUE.has(id)).toBe(true);
    expect(CATALOGUE.get('atr_percentile')).toMatchObject({ range: { min: 0, max: 1 } });
    expect(CATALOGUE.get('ta_neutrality')).toMatchObject({ range: { min: 0, max: 1 } });
    expect(CATALOGUE.get('mtf_consensus')).toMatchObject({ range: { min: -1, max: 1 } });
  });
  it('are read by name; a missing value is not known', () => {
    const read = createInputReader(['x', 'rule_side', 'mtf_5m', 'setup_bull'], { higherTrend: 'mtf_5m' });
    expect(read([9, -1, 0.3, Number.NaN])).toEqual({ ruleSide: -1, higherTrend: 0.3 });
    expect(read([9, 1, Number.NaN, 1])).toEqual({ ruleSide: 1, setupBull: 1 });
  });
});
