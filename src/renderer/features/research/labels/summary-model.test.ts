import { describe, expect, it } from 'vitest';
import type { LabelSummary } from '../../../../contracts/labels.ts';
import { breakEvenWords, classShares, droppedOf, hitsOf, winShare } from './summary-model.ts';

const SUMMARY: LabelSummary = {
  words: '',
  classes: ['lose', 'win'],
  decisions: 1300,
  rows: 1000,
  dropped: { 'session-end': 280, gap: 20 },
  balance: [600, 400],
  hits: { stop: 500, target: 400, time: 100 },
  averageLifeMinutes: 30,
  averageUniqueness: 0.1,
  ambiguous: 0,
  resolvedFiner: 0,
  averageValue: 0,
  breakEven: { withoutCharges: 0.4, withCharges: 0.55, basis: '' },
};

describe('shares', () => {
  it('widens the interval where labels overlap', () => {
    const overlapping = classShares(SUMMARY)[1]!;
    const single = classShares({ ...SUMMARY, averageUniqueness: 1 })[1]!;
    expect(overlapping.share).toBe(0.4);
    expect(overlapping.high - overlapping.low).toBeGreaterThan(3 * (single.high - single.low));
    // Wilson (1927) at 40 of 100, z = 1.95996.
    expect(overlapping.low).toBeCloseTo(0.3094, 4);
    expect(overlapping.high).toBeCloseTo(0.498, 4);
  });
  it('takes the win class, or the more frequent side', () => {
    expect(winShare(SUMMARY)?.name).toBe('win');
    const sides = { ...SUMMARY, classes: ['SELL', 'FLAT', 'BUY'], balance: [100, 700, 200] };
    expect(winShare(sides)?.name).toBe('BUY');
    expect(winShare({ ...SUMMARY, classes: [], balance: [] })).toBeNull();
  });
  it('orders counts by size and leaves out none', () => {
    expect(droppedOf(SUMMARY).map(({ name }) => name)).toEqual(['session-end', 'gap']);
    expect(hitsOf(SUMMARY).map(({ name }) => name)).toEqual(['stop', 'target', 'time']);
  });
});

describe('break-even', () => {
  it('says below, above and not to be told apart by the interval', () => {
    expect(breakEvenWords(SUMMARY)).toContain('must win to pay for charges');
    const at = (withCharges: number) =>
      breakEvenWords({ ...SUMMARY, breakEven: { withoutCharges: 0.1, withCharges, basis: '' } });
    expect(at(0.2)).toContain('before believing it');
    expect(at(0.42)).toContain('cannot be told from');
    expect(at(1.02)).toContain('even winning every time');
    expect(breakEvenWords({ ...SUMMARY, breakEven: null })).toBeNull();
  });
});
