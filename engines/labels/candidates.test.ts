// Meta-labels: the four outcomes of the replaced system's triple barrier (AVWAP v11 as published), what is dropped, entries inside a bar, and
// outcomes taken from a run.

import { describe, expect, it } from 'vitest';
import { type Bar, barsFrom } from '../market/bars.ts';
import { closeTimes } from '../market/close-times.ts';
import type { Session } from '../market/session.ts';
import { labelCandidates } from './candidates.ts';
import { type CandidateLabels, HITS, type LabelCandidate, type LabelInput } from './definition.ts';
import type { MetaBarrierSpec, StrategyExitsSpec } from './spec.ts';

const MINUTE = 60_000;
const OPEN = Date.parse('2026-02-02T09:15:00+05:30');
const SESSION: Session = {
  date: '2026-02-02',
  kind: 'regular',
  windows: [{ open: OPEN, close: OPEN + 375 * MINUTE }],
  open: OPEN,
  close: OPEN + 375 * MINUTE,
};

/** Five-minute bars of a quiet day at 100, with some bars replaced: index → high, low. */
function day(reaches: Readonly<Record<number, readonly [high: number, low: number]>>): LabelInput {
  const rows = Array.from({ length: 75 }, (_, k): Bar => {
    const [high, low] = reaches[k] ?? [100, 100];
    return { openTime: OPEN + k * 5 * MINUTE, open: 100, high, low, close: 100, volume: 1 };
  });
  const bars = barsFrom(rows);
  const closeTime = closeTimes(bars, [SESSION], '5m');
  return {
    interval: '5m',
    bars,
    closeTime,
    pathInterval: '5m',
    path: bars,
    pathCloseTime: closeTime,
    sessions: [SESSION],
  };
}

const at = (minute: number) => OPEN + minute * MINUTE;
const LONG: LabelCandidate = { side: 1, entryTime: at(15), entryPrice: 100, stopPrice: 99, targetPrice: 102 };
const SPEC: MetaBarrierSpec = {
  kind: 'meta-barrier',
  horizon: { unit: 'minutes', length: 60 },
  sessionEnd: 'drop',
};

function one(labels: CandidateLabels) {
  return [labels.label[0], HITS[labels.hit[0]!], (labels.t1[0]! - OPEN) / MINUTE, labels.rMultiple[0]];
}
const label = (input: LabelInput | null, candidate: LabelCandidate, spec = SPEC) =>
  labelCandidates(input, [candidate], spec);

