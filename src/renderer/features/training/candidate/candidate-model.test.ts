import { describe, expect, it } from 'vitest';
import { fakeCandidate, fakeHoldOut } from '../../../../../tests/fakes/desk/fake-candidate.ts';
import {
  balanceWords,
  bandVerdict,
  bandWords,
  known,
  placeInBand,
  segmentsWords,
  spreadWords,
  verdictOf,
} from './candidate-model.ts';

const band = { low: 0.489, high: 0.511 };

describe('the AUC against the band of permuted labels', () => {
  it('is above, inside or below, its edges belonging to the band', () => {
    expect(placeInBand(0.542, band)).toBe('above');
    expect(placeInBand(0.511, band)).toBe('inside');
    expect(placeInBand(0.489, band)).toBe('inside');
    expect(placeInBand(0.488, band)).toBe('below');
  });
  it('is unknown without a band or without an AUC', () => {
    expect(placeInBand(0.6, null)).toBe('unknown');
    expect(placeInBand(Number.NaN, band)).toBe('unknown');
  });
  it('is said plainly', () => {
    expect(bandWords(0.505, band)).toContain('inside: this model found nothing');
    expect(bandWords(0.542, band)).toContain('0.489 to 0.511');
    expect(bandWords(0.47, band)).toContain('wrong more often than chance');
    expect(bandWords(Number.NaN, band)).toContain('only one class occurs');
    expect(bandWords(0.55, null)).toContain('No labels were permuted');
  });
  it('asks the mean inside the segments where pooling flatters', () => {
    const pooled = { ...fakeCandidate().pooled, auc: 0.56 };
    const inside = bandVerdict({ pooled, withinAuc: 0.503, permutation: band });
    expect(inside).toContain('0.503 lies inside: this model found nothing');
    expect(inside).toContain('mean inside the segments');
    for (const withinAuc of [undefined, 0.57])
      expect(bandVerdict({ pooled, ...(withinAuc && { withinAuc }), permutation: band })).toMatch(
        /0\.560 lies above: something was learned\. Whether it pays is another question\.$/,
      );
  });
});

describe('the verdict', () => {
  it('counts the faults of a candidate that did not pass', () => {
    expect(verdictOf({ passed: false, faults: ['a', 'b'], holdOut: null })).toEqual({
      passed: false,
      words: 'Did not pass: 2 faults',
    });
  });
  it('says that the hold-out is closed, and follows it once it is open', () => {
    const failed = fakeHoldOut('candidate');
    expect(verdictOf({ passed: true, faults: [], holdOut: null }).words).toContain('the hold-out is closed');
    expect(verdictOf({ passed: true, faults: [], holdOut: failed })).toEqual({
      passed: false,
      words: 'Passed on the test parts, not on the hold-out',
    });
    expect(verdictOf({ passed: true, faults: [], holdOut: { ...failed, passed: true } }).passed).toBe(true);
  });
  it('is not mended by a hold-out that went well', () => {
    const holdOut = { ...fakeHoldOut('candidate'), passed: true };
    expect(verdictOf({ passed: false, faults: ['AUC'], holdOut }).passed).toBe(false);
  });
});

describe('figures that may not exist', () => {
  it('carry a reason in place of the value', () => {
    expect(known(0.5, (value) => value.toFixed(1), 'why')).toEqual({ text: '0.5', missing: null });
    expect(known(Number.NaN, () => '–', 'why')).toEqual({ text: '–', missing: 'why' });
  });
  it('leave the spread of one segment out', () => {
    expect(spreadWords({ meanAuc: 0.54, deviationAuc: Number.NaN })).toBe('mean 0.540');
    expect(spreadWords({ meanAuc: 0.54, deviationAuc: 0.01 })).toBe('mean 0.540 ± 0.010');
  });
});

describe('words of the head', () => {
  it('name segments with the split where it is known', () => {
    const report = fakeCandidate({ segments: 1 });
    expect(segmentsWords(report, null)).toBe('1 segment');
    expect(segmentsWords(report, 'window of 45 days')).toBe('1 segment: window of 45 days');
  });
  it('give each class its own share', () => {
    expect(balanceWords(['lose', 'win'], [0.537, 0.463])).toBe('lose 53.7 %, win 46.3 %');
  });
});
