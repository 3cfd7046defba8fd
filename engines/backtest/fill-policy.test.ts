import { describe, expect, it } from 'vitest';
import type { ExitPlan, Side } from '../orders/exit-plan.ts';
import { openPosition, type Position } from '../orders/position.ts';
import type { Assumptions } from './contract.ts';
import { fillPolicyFor } from './fill-policy.ts';

const PLAN: ExitPlan = {
  basis: 'fill',
  stop: 0.01,
  target: 0.02,
  breakevenTrigger: 0.005,
  breakevenPad: 0.0001,
  trail: 0.003,
};

type Candle = readonly [open: number, high: number, low: number, close: number];

/** The same candle for a short: mirrored around the entry at 1,000. */
const mirrored = ([open, high, low, close]: Candle): Candle => [
  2000 - open,
  2000 - low,
  2000 - high,
  2000 - close,
];

function pass(
  side: Side,
  exitOrder: Assumptions['exitOrder'],
  stopFills: Assumptions['stopFills'],
  candles: readonly Candle[],
  plan: Partial<ExitPlan> = {},
): { exit: readonly [number, string] | null; position: Position } {
  const policy = fillPolicyFor({ exitOrder, stopFills });
  const position = openPosition(
    { id: 1, side, quantity: 1, price: 1000, time: 0, margin: 200 },
    { ...PLAN, ...plan },
  );
  for (const candle of candles) {
    const fill = policy(position, ...(side > 0 ? candle : mirrored(candle)));
    if (fill) {
      const price = side > 0 ? fill.price : 2000 - fill.price;
      return { exit: [Math.round(price * 1e6) / 1e6, fill.reason], position };
    }
  }
  return { exit: null, position };
}

describe.each([1, -1] as const)('fill policies, side %i', (side) => {
  it('pessimistic: where both levels lie inside the bar, the stop wins', () => {
    const both: Candle = [1000, 1025, 985, 1010];
    expect(pass(side, 'pessimistic', 'gap-and-slip', [both]).exit).toEqual([990, 'stop']);
  });

  it('pessimistic: a gap through the stop or the target fills at the open', () => {
    expect(pass(side, 'pessimistic', 'gap-and-slip', [[980, 1003, 975, 1000]]).exit).toEqual([980, 'stop']);
    expect(pass(side, 'pessimistic', 'gap-and-slip', [[1030, 1035, 985, 1000]]).exit).toEqual([
      1030,
      'target',
    ]);
  });

  it('exact fills ignore the gap and flatter the stop', () => {
    expect(pass(side, 'pessimistic', 'exact', [[980, 1003, 975, 1000]]).exit).toEqual([990, 'stop']);
  });

  it('pessimistic: a level earned in a bar protects only from the next bar on', () => {
    // The bar arms the trail (high 1,012 → stop 1,008.964) and closes below it; the honest position is still open.
    const first: Candle = [1000, 1012, 995, 1001];
    const { exit, position } = pass(side, 'pessimistic', 'gap-and-slip', [first], { target: Number.NaN });
    expect(exit).toBeNull();
    expect(position.armed).toBe(true);
    const next = pass(side, 'pessimistic', 'gap-and-slip', [first, [1009.5, 1010, 1000, 1005]], {
      target: Number.NaN,
    });
    expect(next.exit?.[1]).toBe('trail');
  });

  it('as published: the same bar sells into the trail it has just raised', () => {
    const first: Candle = [1000, 1012, 995, 1001];
    const { exit } = pass(side, 'favourable', 'exact', [first], { target: Number.NaN });
    const level = side > 0 ? 1012 * 0.997 : 2000 - (2000 - 1012) * 1.003;
    expect(exit?.[0]).toBeCloseTo(level, 6);
    expect(exit?.[1]).toBe('trail');
  });

  it('as published: the target can hardly be met, because its bar trails first', () => {
    expect(pass(side, 'favourable', 'exact', [[1000, 1025, 1001, 1024]]).exit?.[1]).toBe('trail');
  });

  it('ohlc path: the nearer extreme comes first', () => {
    // Low 4 away, high 25 away: down first (no stop), then up to the target.
    expect(pass(side, 'ohlc-path', 'gap-and-slip', [[1000, 1025, 996, 1010]]).exit).toEqual([1020, 'target']);
    // High 3 away, low 15 away: up first (not armed), then down through the stop.
    expect(pass(side, 'ohlc-path', 'gap-and-slip', [[1000, 1003, 985, 990]]).exit).toEqual([990, 'stop']);
  });

  it('ohlc path: a trail raised on the way up is met on the way to the close', () => {
    const path = pass(side, 'ohlc-path', 'gap-and-slip', [[1000, 1012, 999, 1001]], { target: Number.NaN });
    expect(path.exit?.[1]).toBe('trail');
  });

  it('no level inside the bar: the position stays open', () => {
    for (const order of ['pessimistic', 'ohlc-path', 'favourable'] as const)
      expect(pass(side, order, 'gap-and-slip', [[1000, 1004, 996, 1002]]).exit).toBeNull();
  });
});
