// What acting on a side was worth, read from labels the label engine wrote: a sign the wrong way round would pay for every mistake.

import { describe, expect, it } from 'vitest';
import { labelBars } from '../labels/bar-labels.ts';
import type { BarLabelSpec } from '../labels/spec.ts';
import { barsFrom } from '../market/bars.ts';
import { closeTimes } from '../market/close-times.ts';
import { taskOf, worthOfSide } from './task.ts';

const OPEN = Date.parse('2026-11-20T09:15:00+05:30');
const MINUTE = 60_000;

/** Minute bars that go by `steps` each, from 100. */
function labelled(spec: BarLabelSpec, steps: readonly number[]) {
  let close = 100;
  const bars = barsFrom(
    steps.map((step, minute) => {
      const open = close;
      close = open + step;
      const [high, low] = [Math.max(open, close), Math.min(open, close)];
      return { openTime: OPEN + minute * MINUTE, open, high, low, close, volume: 1 };
    }),
  );
  const end = OPEN + (steps.length + 1) * MINUTE;
  const windows = [{ open: OPEN, close: end }];
  const sessions = [{ date: '2026-11-20', kind: 'regular' as const, windows, open: OPEN, close: end }];
  const closeTime = closeTimes(bars, sessions, '1m');
  const input = { bars, closeTime, path: bars, pathCloseTime: closeTime, sessions };
  return labelBars({ ...input, interval: '1m', pathInterval: '1m' }, spec);
}

const distance = (fraction: number) => ({ by: 'fixed', fraction }) as const;
const DIRECTION: BarLabelSpec = {
  kind: 'triple-barrier',
  side: 'direction',
  target: distance(0.02),
  stop: distance(0.01),
  horizon: { unit: 'bars', length: 3 },
  entry: 'next-open',
  sessionEnd: 'drop',
};
const BOTH_SIDES: BarLabelSpec = {
  kind: 'tp-sl-window',
  target: 0.01,
  stop: 0.01,
  horizon: { unit: 'bars', length: 3 },
  entry: 'next-open',
};

describe.each([
  ['triple-barrier direction', DIRECTION],
  ['two-sided window', BOTH_SIDES],
])('the worth of a side under a %s label', (_name, spec) => {
  it.each([
    ['fallen', [0, -2, -2, 0, 0], -1],
    ['risen', [0, 3, 3, 0, 0], 1],
  ] as const)('is a gain with the market and a loss against it, where it has %s', (_word, steps, way) => {
    const labels = labelled(spec, steps);
    const task = taskOf(spec, labels.classes);
    const worth = (side: 1 | -1) =>
      worthOfSide(task, labels.label.slice(0, 1), labels.value.slice(0, 1), Int8Array.of(side))[0]!;
    expect(worth(way)).toBeGreaterThanOrEqual(0.0099);
    expect(worth(-way as 1 | -1)).toBe(-worth(way));
  });
});
