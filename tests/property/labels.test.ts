// Bar labels against the slow reference and against the future: nothing after t1 may matter.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atr } from '../../engines/indicators/true-range.ts';
import { labelBars } from '../../engines/labels/bar-labels.ts';
import { labelFrom } from '../../engines/labels/check.ts';
import { continuity } from '../../engines/labels/continuity.ts';
import {
  type BarLabels,
  DROP_REASONS,
  HITS,
  type LabelExtras,
  type LabelInput,
} from '../../engines/labels/definition.ts';
import { atrFractions } from '../../engines/labels/scale.ts';
import type { BarLabelSpec } from '../../engines/labels/spec.ts';
import { type Bars, createBars, sliceBars } from '../../engines/market/bars.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import { lowerBound } from '../../engines/numeric/sorted.ts';
import { labelMarket } from '../fixtures/label-market.ts';
import { referenceLabels } from '../fixtures/label-reference.ts';

const seeds = fc.integer({ min: 0, max: 1e9 });
const entry = fc.constantFrom('next-open', 'close');
const fraction = fc.constantFrom(0.001, 0.002, 0.004, 0.008);
const horizon = fc.oneof(
  fc.record({ unit: fc.constant('bars'), length: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ unit: fc.constant('minutes'), length: fc.constantFrom(5, 10, 15, 30, 45) }),
);
const frame = fc.constantFrom(
  { interval: '5m', pathInterval: '1m' },
  { interval: '5m', pathInterval: '5m' },
  { interval: '1m', pathInterval: '1m' },
  // A half-hour day of 35 minutes ends with a short bar.
  { interval: '30m', pathInterval: '5m' },
) as fc.Arbitrary<Pick<LabelInput, 'interval' | 'pathInterval'>>;

const spec: fc.Arbitrary<BarLabelSpec> = fc
  .record({
    kind: fc.constantFrom('triple-barrier', 'tp-sl-window', 'next-return'),
    side: fc.constantFrom('long', 'short', 'direction'),
    sessionEnd: fc.constantFrom('drop', 'exit'),
    timeout: fc.constantFrom('lose', 'class'),
    target: fraction,
    stop: fraction,
    horizon,
    entry,
  })
  .map(({ kind, side, sessionEnd, timeout, target, stop, horizon, entry }) => {
    const common = { 'horizon.unit': horizon.unit, 'horizon.length': horizon.length, entry };
    switch (kind) {
      case 'triple-barrier':
        return labelFrom(
          kind,
          { ...common, side, sessionEnd, timeout, 'target.fraction': target, 'stop.fraction': stop },
          true,
        ) as BarLabelSpec;
      case 'tp-sl-window':
        return labelFrom(kind, { ...common, target, stop }) as BarLabelSpec;
      default:
        return labelFrom('next-return', common) as BarLabelSpec;
    }
  });

/** Kinds the slow reference does not know: scaled distances, and directions on setups. */
const scaledSpec: fc.Arbitrary<BarLabelSpec> = fc
  .record({
    kind: fc.constantFrom('triple-barrier', 'volatility-direction', 'setup-conditional'),
    by: fc.constantFrom('atr', 'volatility'),
    bars: fc.integer({ min: 2, max: 8 }),
    multiple: fc.constantFrom(0.5, 1, 2),
    horizon,
    entry,
  })
  .map(({ kind, by, bars, multiple, horizon, entry }) => {
    const common = { 'horizon.unit': horizon.unit, 'horizon.length': horizon.length, entry };
    switch (kind) {
      case 'triple-barrier':
        return labelFrom(
          kind,
          {
            ...common,
            'target.by': by,
            'target.multiple': multiple,
            'target.period': bars,
            'target.returns': bars,
            'stop.by': 'atr',
            'stop.multiple': 1,
            'stop.period': bars,
          },
          true,
        ) as BarLabelSpec;
      case 'volatility-direction':
        return labelFrom(kind, { ...common, returns: bars, targetMultiple: multiple }) as BarLabelSpec;
      default:
        return labelFrom('setup-conditional', { ...common, atrPeriod: bars }) as BarLabelSpec;
    }
  });
const anySpec = fc.oneof(spec, scaledSpec);

