// ML signal through the simulation on random markets and random decisions: nothing is entered before its decision, on the other side or below
// the threshold, and neither later bars nor later decisions change a trade that was closed before them.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Trade } from '../../engines/backtest/contract.ts';
import { simulate } from '../../engines/backtest/simulate.ts';
import type { LabelSpec } from '../../engines/labels/spec.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import type { DecisionRows, DecisionTable } from '../../engines/strategies/ml-signal/decisions.ts';
import { exitsOfLabel } from '../../engines/strategies/ml-signal/label-exits.ts';
import { createMlSignal } from '../../engines/strategies/ml-signal/strategy.ts';
import { inputOf, randomSeries, truncated } from './simulation-fixtures.ts';

const BARS = 450;
const INSTRUMENTS = 3;
const MINUTE = 60_000;

const LABELS: readonly LabelSpec[] = [
  {
    kind: 'triple-barrier',
    side: 'direction',
    target: { by: 'atr', multiple: 2, period: 10 },
    stop: { by: 'fixed', fraction: 0.002 },
    horizon: { unit: 'bars', length: 12 },
    entry: 'next-open',
    sessionEnd: 'exit',
  },
  {
    kind: 'volatility-direction',
    targetMultiple: 2,
    stopMultiple: 1,
    returns: 10,
    floor: 0.0001,
    horizon: { unit: 'minutes', length: 8 },
    entry: 'next-open',
  },
  {
    kind: 'next-return',
    answer: 'sign',
    measure: 'simple',
    horizon: { unit: 'bars', length: 5 },
    entry: 'next-open',
  },
];

const market = (seed: number) =>
  Array.from({ length: INSTRUMENTS }, (_, k) => randomSeries(`NSE:T${k}`, BARS, seed * 31 + k));

function decisionsFor(series: ReturnType<typeof market>, seed: number): DecisionTable {
  const random = createRandom(seed);
  return new Map(
    series.map(({ instrumentId, signal }): [string, DecisionRows] => {
      const time: number[] = [];
      // Some a little late, as a model on other bars would be.
      for (let i = 0; i < signal.length; i++)
        if (random.next() < 0.3) time.push(signal.openTime[i]! + MINUTE + (random.next() < 0.2 ? 20_000 : 0));
      return [
        instrumentId,
        {
          time: Float64Array.from(time),
          side: Int8Array.from(time, () => (random.next() < 0.5 ? 1 : -1)),
          confidence: Float64Array.from(time, () => (random.next() < 0.1 ? Number.NaN : random.next())),
          threshold: Float64Array.from(time, () => (random.next() < 0.2 ? Number.NaN : 0.6)),
        },
      ];
    }),
  );
}

const until = (table: DecisionTable, moment: number): DecisionTable =>
  new Map(
    [...table].map(([id, { time, side, confidence, threshold }]) => {
      const count = time.filter((one) => one <= moment).length;
      return [
        id,
        {
          time: time.slice(0, count),
          side: side.slice(0, count),
          confidence: confidence.slice(0, count),
          threshold: threshold.slice(0, count),
        },
      ];
    }),
  );

function tradesOf(
  series: ReturnType<typeof market>,
  decisions: DecisionTable,
  label: LabelSpec,
): readonly Trade[] {
  const strategy = createMlSignal({ decisions, exits: exitsOfLabel(label)!, interval: '1m' });
  return simulate(inputOf(series, strategy, { topN: 0 }))!.trades;
}

describe('ml-signal', () => {
  test('acts only on a decision that was there, on its side, at or above its threshold', () => {
    let trades = 0;
    fc.assert(
      fc.property(fc.nat(10_000), fc.constantFrom(...LABELS), (seed, label) => {
        const series = market(seed);
        const decisions = decisionsFor(series, seed);
        for (const trade of tradesOf(series, decisions, label)) {
          trades++;
          const rows = decisions.get(trade.instrumentId)!;
          const row = rows.time.indexOf(Number(trade.details.decided_at));
          expect(row).toBeGreaterThanOrEqual(0);
          expect(rows.time[row]!).toBeLessThanOrEqual(trade.decisionTime);
          expect(trade.entryTime).toBeGreaterThanOrEqual(trade.decisionTime);
          expect(trade.side).toBe(rows.side[row]);
          expect(rows.confidence[row]!).toBeGreaterThanOrEqual(rows.threshold[row]!);
        }
      }),
      { numRuns: 20 },
    );
    expect(trades).toBeGreaterThan(100);
  });

  test('bars and decisions after the cut change no trade that was closed before it', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.integer({ min: 40, max: BARS - 10 }),
        fc.constantFrom(...LABELS),
        (seed, cut, label) => {
          const series = market(seed);
          const decisions = decisionsFor(series, seed);
          const border = series[0]!.execution.openTime[cut - 1]!;
          const closed = (trades: readonly Trade[]) =>
            trades.filter((trade) => trade.exitTime < border).map(({ sequence: _, ...trade }) => trade);
          const part = tradesOf(
            series.map((one) => truncated(one, cut)),
            until(decisions, border),
            label,
          );
          expect(closed(part)).toEqual(closed(tradesOf(series, decisions, label)));
        },
      ),
      { numRuns: 20 },
    );
  });

  test('leaves when the window of its label is over', () => {
    const series = market(5);
    const trades = tradesOf(series, decisionsFor(series, 5), LABELS[2]!);
    expect(trades.filter(({ exitReason }) => exitReason === 'signal').length).toBeGreaterThan(5);
    for (const { entryTime, exitTime } of trades)
      expect(exitTime - entryTime).toBeLessThanOrEqual(6 * MINUTE);
  });
});
