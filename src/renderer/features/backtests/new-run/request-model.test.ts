import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../../../engines/market/interval.ts';
import { backtestRequestSchema } from '../../../../contracts/backtests.ts';
import {
  cliCommand,
  coverageOf,
  fieldProblems,
  intervalsFor,
  quickRanges,
  type RunFields,
  requestOf,
} from './request-model.ts';

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
const MARKET = [
  stored('NSE:TCS', '5m', '2023-07-03', '2024-03-28'),
  stored('NSE:M&M', '5m', '2023-08-01', '2024-03-20'),
  stored('NSE:DAILY', '1d', '2015-01-01', '2024-03-28'),
  stored('NSE:NIFTY 50', '1m', '2016-01-01', '2024-03-28', 'index'),
];
const FIELDS: RunFields = {
  strategyId: 'avwap-v11',
  name: '  ',
  instruments: [],
  interval: '15m',
  from: '2023-07-03',
  to: '2024-03-28',
  fillPolicy: 'pessimistic',
};

describe('coverage', () => {
  it('counts only what can make the interval, and leaves indices out of all', () => {
    expect(coverageOf(MARKET, [], '15m')).toEqual({ from: '2023-07-03', to: '2024-03-28', instruments: 2 });
    expect(coverageOf(MARKET, ['NSE:M&M'], '15m')).toMatchObject({ from: '2023-08-01', instruments: 1 });
    expect(coverageOf(MARKET, ['NSE:DAILY'], '15m')).toBeNull();
    expect(intervalsFor(MARKET, ['NSE:DAILY'])).toEqual(['1d']);
  });
  it('offers no range longer than what is stored', () => {
    const labels = quickRanges({ from: '2023-07-03', to: '2024-03-28', instruments: 2 }).map(
      (range) => range.label,
    );
    expect(labels).toEqual(['Last month', '3 months', '6 months', 'All stored']);
  });
});

describe('problems', () => {
  const coverage = coverageOf(MARKET, [], '15m');
  it('are none for a good request', () => expect(fieldProblems(FIELDS, coverage)).toEqual([]));
  it('say what to do', () => {
    expect(fieldProblems(FIELDS, null)[0]).toContain('import finer candles');
    expect(fieldProblems({ ...FIELDS, from: '2024-13-99' }, coverage)[0]).toContain('like 28 Mar 2024');
    expect(fieldProblems({ ...FIELDS, from: '2024-04-01', to: '2024-03-01' }, coverage)[0]).toContain(
      'after the last',
    );
    expect(fieldProblems({ ...FIELDS, from: '2025-01-01', to: '2025-02-01' }, coverage)[0]).toContain(
      'Mon 3 Jul 2023',
    );
  });
});

describe('request and command', () => {
  it('make a request the API accepts', () => {
    const request = requestOf(FIELDS, { 'account.capital': 500_000 });
    expect(backtestRequestSchema.parse(request)).toEqual(request);
    expect(request).not.toHaveProperty('name');
    expect(request.instruments).toBe('all');
  });
  it('quote what a shell would read differently', () => {
    expect(
      cliCommand({ ...FIELDS, instruments: ['NSE:TCS', 'NSE:M&M'] }, ' --set account.capital=500000'),
    ).toBe(
      "npm run -s cli -- backtest avwap-v11 --instruments 'NSE:TCS,NSE:M&M' --interval 15m --from 2023-07-03 --to 2024-03-28 --fill-policy pessimistic --set account.capital=500000",
    );
    expect(cliCommand(FIELDS, '')).toContain('--instruments all ');
  });
});