/** Setups that come and go, the same for the same bar however long the series is. */
function extrasFor(length: number): LabelExtras {
  const cycle = (n: number, i: number) => ((i * 7) % n) - Math.floor(n / 2);
  return {
    setups: {
      setup: Int8Array.from({ length }, (_, i) => Math.sign(cycle(5, i))),
      imbalance: Float64Array.from({ length }, (_, i) => Math.sign(cycle(5, i)) * 0.1),
      flowSide: Int8Array.from({ length }, (_, i) => Math.sign(cycle(5, i))),
      vwapSide: Int8Array.from({ length }, (_, i) => Math.sign(cycle(3, i))),
    },
  };
}

function labelled(input: LabelInput, spec: BarLabelSpec): BarLabels {
  return labelBars(input, spec, extrasFor(input.bars.length));
}

function rowOf(labels: BarLabels, i: number) {
  return {
    label: labels.label[i]!,
    value: labels.value[i]!,
    t1: labels.t1[i]!,
    hit: HITS[labels.hit[i]!]!,
  };
}

/** The path up to `time`, and noise (or nothing) after it. */
function futureReplaced(input: LabelInput, time: number, seed: number | null): LabelInput {
  const changed = (bars: Bars, from: number): Bars => {
    const known = sliceBars(bars, 0, from);
    if (seed === null) return known;
    const random = createRandom(seed);
    const copy = createBars(bars.length);
    for (const name of ['openTime', 'open', 'high', 'low', 'close', 'volume'] as const)
      copy[name].set(bars[name]);
    for (let i = from; i < bars.length; i++) {
      const price = 100 * Math.exp(random.normal());
      copy.open[i] = price;
      copy.close[i] = price * 1.01;
      copy.high[i] = price * 1.2;
      copy.low[i] = price * 0.8;
    }
    return copy;
  };
  const barsFrom = lowerBound(input.closeTime, time + 1);
  const pathFrom = lowerBound(input.pathCloseTime, time + 1);
  const bars = changed(input.bars, barsFrom);
  const path = changed(input.path, pathFrom);
  return {
    ...input,
    bars,
    closeTime: input.closeTime.subarray(0, bars.length),
    path,
    pathCloseTime: input.pathCloseTime.subarray(0, path.length),
  };
}

