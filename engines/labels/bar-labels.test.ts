// Scenes of a few bars whose labels can be read off: order inside a bar, gaps at the open, where windows end, what is dropped.

import { describe, expect, it } from 'vitest';
import { barsFrom } from '../market/bars.ts';
import { closeTimes } from '../market/close-times.ts';
import type { Interval } from '../market/interval.ts';
import type { Session } from '../market/session.ts';
import { labelBars } from './bar-labels.ts';
import { LabelSpecError, labelFrom } from './check.ts';
import { continuity } from './continuity.ts';
import { type BarLabels, HITS, type LabelInput } from './definition.ts';
import { returnDeviations } from './scale.ts';
import type { BarLabelSpec, NextReturnSpec, SetupConditionalSpec, TripleBarrierSpec } from './spec.ts';

const MINUTE = 60_000;
const OPEN = Date.parse('2026-11-20T09:15:00+05:30');

function session(minutes: number, day = 0): Session {
  const open = OPEN + day * 86_400_000;
  const close = open + minutes * MINUTE;
  return { date: `2026-11-${20 + day}`, kind: 'regular', windows: [{ open, close }], open, close };
}

type Row = readonly [minute: number, open: number, high: number, low: number, close: number];

/** One-minute bars; decision and path bars are the same. */
function scene(
  rows: readonly Row[],
  sessions: readonly Session[] = [session(10)],
  interval: Interval = '1m',
): LabelInput {
  const bars = barsFrom(
    rows.map(([minute, open, high, low, close]) => ({
      openTime: OPEN + minute * MINUTE,
      open,
      high,
      low,
      close,
      volume: 1,
    })),
  );
  const closeTime = closeTimes(bars, sessions, interval);
  return {
    interval,
    bars,
    closeTime,
    pathInterval: interval,
    path: bars,
    pathCloseTime: closeTime,
    sessions,
  };
}

const LONG: TripleBarrierSpec = {
  kind: 'triple-barrier',
  side: 'long',
  target: { by: 'fixed', fraction: 0.02 },
  stop: { by: 'fixed', fraction: 0.01 },
  horizon: { unit: 'bars', length: 3 },
  entry: 'next-open',
  sessionEnd: 'drop',
  timeout: 'lose',
};

function first(labels: BarLabels, i = 0) {
  return {
    name: labels.classes[labels.label[i]!],
    hit: HITS[labels.hit[i]!],
    value: Math.round(labels.value[i]! * 1e6) / 1e6,
    minutes: (labels.t1[i]! - OPEN) / MINUTE,
  };
}

/** The decision bar, quiet at 100; the window is what follows. */
const QUIET: Row = [0, 100, 100.1, 99.9, 100];

