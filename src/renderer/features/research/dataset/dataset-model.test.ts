import { describe, expect, it } from 'vitest';
import type { LeakProof, LeakVerdict } from '../../../../../engines/validation/leaks/proof.ts';
import { droppedOf, figureName, hitsOf, proofHeadline, valueWords } from './dataset-model.ts';

const proof = (...verdicts: readonly LeakVerdict[]): LeakProof => ({
  version: 1,
  passed: verdicts.every((verdict) => verdict === 'passed' || verdict === 'skipped'),
  seed: 7,
  checks: verdicts.map((verdict) => ({
    id: 'names',
    title: '',
    verdict,
    summary: '',
    figures: {},
    findings: [],
    findingCount: 0,
  })),
});

describe('the headline of a proof', () => {
  it('says what passed, and what could not be done', () => {
    expect(proofHeadline(proof('passed', 'passed'))).toBe('Nothing here looks ahead: 2 checks passed');
    expect(proofHeadline(proof('passed', 'skipped'))).toBe(
      'Nothing here looks ahead: 1 check passed; 1 could not be done',
    );
    expect(proofHeadline(proof('skipped', 'skipped'))).toBe('Nothing is proven: 2 checks could not be done');
  });
  it('rules nothing out where rows could not be recomputed', () => {
    const foreign = proof('passed', 'skipped');
    const checks = foreign.checks.map((check) => ({ ...check, id: 'parity' as const }));
    expect(proofHeadline({ ...foreign, checks })).toBe(
      'No look ahead found, none ruled out: 1 check passed; 1 could not be done',
    );
  });
  it('names the worst first', () => {
    expect(proofHeadline(proof('passed', 'alarm'))).toBe(
      'Look before using this: 1 check raised an alarm, 1 passed',
    );
    expect(proofHeadline(proof('failed', 'alarm', 'failed'))).toBe(
      'Something here looks ahead: 2 checks failed, 1 raised an alarm',
    );
  });
});

describe('counts', () => {
  it('add up over instruments, most frequent first, without zeros', () => {
    const dropped = droppedOf([
      { dropped: { gap: 2, 'session-end': 5 } },
      { dropped: { gap: 9, 'no-scale': 0, 'something-new': 1 } },
    ]);
    expect(dropped.map(({ id, count }) => [id, count])).toEqual([
      ['gap', 11],
      ['session-end', 5],
      ['something-new', 1],
    ]);
    expect(dropped.at(-1)?.words).toBe('something new');
  });
  it('are none without a label summary', () => expect(hitsOf({ labelSummary: null })).toEqual([]));
});

describe('figures', () => {
  it('are named in words', () => {
    expect(figureName('rowsCompared')).toBe('Rows compared');
    expect(figureName('realAuc')).toBe('AUC of the real labels');
  });
  it('show what a float holds, not its dust', () => {
    expect(valueWords(Math.fround(0.1))).toBe('0.1');
    expect(valueWords(-0.00012345678)).toBe('−0.000123457');
    expect(valueWords(Number.NaN)).toBe('–');
  });
});