describe('bar labels', () => {
  it('are what the slow reference says, drops and all', () => {
    const hits = new Set<string>();
    const drops = new Set<string>();
    fc.assert(
      fc.property(seeds, frame, spec, (seed, frame, spec) => {
        const input = labelMarket(seed, frame);
        const labels = labelBars(input, spec);
        const expected = referenceLabels(input, spec);
        const counts = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0]));
        expected.forEach((row, i) => {
          if (row.dropped !== undefined) {
            counts[row.dropped]!++;
            drops.add(row.dropped);
            expect(labels.label[i]).toBe(-1);
            expect(labels.t1[i]).toBeNaN();
            expect(labels.weight[i]).toBeNaN();
            return;
          }
          hits.add(row.hit!);
          expect(labels.classes[labels.label[i]!]).toBe(row.className);
          expect(labels.value[i]).toBeCloseTo(row.value!, 12);
          expect(labels.t1[i]).toBe(row.t1);
          expect(HITS[labels.hit[i]!]).toBe(row.hit);
        });
        expect(labels.dropped).toEqual(counts);
      }),
      { numRuns: 300 },
    );
    // The markets must have asked every question, or the agreement says little.
    expect([...hits].sort()).toEqual(['both', 'session-end', 'stop', 'target', 'time']);
    expect([...drops].sort()).toEqual(
      ['data-end', 'gap', 'session-end'].filter((reason) => drops.has(reason)),
    );
    expect(drops.has('gap') && drops.has('session-end')).toBe(true);
  });

  it('do not change when everything after t1 is noise', () => {
    fc.assert(
      fc.property(seeds, frame, anySpec, (seed, frame, spec) => {
        const input = labelMarket(seed, frame);
        const labels = labelled(input, spec);
        const random = createRandom(seed + 1);
        for (let k = 0; k < 6; k++) {
          const i = random.integer(input.bars.length);
          if (Number.isNaN(labels.t1[i]!)) continue;
          const noisy = labelled(futureReplaced(input, labels.t1[i]!, seed), spec);
          expect(rowOf(noisy, i)).toEqual(rowOf(labels, i));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('of a shorter history are the same labels, and none reaches beyond it', () => {
    fc.assert(
      fc.property(
        seeds,
        frame,
        spec,
        fc.double({ min: 0.2, max: 0.99, noNaN: true }),
        (seed, frame, spec, share) => {
          const input = labelMarket(seed, frame);
          const labels = labelled(input, spec);
          const cut = input.pathCloseTime[Math.floor(share * input.path.length)]!;
          const short = labelled(futureReplaced(input, cut, null), spec);
          for (let i = 0; i < short.length; i++) {
            if (labels.t1[i]! <= cut) expect(rowOf(short, i)).toEqual(rowOf(labels, i));
            else expect(short.t1[i]).toBeNaN();
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never live outside the session of their decision', () => {
    fc.assert(
      fc.property(seeds, frame, anySpec, (seed, frame, spec) => {
        const input = labelMarket(seed, frame);
        const labels = labelled(input, spec);
        for (let i = 0; i < labels.length; i++) {
          if (Number.isNaN(labels.t1[i]!)) continue;
          const session = input.sessions.find(({ close }) => input.closeTime[i]! <= close)!;
          expect(labels.entryTime[i]).toBeGreaterThanOrEqual(input.closeTime[i]!);
          expect(labels.t1[i]).toBeGreaterThan(labels.entryTime[i]!);
          expect(labels.t1[i]).toBeLessThanOrEqual(session.close);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('weigh in (0, 1], and the rows alive at a moment share it', () => {
    fc.assert(
      fc.property(seeds, frame, spec, (seed, frame, spec) => {
        const input = labelMarket(seed, frame);
        const labels = labelBars(input, spec);
        // Summed over path bars, the uniqueness of all rows is one per bar on which any row lives.
        let owned = 0;
        const covered = new Set<number>();
        for (let i = 0; i < labels.length; i++) {
          if (Number.isNaN(labels.t1[i]!)) {
            expect(labels.weight[i]).toBeNaN();
            continue;
          }
          expect(labels.weight[i]).toBeGreaterThan(0);
          expect(labels.weight[i]).toBeLessThanOrEqual(1);
          let life = 0;
          for (let p = 0; p < input.path.length; p++)
            if (input.path.openTime[p]! >= input.closeTime[i]! && input.pathCloseTime[p]! <= labels.t1[i]!) {
              covered.add(p);
              life++;
            }
          owned += labels.weight[i]! * life;
        }
        expect(owned).toBeCloseTo(covered.size, 6);
      }),
      { numRuns: 40 },
    );
  });

  it('count the decision bars that touch both barriers, and which of them finer bars put in order', () => {
    fc.assert(
      fc.property(seeds, fraction, (seed, size) => {
        const spec = labelFrom('triple-barrier', {
          'target.fraction': size,
          'stop.fraction': size,
          'horizon.length': 4,
        }) as BarLabelSpec;
        const fine = labelMarket(seed, { missing: 0, dirty: 0 });
        const coarse = {
          ...fine,
          pathInterval: fine.interval,
          path: fine.bars,
          pathCloseTime: fine.closeTime,
        };
        const resolved = labelBars(fine, spec);
        const unresolved = labelBars(coarse, spec);
        // The same rows are in doubt either way; without finer bars all of them count as lost.
        expect(resolved.ambiguous).toBe(unresolved.ambiguous);
        expect(unresolved.resolvedFiner).toBe(0);
        const both = (labels: BarLabels) => [...labels.hit].filter((hit) => HITS[hit] === 'both').length;
        expect(both(unresolved)).toBe(unresolved.ambiguous);
        expect(both(resolved)).toBe(resolved.ambiguous - resolved.resolvedFiner);
        for (let i = 0; i < fine.bars.length; i++)
          if (HITS[unresolved.hit[i]!] === 'both') expect(unresolved.label[i]).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});

it('average true range of labels is the indicator’s', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2, max: 20 }), (seed, period) => {
      const { bars, closeTime, sessions } = labelMarket(seed, { missing: 0, dirty: 0 });
      const own = atrFractions(bars, continuity(bars, closeTime, sessions), period);
      const indicator = atr(bars, period);
      for (let i = 0; i < bars.length; i++) {
        const expected = indicator[i]! / bars.close[i]!;
        if (Number.isNaN(expected)) expect(own[i]).toBeNaN();
        else expect(own[i]! / expected).toBeCloseTo(1, 12);
      }
    }),
    { numRuns: 30 },
  );
});
