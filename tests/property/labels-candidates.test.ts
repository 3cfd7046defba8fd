// Candidate labels: a short is a long in the mirror, they leave where the backtest's default fills leave, and they agree with bar
// labels of the same levels.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPolicyFor } from '../../engines/backtest/fill-policy.ts';
import { labelBars } from '../../engines/labels/bar-labels.ts';
import { labelCandidates } from '../../engines/labels/candidates.ts';
import type { LabelInput } from '../../engines/labels/definition.ts';
import type { MetaBarrierSpec } from '../../engines/labels/spec.ts';
import type { Bars } from '../../engines/market/bars.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import { lowerBound } from '../../engines/numeric/sorted.ts';
import { openPosition } from '../../engines/orders/position.ts';
import { labelMarket } from '../fixtures/label-market.ts';

const seeds = fc.integer({ min: 0, max: 1e9 });

describe('candidate labels', () => {
  const spec: MetaBarrierSpec = {
    kind: 'meta-barrier',
    horizon: { unit: 'minutes', length: 20 },
    sessionEnd: 'exit',
  };

  /** Entries at the opens of random path bars, levels of their own. */
  function candidatesOf(input: LabelInput, seed: number) {
    const random = createRandom(seed);
    return Array.from({ length: 40 }, () => {
      const p = random.integer(input.path.length);
      const side: 1 | -1 = random.next() < 0.5 ? 1 : -1;
      const entryPrice = input.path.open[p]!;
      return {
        side,
        entryTime: input.path.openTime[p]!,
        entryPrice,
        stopPrice: entryPrice - side * (0.05 + random.integer(12) / 20),
        targetPrice: entryPrice + side * (0.05 + random.integer(12) / 20),
      };
    });
  }

  it('of a short on a mirrored market are those of a long', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const input = labelMarket(seed, { dirty: 0 });
        const axis = 400;
        const { path } = input;
        const mirrored: Bars = {
          ...path,
          open: path.open.map((price) => axis - price),
          high: path.low.map((price) => axis - price),
          low: path.high.map((price) => axis - price),
          close: path.close.map((price) => axis - price),
        };
        const candidates = candidatesOf(input, seed).map((candidate) => ({
          ...candidate,
          // On quarters of a rupee the mirror image is exact, and equal prices stay equal.
          stopPrice: Math.round(candidate.stopPrice * 4) / 4,
          targetPrice: Math.round(candidate.targetPrice * 4) / 4,
        }));
        const round = (bars: Bars): Bars => ({
          ...bars,
          open: bars.open.map((price) => Math.round(price * 4) / 4),
          high: bars.high.map((price) => Math.round(price * 4) / 4),
          low: bars.low.map((price) => Math.round(price * 4) / 4),
          close: bars.close.map((price) => Math.round(price * 4) / 4),
        });
        const straight = labelCandidates({ ...input, path: round(path) }, candidates, spec);
        const turned = labelCandidates(
          { ...input, path: round(mirrored) },
          candidates.map((candidate) => ({
            side: candidate.side > 0 ? (-1 as const) : (1 as const),
            entryTime: candidate.entryTime,
            entryPrice: axis - candidate.entryPrice,
            stopPrice: axis - candidate.stopPrice,
            targetPrice: axis - candidate.targetPrice,
          })),
          spec,
        );
        expect(turned.label).toEqual(straight.label);
        expect(turned.t1).toEqual(straight.t1);
        expect(turned.hit).toEqual(straight.hit);
        expect(turned.weight).toEqual(straight.weight);
        expect(turned.dropped).toEqual(straight.dropped);
        for (let i = 0; i < candidates.length; i++)
          if (!Number.isNaN(straight.t1[i]!))
            expect(turned.rMultiple[i]).toBeCloseTo(straight.rMultiple[i]!, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('leave where the backtest’s default fills leave', () => {
    const policy = fillPolicyFor({ exitOrder: 'pessimistic', stopFills: 'gap-and-slip' });
    fc.assert(
      fc.property(seeds, (seed) => {
        const input = labelMarket(seed);
        const candidates = candidatesOf(input, seed);
        const labels = labelCandidates(input, candidates, spec);
        candidates.forEach(({ side, entryTime, entryPrice, stopPrice, targetPrice }, i) => {
          if (Number.isNaN(labels.t1[i]!)) return;
          const position = openPosition(
            { id: 1, side, quantity: 1, price: entryPrice, time: entryTime, margin: 0 },
            {
              basis: 'price',
              stop: stopPrice,
              target: targetPrice,
              breakevenTrigger: Number.NaN,
              breakevenPad: Number.NaN,
              trail: Number.NaN,
            },
          );
          let exit: number | undefined;
          let p = lowerBound(input.path.openTime, entryTime);
          for (; input.pathCloseTime[p]! <= labels.t1[i]! && exit === undefined; p++)
            exit = policy(
              position,
              input.path.open[p]!,
              input.path.high[p]!,
              input.path.low[p]!,
              input.path.close[p]!,
            )?.price;
          expect(input.pathCloseTime[p - 1]).toBe(labels.t1[i]);
          expect(labels.value[i]).toBeCloseTo(
            side * ((exit ?? input.path.close[p - 1]!) / entryPrice - 1),
            12,
          );
        });
      }),
      { numRuns: 60 },
    );
  });

  it('with the levels of a bar label are that bar label', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('long', 'short'), (seed, side) => {
        const input = labelMarket(seed);
        const window = { unit: 'minutes', length: 20 } as const;
        const bars = labelBars(input, {
          kind: 'triple-barrier',
          side,
          target: { by: 'fixed', fraction: 0.003 },
          stop: { by: 'fixed', fraction: 0.002 },
          horizon: window,
          entry: 'next-open',
          sessionEnd: 'drop',
          timeout: 'lose',
        });
        const rows = [...bars.t1.keys()].filter((i) => !Number.isNaN(bars.t1[i]!));
        const trades = labelCandidates(
          input,
          rows.map((i) => ({
            side: side === 'long' ? 1 : -1,
            entryTime: bars.entryTime[i]!,
            entryPrice: bars.entryPrice[i]!,
            stopPrice: bars.stopPrice[i]!,
            targetPrice: bars.targetPrice[i]!,
          })),
          { ...spec, horizon: window, sessionEnd: 'drop' },
        );
        rows.forEach((i, k) => {
          expect(trades.label[k]).toBe(bars.label[i]);
          expect(trades.t1[k]).toBe(bars.t1[i]);
          expect(trades.hit[k]).toBe(bars.hit[i]);
          expect(trades.weight[k]).toBeCloseTo(bars.weight[i]!, 12);
        });
        expect(trades.ambiguous).toBe(bars.ambiguous);
      }),
      { numRuns: 60 },
    );
  });
});
