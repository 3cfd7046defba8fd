import { describe, expect, it } from 'vitest';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { designerIntervals, marketChoice, periodProblem } from './designer-model.ts';

type Stored = Pick<InstrumentSummary, 'id' | 'kind' | 'intervals'>;
const stored = (id: string, interval: '1m' | '15m' | '1d', kind: Stored['kind'] = 'equity'): Stored => ({
  id,
  kind,
  intervals: [
    { interval, sessions: 9, bars: 99, firstDate: '2024-03-01', lastDate: '2024-03-28', flaggedSessions: 0 },
  ],
});
const ALL = [
  stored('NSE:INDEX', '1m', 'index'),
  stored('NSE:DAY', '1d'),
  stored('NSE:AAA', '1m'),
  stored('NSE:BBB', '15m'),
];

describe('marketChoice', () => {
  it('begins with a tradable instrument that has intraday bars, on five minutes, within what is stored', () => {
    expect(marketChoice(ALL, {})).toEqual({
      instrumentId: 'NSE:AAA',
      interval: '5m',
      from: '2024-03-01',
      to: '2024-03-28',
    });
  });
  it('keeps what the address asks where it exists', () => {
    expect(marketChoice(ALL, { instrument: 'NSE:BBB', interval: '5m' })?.interval).toBe('15m');
    expect(marketChoice(ALL, { instrument: 'NSE:BBB', interval: '60m', from: '2024-03-05' })).toMatchObject({
      interval: '60m',
      from: '2024-03-05',
    });
    expect(marketChoice(ALL, { instrument: 'NSE:GONE' })).toBeNull();
    expect(marketChoice([stored('NSE:DAY', '1d')], {})).toBeNull();
  });
  it('offers no day bars', () => {
    expect(designerIntervals(stored('NSE:BBB', '15m'))).toEqual(['15m', '30m', '60m']);
  });
  it('says what is wrong with a period', () => {
    expect(periodProblem({ from: '2024-03-01', to: '2024-03-02' })).toBeNull();
    expect(periodProblem({ from: '', to: '2024-03-02' })).toContain('both days');
    expect(periodProblem({ from: '2024-03-03', to: '2024-03-02' })).toContain('after');
  });
});
