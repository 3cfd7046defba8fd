import { describe, expect, it } from 'vitest';
import type { BacktestRequest, Run } from '../../../../contracts/backtests.ts';
import { candidates, comparisonOrder, counterpartRequest, isCounterpart } from './counterpart.ts';

const request: BacktestRequest = {
  strategyId: 'avwap-v11',
  instruments: ['NSE:TCS', 'NSE:M&M'],
  interval: '15m',
  from: '2023-07-03',
  to: '2024-03-28',
  fillPolicy: 'pessimistic',
  parameters: { a: 1, b: 2 },
};
const run = (id: string, part: Partial<Run> = {}): Run =>
  ({
    id,
    state: 'done',
    origin: 'backtest',
    strategyId: 'avwap-v11',
    strategyVersion: '11.1',
    fillPolicy: 'pessimistic',
    interval: '15m',
    from: '2023-07-03',
    to: '2024-03-28',
    dataHash: 'd',
    request,
    ...part,
  }) as Run;

describe('counterpart', () => {
  it('changes the policy and the name, nothing else', () => {
    const other = counterpartRequest(request, 'My run');
    expect(other).toEqual({ ...request, fillPolicy: 'as-published', name: 'My run · as published' });
    expect(counterpartRequest(other, 'x').fillPolicy).toBe('pessimistic');
    expect(counterpartRequest(request, 'AVWAP v11 · pessimistic · 15m').name).toBe(
      'AVWAP v11 · as-published · 15m',
    );
  });

  it('is found whatever the order of parameters and instruments, and only over the same candles', () => {
    const mine = run('a');
    const published = (part: Partial<BacktestRequest>, more: Partial<Run> = {}) =>
      run('b', {
        fillPolicy: 'as-published',
        request: { ...request, fillPolicy: 'as-published', ...part },
        ...more,
      });
    expect(
      isCounterpart(mine, published({ parameters: { b: 2, a: 1 }, instruments: ['NSE:M&M', 'NSE:TCS'] })),
    ).toBe(true);
    expect(isCounterpart(mine, published({ parameters: { a: 1 } }))).toBe(false);
    expect(isCounterpart(mine, published({ instruments: 'all' }))).toBe(false);
    expect(isCounterpart(mine, published({}, { dataHash: 'other' }))).toBe(false);
    expect(isCounterpart(mine, published({}, { request: null }))).toBe(false);
  });

  it('looks only at finished runs of the other policy', () => {
    const list = [
      run('same'),
      run('good', { fillPolicy: 'as-published' }),
      run('failed', { fillPolicy: 'as-published', state: 'failed' }),
      run('other-days', { fillPolicy: 'as-published', to: '2024-01-01' }),
      run('imported', { fillPolicy: 'as-published', origin: 'legacy-import' }),
    ];
    expect(candidates(list, run('me')).map((one) => one.id)).toEqual(['good']);
  });

  it('puts what was published first', () => {
    expect(comparisonOrder({ id: 'p', fillPolicy: 'as-published' }, 'h')).toBe('p,h');
    expect(comparisonOrder({ id: 'h', fillPolicy: 'pessimistic' }, 'p')).toBe('p,h');
  });
});
