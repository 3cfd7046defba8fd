import { describe, expect, it } from 'vitest';
import { WATERFALL_STEPS } from '../../../../../engines/backtest/attribution.ts';
import { diffTrades } from '../../../../../engines/backtest/difference.ts';
import { ist, makeTrade } from '../../../../../tests/fixtures/trades.ts';
import { filterDifferences, kindWords, stepFilter, totalEffect } from './difference-model.ts';

const at = (minute: string) => ist('2024-03-28', minute);
const base = { entryTime: at('10:00'), exitTime: at('11:00'), entryPrice: 100, exitPrice: 105, cost: 1 };

/** Real differences, made by the engine that makes them for the page. */
const rows = diffTrades(
  [
    makeTrade({ ...base, sequence: 1, instrumentId: 'NSE:SAME' }),
    makeTrade({ ...base, sequence: 2, instrumentId: 'NSE:ENTRY' }),
    makeTrade({ ...base, sequence: 3, instrumentId: 'NSE:STOP', exitReason: 'stop' }),
    makeTrade({ ...base, sequence: 4, instrumentId: 'NSE:CLOSE', exitReason: 'session-end' }),
    makeTrade({ ...base, sequence: 5, instrumentId: 'NSE:SIZE', quantity: 10 }),
    makeTrade({ ...base, sequence: 6, instrumentId: 'NSE:COST' }),
    makeTrade({ ...base, sequence: 7, instrumentId: 'NSE:GONE' }),
  ],
  [
    makeTrade({ ...base, sequence: 1, instrumentId: 'NSE:SAME' }),
    makeTrade({ ...base, sequence: 2, instrumentId: 'NSE:ENTRY', entryPrice: 101 }),
    makeTrade({ ...base, sequence: 3, instrumentId: 'NSE:STOP', exitReason: 'stop', exitPrice: 104 }),
    makeTrade({
      ...base,
      sequence: 4,
      instrumentId: 'NSE:CLOSE',
      exitReason: 'forced',
      exitTime: at('10:50'),
    }),
    makeTrade({ ...base, sequence: 5, instrumentId: 'NSE:SIZE', quantity: 8 }),
    makeTrade({ ...base, sequence: 6, instrumentId: 'NSE:COST', cost: 5 }),
    makeTrade({ ...base, sequence: 7, instrumentId: 'NSE:NEW' }),
  ],
);

function instruments(stepId: string): readonly string[] {
  return filterDifferences(rows, undefined, stepId).map(
    (row) => (row.first ?? row.second)?.instrumentId ?? '',
  );
}

describe('filters of the waterfall’s steps', () => {
  it('exist for every step but the first', () => {
    for (const step of WATERFALL_STEPS.slice(1)) expect(stepFilter(step.id), step.id).not.toBeNull();
    expect(stepFilter('as-published')).toBeNull();
  });
  it('find the trades each assumption touches', () => {
    expect(instruments('entry-price')).toEqual(['NSE:ENTRY']);
    expect(instruments('stop-fills')).toEqual(['NSE:STOP']);
    expect(instruments('exit-order')).toEqual(['NSE:CLOSE']);
    expect(instruments('forced-exit')).toEqual(['NSE:CLOSE']);
    expect(instruments('costs')).toEqual(['NSE:COST']);
    expect([...instruments('selection')].sort()).toEqual(['NSE:GONE', 'NSE:NEW']);
    expect([...instruments('capacity')].sort()).toEqual(['NSE:GONE', 'NSE:SIZE']);
  });
});

describe('filterDifferences', () => {
  it('splits all lines by kind without losing one', () => {
    const kinds = ['same', 'changed', 'only-first', 'only-second'] as const;
    const parts = kinds.map((kind) => filterDifferences(rows, kind, undefined));
    expect(parts.map((part) => part.length)).toEqual([1, 5, 1, 1]);
    expect(parts.reduce((sum, part) => sum + totalEffect(part), 0)).toBeCloseTo(totalEffect(rows));
  });
  it('names the runs in its words', () => {
    expect(kindWords('only-first', 'A', 'B')).toBe('Only in A');
    expect(kindWords('only-second', 'A', 'C')).toBe('Only in C');
  });
});
