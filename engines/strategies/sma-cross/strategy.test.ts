// SMA cross on hand-built prices: where it enters, where it leaves, what it refuses, and that it never looks ahead.

import { describe, expect, it } from 'vitest';
import { sma } from '../../indicators/sma.ts';
import { barsFrom, sliceBars } from '../../market/bars.ts';
import { createRandom } from '../../numeric/random.ts';
import { type ParameterValues, resolveParameters } from '../../parameters/parameters.ts';
import { type Intent, NO_INTENTS, type PositionView, type Side, type StrategyInput } from '../contract.ts';
import { crossings } from './crossings.ts';
import { smaCross } from './strategy.ts';

function inputOf(closes: readonly number[]): StrategyInput {
  const bars = barsFrom(
    closes.map((close, i) => ({
      openTime: i * 60_000,
      open: close,
      high: close,
      low: close,
      close,
      volume: 1,
    })),
  );
  const none = new Int32Array(0);
  return { instrumentId: 'NSE:X', interval: '1m', bars, slices: { sessions: [], start: none, end: none } };
}

function run(closes: readonly number[], given: ParameterValues, position: PositionView | null = null) {
  const { values, problems } = resolveParameters(smaCross.parameters, { fast: 1, slow: 2, ...given });
  expect(problems).toEqual([]);
  const bound = smaCross.prepare(inputOf(closes), values);
  return closes.map((_, i) => bound.onBar(i, position));
}

const held = (side: Side): PositionView => ({
  side,
  entryPrice: 10,
  entryTime: 0,
  quantity: 1,
  stop: 9,
  target: 11,
});

const describeIntent = (intent: Intent) =>
  intent.kind === 'enter' ? `enter ${intent.side}` : `${intent.kind} ${intent.side}`;
const described = (result: readonly (readonly Intent[])[]) =>
  result.map((intents) => intents.map(describeIntent).join(', '));

// With averages of 1 and 2 bars the fast one lies above exactly while the price rises.
const ZIGZAG = [10, 9, 8, 9, 10, 9, 8, 9];

describe('sma-cross', () => {
  it('buys on the bar that crosses up, and only there', () => {
    expect(described(run(ZIGZAG, {}))).toEqual(['', '', '', 'enter 1', '', '', '', 'enter 1']);
  });

  it('puts stop and target at fractions of the signal close', () => {
    const [intent] = run(ZIGZAG, {})[3]!;
    expect(intent).toMatchObject({
      kind: 'enter',
      tag: 'SMA_CROSS_UP',
      signalBar: 3,
      triggerPrice: 9,
      exits: { basis: 'price', stop: 9 * 0.99, target: 9 * 1.02, trail: Number.NaN },
      details: { signal_close: 9, fast: 9, slow: 8.5 },
    });
    const [short] = run(ZIGZAG, { sides: 'short' })[5]!;
    expect(short).toMatchObject({ side: -1, exits: { stop: 9 * 1.01, target: 9 * 0.98 } });
  });

  it('leaves on the opposite cross, keeps what it holds, turns where both sides are allowed', () => {
    expect(described(run(ZIGZAG, {}, held(1)))).toEqual(['', '', '', '', '', 'exit 1', '', '']);
    expect(described(run(ZIGZAG, { sides: 'both' }, held(1)))[5]).toBe('exit 1, enter -1');
    expect(described(run(ZIGZAG, { sides: 'both' }, held(-1)))[3]).toBe('exit -1, enter 1');
    expect(described(run(ZIGZAG, { sides: 'short' }))).toEqual(['', '', '', '', '', 'enter -1', '', '']);
  });

  it('returns the shared empty list on quiet bars', () => {
    expect(run(ZIGZAG, {})[1]).toBe(NO_INTENTS);
  });

  it('makes nothing of a market that stands still', () => {
    const closes = [
      ...Array.from({ length: 30 }, (_, i) => 100.05 - i * 0.05),
      ...new Array<number>(300).fill(98.6),
    ];
    const crosses = run(closes, { fast: 3, slow: 7, sides: 'both' }).flat();
    expect(crosses).toEqual([]);
  });

  it('agrees with the plain definition of a cross where the lines do not touch, and never looks ahead', () => {
    const random = createRandom(4);
    let price = 1000;
    const closes = Array.from({ length: 3000 }, () => (price *= 1 + random.normal() * 0.002));
    const input = inputOf(closes);
    const fast = sma(input.bars.close, 10);
    const slow = sma(input.bars.close, 50);
    const marks = crossings(fast, slow);
    let crosses = 0;
    for (let i = 50; i < closes.length; i++) {
      const above = fast[i]! > slow[i]!;
      const before = fast[i - 1]! > slow[i - 1]!;
      expect(marks[i]).toBe(above === before ? 0 : above ? 1 : -1);
      if (marks[i] !== 0) crosses++;
    }
    expect(crosses).toBeGreaterThan(30);
    const { values } = resolveParameters(smaCross.parameters, {});
    const whole = smaCross.prepare(input, values);
    for (let k = 0; k < 20; k++) {
      const length = 1 + random.integer(closes.length);
      const cut = smaCross.prepare({ ...input, bars: sliceBars(input.bars, 0, length) }, values);
      for (let i = 0; i < length; i++) expect(cut.onBar(i, null)).toEqual(whole.onBar(i, null));
    }
  });

  it('refuses a fast average that is not the faster one', () => {
    const { values } = resolveParameters(smaCross.parameters, { fast: 50, slow: 50 });
    expect(() => smaCross.prepare(inputOf([1, 2, 3]), values)).toThrow('must be shorter');
  });

  it('refuses parameters outside their range', () => {
    const wrong: ParameterValues[] = [
      { fast: 0 },
      { slow: 1.5 },
      { stop_pct: 0 },
      { sides: 'up' },
      { stoploss: 1 },
    ];
    for (const given of wrong) expect(resolveParameters(smaCross.parameters, given).problems).toHaveLength(1);
  });
});
