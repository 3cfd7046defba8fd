import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../../engines/market/interval.ts';
import { chosenOf, coverageOf, intervalsFor, quickRanges, rangeOf, spansFor } from './stored-range.ts';

const stored = (
  id: string,
  interval: Interval,
  firstDate: string,
  lastDate: string,
  kind: 'equity' | 'index' = 'equity',
) => ({
  id,
  kind,
  intervals: [{ interval, sessions: 10, bars: 750, firstDate, lastDate, flaggedSessions: 0 }],
});
const TCS = stored('NSE:TCS', '5m', '2023-07-03', '2024-03-28');
const MARKET = [
  TCS,
  stored('NSE:M&M', '5m', '2023-08-01', '2024-03-20'),
  stored('NSE:DAILY', '1d', '2015-01-01', '2024-03-28'),
  stored('NSE:NIFTY 50', '1m', '2016-01-01', '2024-03-28', 'index'),
];

describe('what the stored candles allow', () => {
  it('counts only what can make the interval, and leaves indices out of all', () => {
    expect(coverageOf(MARKET, [], '15m')).toEqual({ from: '2023-07-03', to: '2024-03-28', instruments: 2 });
    expect(coverageOf(MARKET, ['NSE:M&M'], '15m')).toMatchObject({ from: '2023-08-01', instruments: 1 });
    expect(coverageOf(MARKET, ['NSE:DAILY'], '15m')).toBeNull();
    expect(intervalsFor(MARKET, ['NSE:DAILY'])).toEqual(['1d']);
    expect(chosenOf(MARKET, ['NSE:NIFTY 50']).map(({ id }) => id)).toEqual(['NSE:NIFTY 50']);
  });
  it('joins finer bars, never splits coarser ones', () => {
    expect(rangeOf(spansFor(TCS, '60m'))).toEqual({ from: '2023-07-03', to: '2024-03-28' });
    expect(rangeOf(spansFor(TCS, '1m'))).toBeNull();
  });
});

describe('quick ranges', () => {
  it('are never longer than what is stored', () => {
    const labels = quickRanges({ from: '2023-07-03', to: '2024-03-28' }).map(({ label }) => label);
    expect(labels).toEqual(['Last month', '3 months', '6 months', 'All stored']);
  });
});