describe('triple barrier', () => {
  const followed = (...rows: readonly (readonly [number, number, number, number])[]): LabelInput =>
    scene([QUIET, ...rows.map((row, k): Row => [k + 1, ...row])]);

  it('wins at the target, at its price, known at the close of that bar', () => {
    const input = followed([100, 100.5, 99.5, 100.2], [100.2, 102.5, 100, 102.3], [102.3, 102.4, 90, 91]);
    expect(first(labelBars(input, LONG))).toEqual({ name: 'win', hit: 'target', value: 0.02, minutes: 3 });
  });

  it('loses a bar that touches both, at the stop', () => {
    const labels = labelBars(followed([100, 103, 98, 102], [102, 102, 102, 102], [102, 102, 102, 102]), LONG);
    expect(first(labels)).toEqual({ name: 'lose', hit: 'both', value: -0.01, minutes: 2 });
    expect([labels.ambiguous, labels.resolvedFiner]).toEqual([1, 0]);
  });

  it('calls a direction that cannot be told none, and gives up and down their names', () => {
    const direction: TripleBarrierSpec = { ...LONG, side: 'direction' };
    const both = followed([100, 103, 98, 102], [102, 102, 102, 102], [102, 102, 102, 102]);
    expect(first(labelBars(both, direction))).toEqual({ name: 'none', hit: 'both', value: 0.02, minutes: 2 });
    const down = followed([100, 100, 98.5, 99], [99, 99, 99, 99], [99, 99, 99, 99]);
    expect(first(labelBars(down, direction))).toEqual({
      name: 'down',
      hit: 'stop',
      value: -0.01,
      minutes: 2,
    });
    const up = followed([100, 102, 100, 102], [99, 99, 99, 99], [99, 99, 99, 99]);
    expect(first(labelBars(up, direction)).name).toBe('up');
  });

  it('fills an open beyond a barrier at the open: worse than the stop, better than the target', () => {
    const fallen = followed([100, 100.2, 99.8, 100], [97, 103, 96.5, 103], [103, 103, 103, 103]);
    expect(first(labelBars(fallen, LONG))).toEqual({ name: 'lose', hit: 'stop', value: -0.03, minutes: 3 });
    expect(labelBars(fallen, LONG).ambiguous).toBe(0);
    const risen = followed([100, 100.2, 99.8, 100], [104, 104, 96, 100], [100, 100, 100, 100]);
    expect(first(labelBars(risen, LONG))).toEqual({ name: 'win', hit: 'target', value: 0.04, minutes: 3 });
  });

  it('counts the entry bar from its open, or enters at a close nobody could have', () => {
    // The next bar opens one percent away from the decision bar's close.
    const input = followed([101, 101.5, 100.5, 101], [101, 102.1, 101, 102], [102, 102.5, 101, 102]);
    expect(first(labelBars(input, LONG))).toMatchObject({ name: 'lose', hit: 'time', value: 0.009901 });
    expect(labelBars(input, LONG).entryPrice[0]).toBe(101);
    expect(first(labelBars(input, { ...LONG, entry: 'close' }))).toEqual({
      name: 'win',
      hit: 'target',
      value: 0.02,
      minutes: 3,
    });
  });

  it('calls a window without a touch lost, or time', () => {
    const input = followed([100, 100, 100, 100], [100, 101, 100, 101], [101, 101.5, 101, 101.5]);
    expect(first(labelBars(input, LONG))).toEqual({ name: 'lose', hit: 'time', value: 0.015, minutes: 4 });
    expect(first(labelBars(input, { ...LONG, timeout: 'class' })).name).toBe('time');
    expect(first(labelBars(input, { ...LONG, side: 'short' }))).toMatchObject({ hit: 'stop', value: -0.01 });
  });

  it('shows where its levels were', () => {
    const input = followed([100, 100, 100, 100], [100, 100, 100, 100], [100, 100, 100, 100]);
    const long = labelBars(input, LONG);
    expect([long.targetPrice[0], long.stopPrice[0]]).toEqual([102, 99]);
    const short = labelBars(input, { ...LONG, side: 'short' });
    expect([short.targetPrice[0], short.stopPrice[0]]).toEqual([98, 101]);
    expect(long.targetPrice[3]).toBeNaN();
  });
});

describe('windows', () => {
  const flat = (from: number, to: number): Row[] =>
    Array.from({ length: to - from }, (_, k) => [from + k, 100, 100, 100, 100]);

  it('do not cross the session, unless they may end with it', () => {
    const input = scene([...flat(0, 10), ...flat(1440, 1450)], [session(10), session(10, 1)]);
    const dropped = labelBars(input, LONG);
    expect(dropped.dropped['session-end']).toBe(6);
    expect([...dropped.label]).toEqual([0, 0, 0, 0, 0, 0, 0, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1]);
    const exits = labelBars(input, { ...LONG, sessionEnd: 'exit' });
    // The last decision of a day has no bar left to hold.
    expect(exits.dropped['session-end']).toBe(2);
    expect(first(exits, 8)).toEqual({ name: 'lose', hit: 'session-end', value: 0, minutes: 10 });
    expect(first(exits, 5).hit).toBe('time');
  });

  it('end at a missing bar, at a bar without a price and at the end of the data', () => {
    const missing = labelBars(scene([...flat(0, 4), ...flat(5, 10)]), LONG);
    expect([...missing.label]).toEqual([0, -1, -1, -1, 0, 0, -1, -1, -1]);
    expect(missing.dropped).toMatchObject({ gap: 3, 'session-end': 3, 'data-end': 0 });
    const dirty = scene(flat(0, 10).map((row) => (row[0] === 4 ? [4, 100, 100, 0, 100] : row)));
    expect([...labelBars(dirty, LONG).label]).toEqual([0, -1, -1, -1, 0, 0, 0, -1, -1, -1]);
    expect(labelBars(scene(flat(0, 6)), LONG).dropped).toMatchObject({ 'data-end': 3, gap: 0 });
  });

  it('keep what was known before the bars ran out', () => {
    const input = scene([QUIET, [1, 100, 102.5, 100, 102]]);
    expect(first(labelBars(input, LONG))).toMatchObject({ name: 'win', minutes: 2 });
    expect(labelBars(input, LONG).dropped['data-end']).toBe(1);
  });

  it('go on over a break inside the session, in trading time', () => {
    const broken: Session = {
      ...session(10),
      windows: [
        { open: OPEN, close: OPEN + 4 * MINUTE },
        { open: OPEN + 6 * MINUTE, close: OPEN + 10 * MINUTE },
      ],
    };
    const rows = [...flat(0, 4), ...flat(6, 10)];
    for (const unit of ['bars', 'minutes'] as const) {
      const labels = labelBars(scene(rows, [broken]), { ...LONG, horizon: { unit, length: 3 } });
      expect([...labels.t1].slice(0, 6).map((t1) => (t1 - OPEN) / MINUTE)).toEqual([
        4,
        7,
        8,
        9,
        10,
        Number.NaN,
      ]);
      expect((labels.entryTime[3]! - OPEN) / MINUTE).toBe(6);
    }
    // Without the last bar before the break the morning was not seen to its end.
    const labels = labelBars(scene([...flat(0, 3), ...flat(6, 10)], [broken]), LONG);
    expect(labels.dropped.gap).toBe(3);
  });

  it('know nothing of bars outside every session', () => {
    const labels = labelBars(scene([...flat(0, 10), ...flat(10, 12)]), LONG);
    expect(labels.dropped).toMatchObject({ 'no-bars': 2, 'session-end': 3 });
    expect(labelBars(scene([]), LONG)).toMatchObject({ length: 0 });
  });

  it('are refused where the path cannot measure them', () => {
    const input = scene(flat(0, 10), [session(10)], '5m');
    const minutes = (length: number): BarLabelSpec => ({ ...LONG, horizon: { unit: 'minutes', length } });
    expect(() => labelBars(input, minutes(2))).toThrow(LabelSpecError);
    expect(() => labelBars(input, minutes(2))).toThrow(/multiple of 5 minutes.*5m bars/);
    expect(() => labelBars({ ...input, interval: '1d' }, LONG)).toThrow(/daily decisions nothing/);
    expect(() => labelBars({ ...input, interval: '1m' }, LONG)).toThrow(RangeError);
    expect(() => labelBars({ ...input, closeTime: new Float64Array(1) }, LONG)).toThrow(RangeError);
  });
});

