import { describe, expect, it } from 'vitest';
import { backtestRequestSchema } from '../../../../contracts/backtests.ts';
import { cliCommand, fieldProblems, type RunFields, requestOf } from './request-model.ts';

const FIELDS: RunFields = {
  strategyId: 'avwap-v11',
  name: '  ',
  instruments: [],
  interval: '15m',
  from: '2023-07-03',
  to: '2024-03-28',
  fillPolicy: 'pessimistic',
};

describe('problems', () => {
  const coverage = { from: '2023-07-03', to: '2024-03-28' };
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