describe('trade barriers', () => {
  it('has the four outcomes of the published labels, with both in one bar lost', () => {
    expect(one(label(day({ 5: [102, 100] }), LONG))).toEqual([1, 'target', 30, 2]);
    expect(one(label(day({ 5: [100, 99] }), LONG))).toEqual([0, 'stop', 30, -1]);
    expect(one(label(day({ 5: [102, 99] }), LONG))).toEqual([0, 'both', 30, -1]);
    expect(one(label(day({}), LONG))).toEqual([0, 'time', 75, 0]);
  });

  it('reads bars that close after the entry, up to the end of the window', () => {
    // Bar 2 closes at the entry, bar 14 closes with the window; neither 2 nor 15 is looked at.
    expect(one(label(day({ 2: [103, 90], 15: [103, 90] }), LONG))).toEqual([0, 'time', 75, 0]);
    expect(one(label(day({ 14: [102, 100] }), LONG))).toEqual([1, 'target', 75, 2]);
    expect(one(label(day({ 3: [102, 100] }), LONG))).toEqual([1, 'target', 20, 2]);
  });

  it('lets a bar that was running at the entry count against the trade only', () => {
    const inside = { ...LONG, entryTime: at(17) };
    expect(one(label(day({ 3: [103, 100] }), inside))[1]).toBe('time');
    expect(one(label(day({ 3: [103, 99] }), inside)).slice(0, 3)).toEqual([0, 'stop', 20]);
    expect(one(label(day({ 3: [103, 100], 4: [103, 100] }), inside)).slice(0, 3)).toEqual([1, 'target', 25]);
  });

  it('counts whole bars where the window is in bars', () => {
    const spec: MetaBarrierSpec = { ...SPEC, horizon: { unit: 'bars', length: 2 } };
    expect((label(day({}), LONG, spec).t1[0]! - OPEN) / MINUTE).toBe(25);
    // Entered inside bar 3, two whole bars later is the close of bar 5.
    expect((label(day({}), { ...LONG, entryTime: at(17) }, spec).t1[0]! - OPEN) / MINUTE).toBe(30);
  });

  it.each([
    ['no stop', { stopPrice: Number.NaN }],
    ['no target', { targetPrice: Number.NaN }],
    ['a stop beyond the entry', { stopPrice: 100.5 }],
    ['a target at the entry', { targetPrice: 100 }],
  ])('drops a trade with %s', (_name, part) => {
    const labels = label(day({ 5: [110, 100] }), { ...LONG, ...part });
    expect(labels.dropped['no-barrier']).toBe(1);
    expect([labels.label[0], labels.t1[0], labels.weight[0]]).toEqual([-1, Number.NaN, Number.NaN]);
  });

  it('drops what has no bars, no session or no time left, each by its name', () => {
    expect(label(null, LONG).dropped['no-bars']).toBe(1);
    expect(label(day({}), { ...LONG, entryTime: at(-60) }).dropped['no-bars']).toBe(1);
    const late = { ...LONG, entryTime: at(345) };
    expect(label(day({}), late).dropped['session-end']).toBe(1);
    const exits = label(day({}), late, { ...SPEC, sessionEnd: 'exit' });
    expect(one(exits)).toEqual([0, 'session-end', 375, 0]);
    const empty: LabelInput = { ...day({}), path: barsFrom([]), pathCloseTime: new Float64Array(0) };
    expect(label(empty, LONG).dropped['no-bars']).toBe(1);
  });

  it('takes candidates in any order and weighs them by what they share', () => {
    const labels = labelCandidates(day({}), [{ ...LONG, entryTime: at(45) }, LONG], SPEC);
    // Twelve bars each, six of them shared.
    expect(labels.weight[0]).toBeCloseTo(0.75, 12);
    expect(labels.weight[1]).toBeCloseTo(0.75, 12);
  });
});

describe('outcomes of a run', () => {
  const outcome = { exitTime: at(60), exitPrice: 101, hit: 'target', netPnl: 8, quantity: 10 } as const;
  const NET: StrategyExitsSpec = { kind: 'strategy-exits', criterion: 'net-profit' };
  const traded: LabelCandidate = { ...LONG, outcome };

  it('wins by what is left after charges', () => {
    // Gross 10, at risk 10: charges of 2 leave 0.8 R.
    const labels = labelCandidates(null, [traded], NET);
    expect(one(labels)).toEqual([1, 'target', 60, 0.8]);
    expect(labels.value[0]).toBeCloseTo(0.01, 12);
    const eaten = { ...traded, outcome: { ...outcome, netPnl: -0.5 } };
    expect(one(labelCandidates(null, [eaten], NET))).toEqual([0, 'target', 60, -0.05]);
    expect(labelCandidates(null, [{ ...traded, outcome: { ...outcome, netPnl: 0 } }], NET).label[0]).toBe(0);
  });

  it('wins by a multiple of the risk, which needs a stop', () => {
    const spec: StrategyExitsSpec = { kind: 'strategy-exits', criterion: 'r-multiple', minimumR: 0.8 };
    expect(labelCandidates(null, [traded], spec).label[0]).toBe(1);
    expect(labelCandidates(null, [traded], { ...spec, minimumR: 0.81 }).label[0]).toBe(0);
    const stopless = { ...traded, stopPrice: Number.NaN };
    expect(labelCandidates(null, [stopless], spec).dropped['no-barrier']).toBe(1);
    const byMoney = labelCandidates(null, [stopless], NET);
    expect([byMoney.label[0], byMoney.rMultiple[0]]).toEqual([1, Number.NaN]);
  });

  it('drops proposals that were never traded, and weighs trades by the time they share', () => {
    const labels = labelCandidates(null, [traded, LONG, { ...traded, side: -1 }], NET);
    expect(labels.dropped['no-bars']).toBe(1);
    expect([...labels.weight]).toEqual([0.5, Number.NaN, 0.5]);
    expect(labels.value[2]).toBeCloseTo(-0.01, 12);
  });
});
