// What the page says of a rate: why it is missing, how wide it is, and where it lies against the published one.

import { expect, it } from 'vitest';
import { tallyOf } from '../../../../../engines/features/patterns/tally.ts';
import type { PatternReport, PatternResult } from '../../../../contracts/patterns.ts';
import {
  againstPublished,
  basisPoints,
  instrumentRows,
  intervalWords,
  leftOutWords,
  missingRate,
  scopeWords,
  winWords,
} from './pattern-words.ts';

const REPORT = {
  request: {
    instruments: 'all',
    interval: '5m',
    from: '2025-01-01',
    to: '2025-03-31',
    horizon: 3,
    costBps: 10,
    sameSession: false,
  },
  instruments: ['NSE:A', 'NSE:B'],
  skipped: [],
  leftOutSessions: [],
  bars: 11_165,
  sessions: 55,
  asOf: Date.parse('2025-03-28T15:30+05:30'),
  leastCount: 30,
} as unknown as PatternReport;

const pattern = (wins: number | null, count: number, published: number | null) =>
  ({
    pooled: tallyOf(count, count, wins, wins === null ? null : 0),
    published: published === null ? null : { winRate: published, label: 'published, not measured' },
  }) as unknown as PatternResult;

it('a rate that is missing says why', () => {
  expect(missingRate('bullish', tallyOf(40, 29, null, null), 30)).toBe('fewer than 30, not shown');
  expect(missingRate('bullish', tallyOf(4, 0, null, null), 30)).toBe('no outcome');
  expect(missingRate('neutral', tallyOf(400, 0, null, null), 30)).toBe('promises no direction');
  expect(missingRate('bearish', tallyOf(40, 40, 20, 0), 30)).toBeNull();
});

it('figures carry their interval, sign and unit', () => {
  expect(intervalWords(tallyOf(30, 30, 18, 0))).toBe('42.3 % to 75.4 %');
  expect(intervalWords(tallyOf(3, 3, null, null))).toBe('–');
  expect(basisPoints(-0.00042)).toBe('−4.2 bp');
  expect(basisPoints(0.001)).toBe('+10.0 bp');
  expect(basisPoints(null)).toBe('–');
});

it('a win is explained with the request’s own horizon and cost', () => {
  expect(winWords(REPORT.request)).toBe(
    "A win: the close 3 bars of 5m later, in the same session, lies in the pattern's direction by more than 10 bp, the cost of a round trip.",
  );
  expect(winWords({ ...REPORT.request, horizon: 1, costBps: 2.5 })).toContain('the next 5m close');
  expect(winWords({ ...REPORT.request, costBps: 2.5 })).toContain('2.5 bp');
});

it('what was read and what was left out is said', () => {
  expect(scopeWords(REPORT)).toBe(
    '11,165 5m bars of 2 instruments over 55 sessions, as of Fri 28 Mar 2025 15:30 IST.',
  );
  expect(leftOutWords(REPORT)).toBeNull();
  const skipped = ['A', 'B', 'C', 'D'].map((id) => ({ instrumentId: id, reason: 'no bars in these days' }));
  expect(leftOutWords({ ...REPORT, skipped, leftOutSessions: ['2025-02-01'] })).toBe(
    'Left out: A (no bars in these days), B (no bars in these days), C (no bars in these days) and 1 more. Without special and Muhurat sessions (1 in these days).',
  );
});

it('rows by instrument are read from columns in the order of the report', () => {
  const byInstrument = { found: [40, 5], count: [36, 4], wins: [18, null], meanMove: [0.001, null] };
  expect(instrumentRows(REPORT, { byInstrument } as unknown as PatternResult)).toMatchObject([
    { instrumentId: 'NSE:A', found: 40, count: 36, winRate: 0.5, meanMove: 0.001 },
    { instrumentId: 'NSE:B', found: 5, count: 4, winRate: null, interval: null },
  ]);
});

it('only a whole interval on one side says above or below what was published', () => {
  expect(againstPublished(pattern(300, 1000, 0.62))).toBe('below');
  expect(againstPublished(pattern(700, 1000, 0.62))).toBe('above');
  expect(againstPublished(pattern(20, 32, 0.62))).toBe('around');
  expect(againstPublished(pattern(null, 10, 0.62))).toBeNull();
  expect(againstPublished(pattern(300, 1000, null))).toBeNull();
});
