// ML signal on hand-built bars: which decision it acts on and when, its exits by label, its time stop, and that a decision is never known
// before its time.

import { describe, expect, it } from 'vitest';
import type { LabelSpec } from '../../labels/spec.ts';
import { barsFrom } from '../../market/bars.ts';
import type { Session } from '../../market/session.ts';
import { type Intent, NO_INTENTS, type PositionView, type StrategyInput } from '../contract.ts';
import type { DecisionRows } from './decisions.ts';
import { describeExits, exitsOfLabel } from './label-exits.ts';
import { createMlSignal } from './strategy.ts';

const MINUTE = 60_000;
const OPEN = Date.UTC(2025, 0, 1, 3, 45);
const session = (bars: number): Session => ({
  date: '2025-01-01',
  kind: 'regular',
  windows: [{ open: OPEN, close: OPEN + bars * 5 * MINUTE }],
  open: OPEN,
  close: OPEN + bars * 5 * MINUTE,
});

function inputOf(closes: readonly number[], missing: readonly number[] = []): StrategyInput {
  const kept = closes.map((close, i) => ({ close, i })).filter(({ i }) => !missing.includes(i));
  const bars = barsFrom(
    kept.map(({ close, i }) => ({
      openTime: OPEN + i * 5 * MINUTE,
      open: close,
      high: close * 1.01,
      low: close * 0.99,
      close,
      volume: 1,
    })),
  );
  const slices = {
    sessions: [session(closes.length)],
    start: Int32Array.of(0),
    end: Int32Array.of(bars.length),
  };
  return { instrumentId: 'NSE:X', interval: '5m', bars, slices };
}

/** Decision at the close of bar `bar`, or `late` milliseconds after it. */
function rowsOf(
  list: readonly { bar: number; side?: 1 | -1; confidence?: number; threshold?: number; late?: number }[],
): DecisionRows {
  return {
    time: Float64Array.from(list, ({ bar, late = 0 }) => OPEN + (bar + 1) * 5 * MINUTE + late),
    side: Int8Array.from(list, ({ side = 1 }) => side),
    confidence: Float64Array.from(list, ({ confidence = 0.7 }) => confidence),
    threshold: Float64Array.from(list, ({ threshold = 0.6 }) => threshold),
  };
}

const BARRIERS: LabelSpec = {
  kind: 'triple-barrier',
  side: 'direction',
  target: { by: 'fixed', fraction: 0.01 },
  stop: { by: 'fixed', fraction: 0.004 },
  horizon: { unit: 'bars', length: 3 },
  entry: 'next-open',
  sessionEnd: 'drop',
};

function run(
  rows: DecisionRows,
  label = BARRIERS,
  position: PositionView | null = null,
  missing: number[] = [],
) {
  const input = inputOf([100, 101, 102, 101, 100, 99, 98, 99], missing);
  const strategy = createMlSignal({
    decisions: new Map([['NSE:X', rows]]),
    exits: exitsOfLabel(label)!,
    interval: '5m',
  });
  const bound = strategy.prepare(input, {});
  return Array.from(input.bars.close, (_, i) => bound.onBar(i, position));
}

const told = (all: readonly (readonly Intent[])[]) =>
  all.map((intents) => intents.map((one) => `${one.kind} ${one.side}`).join());

describe('ml-signal', () => {
  it('acts where the confidence reaches the threshold of the row, and nowhere else', () => {
    const rows = rowsOf([
      { bar: 1 },
      { bar: 2, confidence: 0.59 },
      { bar: 3, confidence: 0.6, side: -1 },
      { bar: 4, threshold: Number.NaN, confidence: 0.99 },
      { bar: 5, confidence: Number.NaN },
    ]);
    expect(told(run(rows))).toEqual(['', 'enter 1', '', 'enter -1', '', '', '', '']);
    expect(run(rows)[0]).toBe(NO_INTENTS);
  });

  it('takes the exits of the label, mirrored for the short side of a direction', () => {
    const all = run(rowsOf([{ bar: 1 }, { bar: 3, side: -1 }]));
    expect(all[1]![0]).toMatchObject({ exits: { basis: 'fill', target: 0.01, stop: 0.004 }, tag: 'ML_LONG' });
    expect(all[3]![0]).toMatchObject({
      exits: { basis: 'fill', target: 0.004, stop: 0.01 },
      tag: 'ML_SHORT',
    });
    const oneSided = run(rowsOf([{ bar: 3, side: -1 }]), { ...BARRIERS, side: 'short' } as LabelSpec);
    expect(oneSided[3]![0]).toMatchObject({ exits: { target: 0.01, stop: 0.004 } });
  });

  it('scales distances by what was known at the decision, and does nothing where that is not known', () => {
    const atr = { by: 'atr', multiple: 2, period: 3 } as const;
    const all = run(rowsOf([{ bar: 0 }, { bar: 5 }]), { ...BARRIERS, target: atr, stop: atr } as LabelSpec);
    expect(told(all)[0]).toBe('');
    const [intent] = all[5]!;
    expect(intent).toMatchObject({ kind: 'enter' });
    if (intent?.kind !== 'enter') throw new Error('no entry');
    expect(intent.exits.stop).toBeGreaterThan(0.02);
    expect(intent.exits.stop).toBeLessThan(0.08);
  });

  it('does not act on a decision before its time, nor when it has grown old', () => {
    expect(told(run(rowsOf([{ bar: 1, late: 1 }])))).toEqual(['', '', 'enter 1', '', '', '', '', '']);
    // Its own bar and the next are missing: a bar's length has passed.
    expect(told(run(rowsOf([{ bar: 1 }]), BARRIERS, null, [1, 2]))).toEqual(['', '', '', '', '', '']);
  });

  it('holds one position, and leaves when the window of the label is over', () => {
    const position: PositionView = {
      side: 1,
      entryPrice: 101,
      entryTime: OPEN + 2 * 5 * MINUTE,
      quantity: 1,
      stop: 99,
      target: 105,
    };
    const all = told(run(rowsOf([{ bar: 1 }, { bar: 2 }, { bar: 3 }]), BARRIERS, position));
    // Entered at the open of bar 2; three bars later is the close of bar 4.
    expect(all).toEqual(['', '', '', '', 'exit 1', 'exit 1', 'exit 1', 'exit 1']);
  });

  it('has no levels for a return over a window', () => {
    const label: LabelSpec = {
      kind: 'next-return',
      answer: 'sign',
      measure: 'simple',
      horizon: { unit: 'minutes', length: 15 },
      entry: 'next-open',
    };
    expect(run(rowsOf([{ bar: 1 }]), label)[1]![0]).toMatchObject({
      exits: { stop: Number.NaN, target: Number.NaN },
    });
    expect(describeExits(exitsOfLabel(label)!)).toBe('no stop or target, out after 15 minutes');
    expect(exitsOfLabel({ kind: 'strategy-exits', criterion: 'net-profit' })).toBeNull();
  });

  it('does nothing where nobody knows the side', () => {
    const rows = { ...rowsOf([{ bar: 1 }]), side: Int8Array.of(0) };
    expect(told(run(rows)).join('')).toBe('');
  });

  it('refuses decisions out of order', () => {
    expect(() => run(rowsOf([{ bar: 2 }, { bar: 1 }]))).toThrow(/out of order/);
  });
});
