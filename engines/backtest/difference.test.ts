// Trade-level difference: what is paired with what, the words, and the rupees.

import { describe, expect, it } from 'vitest';
import { ist, makeTrade } from '../../tests/fixtures/trades.ts';
import { diffTrades } from './difference.ts';

describe('difference of two runs', () => {
  it('finds equal trades equal', () => {
    const trade = makeTrade({});
    expect(diffTrades([trade], [{ ...trade }])).toEqual([
      { kind: 'same', first: trade, second: trade, changes: [], effect: 0 },
    ]);
  });

  it('says what changed, in words, and what it was worth', () => {
    const first = makeTrade({ quantity: 120, exitPrice: 102, cost: 20 });
    const second = makeTrade({
      quantity: 96,
      exitPrice: 99,
      exitReason: 'stop',
      exitTime: ist('2025-01-06', '10:20'),
      cost: 21.5,
    });
    const [line] = diffTrades([first], [second]);
    expect(line!.kind).toBe('changed');
    expect(line!.changes).toEqual([
      'quantity 120 → 96',
      'exit target → stop',
      'exit time 10:30 → 10:20',
      'exit price 102 → 99',
      'charges 20.00 → 21.50',
    ]);
    expect(line!.effect).toBeCloseTo(-96 - 21.5 - (240 - 20), 9);
  });

  it('shows enough decimals to see a small change, and takes rounding for equality', () => {
    const [line] = diffTrades([makeTrade({ entryPrice: 100.001 })], [makeTrade({ entryPrice: 100.004 })]);
    expect(line!.changes).toEqual(['entry price 100.001 → 100.004']);
    const [same] = diffTrades([makeTrade({ entryPrice: 0.1 + 0.2 })], [makeTrade({ entryPrice: 0.3 })]);
    expect(same!.kind).toBe('same');
  });

  it('lists trades of only one run with their whole result', () => {
    const lines = diffTrades(
      [makeTrade({ instrumentId: 'NSE:AAA', cost: 3 })],
      [makeTrade({ instrumentId: 'NSE:BBB', exitPrice: 98 })],
    );
    expect(lines.map((line) => [line.kind, line.effect])).toEqual([
      ['only-first', -7],
      ['only-second', -20],
    ]);
  });

  it('never pairs a long with a short or another instrument', () => {
    const kinds = diffTrades([makeTrade({ side: 1 })], [makeTrade({ side: -1 })]).map((line) => line.kind);
    expect(kinds.sort()).toEqual(['only-first', 'only-second']);
  });

  it('pairs by decision first, then by signal and setup, then by the nearest entry of the day', () => {
    const at = (minute: string) => ist('2025-01-06', minute);
    const first = [
      makeTrade({ sequence: 1, decisionTime: at('10:00'), entryTime: at('10:00') }),
      makeTrade({ sequence: 2, decisionTime: at('11:00'), signalTime: at('10:45'), entryTime: at('11:00') }),
      makeTrade({ sequence: 3, decisionTime: at('13:00'), signalTime: 1, entryTime: at('13:00') }),
    ];
    const second = [
      // Nearest to the first by entry, but it belongs to the third by day and distance once the others are taken.
      makeTrade({ sequence: 1, decisionTime: at('12:00'), signalTime: 2, entryTime: at('10:01') }),
      makeTrade({ sequence: 2, decisionTime: at('10:00'), signalTime: 3, entryTime: at('10:05') }),
      makeTrade({ sequence: 3, decisionTime: at('11:15'), signalTime: at('10:45'), entryTime: at('11:15') }),
    ];
    const pairs = diffTrades(first, second).map((line) => [line.first!.sequence, line.second!.sequence]);
    expect(pairs).toEqual([
      [1, 2],
      [2, 3],
      [3, 1],
    ]);
  });

  it('does not pair trades of different days by nearness', () => {
    const later = makeTrade({
      entryTime: ist('2025-01-07', '09:20'),
      decisionTime: 5,
      signalTime: 6,
    });
    expect(diffTrades([makeTrade({})], [later]).map((line) => line.kind)).toEqual([
      'only-first',
      'only-second',
    ]);
  });

  it('pairs the closest entries of a day, leaving the far one alone', () => {
    const at = (sequence: number, minute: string, decisionTime: number) =>
      makeTrade({ sequence, entryTime: ist('2025-01-06', minute), decisionTime, signalTime: decisionTime });
    const lines = diffTrades([at(1, '10:00', 1), at(2, '12:00', 2)], [at(1, '12:05', 3)]);
    expect(lines.map((line) => [line.kind, line.first?.sequence, line.second?.sequence])).toEqual([
      ['only-first', 1, undefined],
      ['changed', 2, 1],
    ]);
  });

  it('names a result that differs for no visible reason', () => {
    const [line] = diffTrades([makeTrade({ netPnl: 10 })], [makeTrade({ netPnl: 12.25 })]);
    expect(line).toMatchObject({ kind: 'changed', changes: ['net 10.00 → 12.25'], effect: 2.25 });
  });
});
