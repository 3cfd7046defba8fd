import { describe, expect, it } from 'vitest';
import type { Coverage, InstrumentSummary } from '../../../contracts/market.ts';
import {
  coverageTotals,
  firstStoredDate,
  lastStoredDate,
  openingInterval,
  rangeStart,
  storedIntervals,
} from './data-model.ts';

function instrument(id: string, stored: Record<string, string>): InstrumentSummary {
  return {
    id,
    exchange: 'NSE',
    symbol: id,
    kind: 'equity',
    lotSize: 1,
    tickSize: 0.05,
    closingAuction: false,
    synthetic: false,
    intervals: Object.entries(stored).map(([interval, lastDate]) => ({
      interval: interval as '5m',
      sessions: 1,
      bars: 75,
      firstDate: '2024-01-01',
      lastDate,
      flaggedSessions: 0,
    })),
  };
}

describe('what the Data screen opens with', () => {
  const held = [
    instrument('A', { '5m': '2024-03-28', '1d': '2024-03-28' }),
    instrument('B', { '5m': '2024-04-02' }),
    instrument('C', { '1d': '2023-01-02' }),
  ];

  it('opens the interval most instruments have, the finer of two', () => {
    expect(openingInterval(held)).toBe('5m');
    expect(openingInterval([])).toBeNull();
    expect(storedIntervals(held)).toEqual([
      { interval: '5m', instruments: 2 },
      { interval: '1d', instruments: 2 },
    ]);
  });

  it('ends a range with the last stored day of that interval', () => {
    expect(lastStoredDate(held, '5m')).toBe('2024-04-02');
    expect(lastStoredDate(held, '1m')).toBeNull();
    expect(rangeStart('2012-01-02', '2024-04-02', '1Y')).toBe('2023-04-02');
    expect(rangeStart('2012-01-02', '2024-04-02', '3M')).toBe('2024-01-02');
    expect(rangeStart('2012-01-02', '2024-05-31', '3M')).toBe('2024-02-29');
    expect(rangeStart('2012-01-02', '2024-01-15', '3M')).toBe('2023-10-15');
    expect(rangeStart('2012-01-02', '2024-04-02', 'All')).toBeUndefined();
    // An empty year before the first candle would only push the data aside.
    expect(rangeStart('2024-01-01', '2024-04-02', '1Y')).toBe('2024-01-01');
    expect(firstStoredDate(held, '5m')).toBe('2024-01-01');
  });
});

describe('coverageTotals', () => {
  const coverage: Coverage = {
    interval: '5m',
    dates: ['d1', 'd2', 'd3', 'd4'],
    rows: [
      // Not listed on d1; d3 missing; d4 has more bars than it should.
      {
        instrumentId: 'A',
        synthetic: false,
        counts: [0, 75, 0, 80],
        expected: [75, 75, 75, 75],
        findings: [0, 0, 0, 1],
      },
      // d2 is no trading day for it.
      {
        instrumentId: 'B',
        synthetic: false,
        counts: [75, 0, 60, 75],
        expected: [75, 0, 75, 75],
        findings: [0, 0, 1, 0],
      },
    ],
  };

  it('counts from the first stored day and never more than complete', () => {
    const totals = coverageTotals(coverage);
    expect(totals.expected).toBe(75 * 3 + 75 * 3);
    expect(totals.fraction).toBeCloseTo((75 + 0 + 75 + 75 + 60 + 75) / 450, 12);
    expect(totals).toMatchObject({ instruments: 2, sessions: 4, bars: 365, flaggedDays: 2, synthetic: 0 });
  });

  it('has no fraction without anything expected', () => {
    expect(coverageTotals({ interval: '5m', dates: [], rows: [] }).fraction).toBeNaN();
  });
});