describe('scaled distances', () => {
  it('wait for their scale, measure it inside sessions only, and keep to the floor', () => {
    // Returns of ±1 % inside the days, and a night that doubles the price.
    const day = (at: number, price: number): Row[] =>
      Array.from({ length: 10 }, (_, k) => {
        const open = k % 2 === 0 ? price : price * 1.01;
        return [at + k, open, open, open, open];
      });
    const input = scene([...day(0, 100), ...day(1440, 200)], [session(10), session(10, 1)]);
    const by = (returns: number, floor = 0): BarLabelSpec => ({
      ...LONG,
      target: { by: 'volatility', multiple: 2, returns, floor },
      horizon: { unit: 'bars', length: 1 },
      entry: 'close',
    });
    const labels = labelBars(input, by(4));
    expect(labels.dropped['no-scale']).toBe(4);
    // Two returns of +1 % and two of −1/1.01 %: sample deviation of about 1.15 %.
    const up = 0.01;
    const down = 1 / 1.01 - 1;
    const mean = (up + down) / 2;
    const deviation = Math.sqrt((2 * (up - mean) ** 2 + 2 * (down - mean) ** 2) / 3);
    for (const i of [4, 8, 10, 15])
      expect(labels.targetPrice[i]! / labels.entryPrice[i]! - 1).toBeCloseTo(2 * deviation, 10);
    // Bar 11's last four returns skip the night: up, down, up, and up again.
    const lopsided = Math.sqrt((3 * ((up - down) / 4) ** 2 + ((3 * (up - down)) / 4) ** 2) / 3);
    expect(labels.targetPrice[11]! / labels.entryPrice[11]! - 1).toBeCloseTo(2 * lopsided, 10);
    const floored = labelBars(input, by(4, 0.05));
    expect(floored.targetPrice[4]! / floored.entryPrice[4]! - 1).toBeCloseTo(0.1, 12);
  });

  it('forget a wild hour as soon as it has left the window, and do not care where the series began', () => {
    const prices = [100, 180, 90, 170, 60, ...Array<number>(12).fill(60)];
    const input = scene(
      prices.map((price, k): Row => [k, price, price, price, price]),
      [session(20)],
    );
    const marks = continuity(input.bars, input.closeTime, input.sessions);
    const deviations = returnDeviations(input.bars, marks, 4);
    expect(deviations[4]).toBeGreaterThan(0.5);
    expect([...deviations].slice(8)).toEqual(Array<number>(9).fill(0));
    const later = scene(
      prices.slice(2).map((price, k): Row => [k + 2, price, price, price, price]),
      [session(20)],
    );
    const alone = returnDeviations(later.bars, continuity(later.bars, later.closeTime, later.sessions), 4);
    expect([...alone].slice(4)).toEqual([...deviations].slice(6));
  });

  it('ask BUY, SELL or HOLD in volatilities', () => {
    const rows: Row[] = [
      [0, 100, 100, 100, 100],
      [1, 100, 100, 100, 101],
      [2, 101, 101, 101, 100],
      [3, 100, 100.1, 99.9, 100.1],
      [4, 100.1, 103, 100.1, 103],
      [5, 103, 103, 96, 96],
      [6, 96, 96, 96, 96],
      [7, 96, 96, 96, 96],
    ];
    const spec = labelFrom('volatility-direction', {
      returns: 2,
      floor: 0.01,
      'horizon.length': 2,
    }) as BarLabelSpec;
    const labels = labelBars(scene(rows), spec);
    expect(labels.classes).toEqual(['SELL', 'HOLD', 'BUY']);
    expect(labels.dropped['no-scale']).toBe(2);
    // From bar 2: up 1.4 σ at bar 4. From bar 4: down at once. From bar 5: nothing moves.
    expect([2, 3, 4, 5].map((i) => labels.classes[labels.label[i]!])).toEqual(['BUY', 'BUY', 'SELL', 'HOLD']);
    expect(labels.value[4]).toBeGreaterThan(0);
  });
});

