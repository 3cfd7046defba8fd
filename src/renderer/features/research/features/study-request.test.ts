import { describe, expect, it } from 'vitest';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { firstFields, studyIntervals, studyProblem } from './study-request.ts';

type Stored = Pick<InstrumentSummary, 'id' | 'kind' | 'intervals'>;
const one = (id: string, interval: '1m' | '5m' | '15m', kind: Stored['kind'] = 'equity'): Stored => ({
  id,
  kind,
  intervals: [
    { interval, sessions: 9, bars: 99, firstDate: '2023-01-02', lastDate: '2024-03-28', flaggedSessions: 0 },
  ],
});
const STORED = [one('NSE:INDEX', '5m', 'index'), one('NSE:AAA', '1m'), one('NSE:BBB', '15m')];

describe('fields of a study', () => {
  it('offers only intervals every chosen instrument has', () => {
    expect(studyIntervals(STORED, ['NSE:AAA'])).toContain('5m');
    expect(studyIntervals(STORED, ['NSE:AAA', 'NSE:BBB'])).toEqual(['15m', '30m', '60m', '1d']);
  });
  it('begins with tradable instruments, an interval all have and the last half year', () => {
    const fields = firstFields(STORED, null);
    expect(fields.instruments).toEqual(['NSE:AAA', 'NSE:BBB']);
    expect(fields.interval).toBe('15m');
    expect(fields.to).toBe('2024-03-28');
    expect(fields.from).toBe('2023-09-30');
    expect(studyProblem(STORED, fields)).toBeNull();
  });
  it('says what holds a start back', () => {
    const fields = firstFields(STORED, null);
    expect(studyProblem(STORED, { ...fields, instruments: [] })).toContain('at least one');
    expect(studyProblem(STORED, { ...fields, from: '' })).toContain('both days');
    expect(studyProblem(STORED, { ...fields, from: '2025-01-01' })).toContain('after the last');
    expect(studyProblem(STORED, { ...fields, interval: '5m' })).toContain('5m');
    expect(
      studyProblem(STORED, { ...fields, instruments: Array.from({ length: 21 }, (_, k) => `NSE:${k}`) }),
    ).toContain('20');
  });
  it('repeats the last study', () => {
    const last = {
      featureSet: { id: 'meta-5', version: 1 },
      instruments: ['NSE:BBB'],
      interval: '60m' as const,
      from: '2023-02-01',
      to: '2023-03-01',
    };
    expect(firstFields(STORED, last)).toEqual({
      instruments: ['NSE:BBB'],
      interval: '60m',
      from: '2023-02-01',
      to: '2023-03-01',
    });
  });
});
