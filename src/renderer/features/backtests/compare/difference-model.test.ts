import { describe, expect, it } from 'vitest';
import { diffTrades } from '../../../../../engines/backtest/difference.ts';
import { ist, makeTrade } from '../../../../../tests/fixtures/trades.ts';
import { filterDifferences, kindWords, totalEffect } from './difference-model.ts';

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

describe('filterDifferences', () => {
  it('splits all lines by kind without losing one', () => {
    const kinds = ['same', 'changed', 'only-first', 'only-second'] as const;
    const parts = kinds.map((kind) => filterDifferences(rows, kind));
    expect(parts.map((part) => part.length)).toEqual([1, 5, 1, 1]);
    expect(parts.reduce((sum, part) => sum + totalEffect(part), 0)).toBeCloseTo(totalEffect(rows));
  });
  it('keeps every line without a kind', () => expect(filterDifferences(rows, undefined)).toHaveLength(8));
  it('names the runs in its words', () => {
    expect(kindWords('only-first', 'A', 'B')).toBe('Only in A');
    expect(kindWords('only-second', 'A', 'C')).toBe('Only in C');
  });
});
