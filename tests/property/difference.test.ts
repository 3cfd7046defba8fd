// Properties of the trade difference: it loses no trade, and its rupees are exactly the change of net P&L.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trade } from '../../engines/backtest/contract.ts';
import { diffTrades } from '../../engines/backtest/difference.ts';
import { makeTrade, tradesArbitrary } from '../fixtures/trades.ts';

/** A second run that keeps, drops and alters trades of the first and adds its own. */
const runsArbitrary = fc
  .tuple(tradesArbitrary, tradesArbitrary, fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }))
  .map(([first, extra, choices]) => {
    const kept = first.flatMap((trade, i): readonly Trade[] => {
      switch (choices[i] ?? 0) {
        case 0:
          return [trade];
        case 1:
          return [];
        case 2:
          return [
            makeTrade({
              ...trade,
              exitPrice: trade.exitPrice + 1,
              grossPnl: trade.grossPnl + 1,
              netPnl: trade.netPnl + 1,
            }),
          ];
        default:
          return [
            { ...trade, decisionTime: trade.decisionTime + 60_000, entryTime: trade.entryTime + 60_000 },
          ];
      }
    });
    return [first, [...kept, ...extra.slice(0, 10)]] as const;
  });

const netOf = (trades: readonly Trade[]): number => trades.reduce((sum, trade) => sum + trade.netPnl, 0);

describe('trade difference', () => {
  it('adds up to the change of net P&L and holds every trade once', () => {
    fc.assert(
      fc.property(runsArbitrary, ([first, second]) => {
        const lines = diffTrades(first, second);
        const effect = lines.reduce((sum, line) => sum + line.effect, 0);
        expect(Math.abs(effect - (netOf(second) - netOf(first)))).toBeLessThan(1e-6);
        const firsts = lines.flatMap((line) => (line.first ? [line.first] : []));
        const seconds = lines.flatMap((line) => (line.second ? [line.second] : []));
        expect(new Set(firsts).size).toBe(first.length);
        expect(firsts).toHaveLength(first.length);
        expect(new Set(seconds).size).toBe(second.length);
        expect(seconds).toHaveLength(second.length);
        for (const line of lines) {
          expect(line.kind === 'changed').toBe(line.changes.length > 0);
          if (line.first && line.second) {
            expect(line.first.instrumentId).toBe(line.second.instrumentId);
            expect(line.first.side).toBe(line.second.side);
          }
          if (line.kind === 'same') expect(Math.abs(line.effect)).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('of a run with itself is all the same', () => {
    fc.assert(
      fc.property(tradesArbitrary, (trades) => {
        expect(diffTrades(trades, structuredClone(trades)).every((line) => line.kind === 'same')).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('turned around has the opposite effects', () => {
    fc.assert(
      fc.property(runsArbitrary, ([first, second]) => {
        const forward = diffTrades(first, second).reduce((sum, line) => sum + line.effect, 0);
        const backward = diffTrades(second, first).reduce((sum, line) => sum + line.effect, 0);
        expect(Math.abs(forward + backward)).toBeLessThan(1e-6);
      }),
      { numRuns: 30 },
    );
  });
});
