import { expect, it } from 'vitest';
import { counted, createFindings, finiteFigures, namesFound, stated, told } from './findings.ts';
import type { LeakFinding } from './proof.ts';

const finding = (feature: string, time = 0): LeakFinding => ({
  feature,
  instrumentId: 'NSE:A',
  time,
  expected: 1,
  actual: 2,
  words: '',
});

it('counts all, keeps a few of each feature so that none hides another, and a hundred in all', () => {
  const findings = createFindings();
  for (let k = 0; k < 1000; k++) findings.add(finding('loud', k));
  findings.add(finding('quiet'));
  expect(findings.count).toBe(1001);
  expect(findings.kept.map((one) => one.feature)).toEqual(['loud', 'loud', 'loud', 'loud', 'loud', 'quiet']);
  expect(findings.kept.map((one) => one.time)).toEqual([0, 1, 2, 3, 4, 0]);
  for (let k = 0; k < 60; k++) for (let n = 0; n < 3; n++) findings.add(finding(`other ${k}`));
  expect(findings.kept.length).toBe(100);
  expect(namesFound(findings)).toBe('loud, other 0, other 1 and 59 more');
});

it('says numbers so that a person and JSON can read them', () => {
  expect(counted(1, 'bar')).toBe('1 bar');
  expect(counted(1234567, 'bar')).toBe('1,234,567 bars');
  expect(counted(0, 'value differs', 'values differ')).toBe('0 values differ');
  expect(told(Math.fround(0.1))).toBe('0.100000001');
  expect(told(Number.NaN)).toBe('missing');
  expect(stated(Number.NaN)).toBeNull();
  expect(finiteFigures({ a: 1, b: Number.NaN, c: Number.POSITIVE_INFINITY })).toEqual({ a: 1 });
});
