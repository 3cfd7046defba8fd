// The entry filter: a strategy's own entries pass where the model allows them, exits always pass, and nothing passes unanswered.

import { describe, expect, it } from 'vitest';
import { barsFrom } from '../../market/bars.ts';
import type { EnterIntent, Intent, Side, Strategy, StrategyInput } from '../contract.ts';
import type { DecisionRows } from '../ml-signal/decisions.ts';
import { createFilteredStrategy } from './strategy.ts';

const MINUTE = 60_000;
const bars = barsFrom(
  [1, 2, 3, 4, 5].map((close, i) => ({
    openTime: i * MINUTE,
    open: close,
    high: close,
    low: close,
    close,
    volume: 1,
  })),
);
const window = { open: 0, close: 5 * MINUTE };
const input: StrategyInput = {
  instrumentId: 'NSE:X',
  interval: '1m',
  bars,
  slices: {
    sessions: [{ date: '1970-01-01', kind: 'regular', windows: [window], ...window }],
    start: Int32Array.of(0),
    end: Int32Array.of(5),
  },
};

const entry = (side: Side): EnterIntent => ({
  kind: 'enter',
  side,
  tag: 'T',
  exits: { basis: 'fill', stop: 0.01, target: 0.02, breakevenTrigger: NaN, breakevenPad: NaN, trail: NaN },
  triggerPrice: 1,
  score: 1,
  signalBar: 0,
  details: {},
});

/** Wants to enter both ways and to leave at every bar. */
const eager: Strategy = {
  id: 'eager',
  version: '3',
  title: 'Eager',
  summary: 'Wants everything.',
  parameters: [],
  defaultInterval: '1m',
  warmupBars: 7,
  prepare: () => ({
    onBar: (): readonly Intent[] => [entry(1), entry(-1), { kind: 'exit', side: 1, reason: 'own' }],
    nextBar: (i) => i,
    plots: () => [{ name: 'Own', pane: 'price', values: bars.close }],
  }),
};

const rows: DecisionRows = {
  // Both sides at the close of bar 1, one at the close of bar 3.
  time: Float64Array.of(2 * MINUTE, 2 * MINUTE, 4 * MINUTE),
  side: Int8Array.of(1, -1, -1),
  confidence: Float64Array.of(0.7, 0.3, 0.9),
  threshold: Float64Array.of(0.6, 0.6, Number.NaN),
};

describe('filtered strategy', () => {
  it('lets an entry pass where the row of its own side is acted on, and every exit', () => {
    const filtered = createFilteredStrategy(eager, new Map([['NSE:X', rows]]), 'ml-signal');
    const run = filtered.prepare(input, {});
    const passed = [0, 1, 2, 3, 4].map((i) => run.onBar(i, null).map((one) => `${one.kind} ${one.side}`));
    expect(passed).toEqual([['exit 1'], ['enter 1', 'exit 1'], ['exit 1'], ['exit 1'], ['exit 1']]);
    // Bar 3: the short is refused (no threshold), the long was never asked about.
    expect(filtered.counts()).toEqual({ allowed: 1, refused: 2, unanswered: 7 });
  });

  it('takes a row without a side as an answer for either', () => {
    const blind = { ...rows, side: Int8Array.of(0, 0, 0), threshold: Float64Array.of(0.6, 0.2, 0.6) };
    const run = createFilteredStrategy(eager, new Map([['NSE:X', blind]]), 'ml-signal').prepare(input, {});
    expect(run.onBar(3, null).map((one) => `${one.kind} ${one.side}`)).toEqual([
      'enter 1',
      'enter -1',
      'exit 1',
    ]);
  });

  it('keeps everything else of the strategy', () => {
    const filtered = createFilteredStrategy(eager, new Map(), 'ml-signal');
    expect(filtered).toMatchObject({ id: 'ml-signal', warmupBars: 7, defaultInterval: '1m' });
    expect(filtered.version).toContain('3');
    const run = filtered.prepare(input, {});
    expect(run.nextBar?.(2)).toBe(2);
    expect(run.plots().map(({ name }) => name)).toEqual(['Own', 'Chance']);
    expect(run.onBar(1, null).map(({ kind }) => kind)).toEqual(['exit']);
  });
});
