import { describe, expect, it } from 'vitest';
import { fakeCandidate } from '../../../../../tests/fakes/desk/fake-candidate.ts';
import type { SliceScores } from '../../../../contracts/training-results.ts';
import { sliceRows, sliceWords } from './slice-model.ts';

const report = fakeCandidate();
const slice = (key: string, part: Partial<SliceScores> = {}): SliceScores => ({
  key,
  rows: 1_000,
  auc: 0.5,
  hitRate: 0.5,
  acted: 10,
  net: 0,
  ...part,
});
const of = (slices: readonly SliceScores[]) =>
  sliceRows('hour', { slices: { hour: slices, instrument: [], side: [], regime: [] }, regimes: [] });

describe('names of slices', () => {
  it('give a regime its words, counted from one as it is stored', () => {
    expect(sliceWords('regime', 'state 2', report)).toBe('2: choppy');
    expect(sliceWords('regime', 'state 2', { regimes: [] })).toBe('State 2');
    expect(sliceWords('regime', 'state 9', report)).toBe('State 9');
  });
  it('leave what they do not know as it is', () => {
    expect(sliceWords('side', 'short', report)).toBe('Short');
    expect(sliceWords('side', 'flat', report)).toBe('flat');
    expect(sliceWords('hour', '09:00', report)).toBe('09:00');
    expect(sliceWords('instrument', 'NSE:M&M', report)).toBe('NSE:M&M');
  });
});

describe('bars of slices', () => {
  it('grow from one half and from zero, the longest to the end', () => {
    const rows = of([slice('a', { auc: 0.6, net: -0.2 }), slice('b', { auc: 0.45, net: 0.1 })]);
    expect(rows.map(({ aucBar }) => aucBar)).toEqual([1, expect.closeTo(-0.5, 12)]);
    expect(rows.map(({ netBar }) => netBar)).toEqual([-1, 0.5]);
  });
  it('stay short where every AUC is near one half', () => {
    expect(of([slice('a', { auc: 0.505 })])[0]?.aucBar).toBeCloseTo(0.1, 12);
  });
  it('have no length without a figure', () => {
    const [row] = of([slice('a', { auc: Number.NaN, net: 0 })]);
    expect(row).toMatchObject({ aucBar: 0, netBar: 0 });
  });
  it('are marked where few rows stand behind them', () => {
    expect(of([slice('a', { rows: 299 }), slice('b', { rows: 300 })]).map(({ few }) => few)).toEqual([
      true,
      false,
    ]);
  });
});