describe('labels over a fixed window', () => {
  const rising: Row[] = Array.from({ length: 10 }, (_, k) => [k, 100 + k, 101 + k, 100 + k, 101 + k]);
  const next: NextReturnSpec = {
    kind: 'next-return',
    answer: 'magnitude',
    measure: 'simple',
    horizon: { unit: 'bars', length: 2 },
    entry: 'next-open',
  };

  it('give the return as a number, simple or logarithmic, or its sign', () => {
    const labels = labelBars(scene(rising), next);
    expect(labels.classes).toEqual([]);
    expect([...labels.label].every((label) => label === -1)).toBe(true);
    expect(labels.value[0]).toBeCloseTo(103 / 101 - 1, 12);
    expect(labels.value[8]).toBeNaN();
    expect(labelBars(scene(rising), { ...next, measure: 'log' }).value[0]).toBeCloseTo(
      Math.log(103 / 101),
      12,
    );
    const sign = labelBars(scene(rising), { ...next, answer: 'sign' });
    expect(sign.classes[sign.label[0]!]).toBe('up');
    // A standing price is not up.
    const flat = scene(rising.map(([k]) => [k, 100, 100, 100, 100]));
    expect(labelBars(flat, { ...next, answer: 'sign' }).label[0]).toBe(0);
  });

  it('answer only where a setup stands and the flow agrees', () => {
    const spec: SetupConditionalSpec = {
      kind: 'setup-conditional',
      minimumImbalance: 0.04,
      floor: 0.0005,
      atrMultiple: 0,
      atrPeriod: 2,
      horizon: { unit: 'bars', length: 1 },
      entry: 'next-open',
    };
    //                          0     1     2      3     4     5     6     7
    const setup = Int8Array.of(1, 1, 1, 1, 1, -1, 0, 1, 1, 1);
    const imbalance = Float64Array.of(0.1, 0.1, 0.04, 0.039, 0.1, -0.2, 0.5, Number.NaN, 0.1, 0.1);
    const flowSide = Int8Array.of(1, 1, 1, 1, -1, -1, 1, 1, 1, 1);
    const vwapSide = Int8Array.of(1, 1, 0, 1, 1, 1, 1, 1, -1, 1);
    const setups = { setup, imbalance, flowSide, vwapSide };
    const labels = labelBars(scene(rising), spec, { setups });
    // 0 and 1 have no average range yet, 2 is labelled, 3–8 lack one condition each, 9 ends the session.
    expect(labels.classes[labels.label[2]!]).toBe('BUY');
    expect(labels.dropped).toMatchObject({ 'no-scale': 2, 'no-setup': 6, 'session-end': 1 });
    // The dead band grows with the range: 2 × ATR swallows a move of one.
    const wide = labelBars(scene(rising), { ...spec, atrMultiple: 2 }, { setups });
    expect(wide.classes[wide.label[2]!]).toBe('FLAT');
    const falling = scene(rising.map(([k]) => [k, 200 - k, 200 - k, 199 - k, 199 - k]));
    const sold = labelBars(falling, spec, { setups });
    expect(sold.classes[sold.label[2]!]).toBe('SELL');
    expect(sold.value[2]).toBeGreaterThan(0);
    expect(() => labelBars(scene(rising), spec)).toThrow(RangeError);
    expect(() => labelBars(scene(rising), spec, { setups: { ...setups, setup: new Int8Array(3) } })).toThrow(
      RangeError,
    );
  });
});
