// The event loop on hand-made bars: every figure below is worked out by hand.
import { describe, expect, it } from 'vitest';
import { createCommissionModel } from '../costs/commission.ts';
import { createBasisPointSlippage } from '../costs/slippage.ts';
import { type Bars, barsFrom } from '../market/bars.ts';
import type { Session } from '../market/session.ts';
import { sliceSessions } from '../market/slices.ts';
import { NO_LIMITS } from '../risk/limits.ts';
import type { EnterIntent, Intent, Strategy } from '../strategies/contract.ts';
import { AS_PUBLISHED, HONEST } from './assumptions.ts';
import type { Assumptions, InstrumentSeries } from './contract.ts';
import { type SimulationOptions, simulate } from './simulate.ts';

const MINUTE = 60_000;
const OPEN = Date.UTC(2024, 5, 3, 3, 45);
const DAY = 86_400_000;

/** Sessions of ten five-minute bars each, one per row of bars. */
function series(
  id: string,
  days: readonly (readonly (readonly [number, number, number, number, number?])[])[],
): InstrumentSeries {
  const sessions: Session[] = days.map((_, k) => {
    const open = OPEN + k * DAY;
    const close = open + 50 * MINUTE;
    return { date: `2024-06-0${3 + k}`, kind: 'regular', windows: [{ open, close }], open, close };
  });
  const bars: Bars = barsFrom(
    days.flatMap((rows, k) =>
      rows.map(([open, high, low, close, volume = 1_000_000], i) => ({
        openTime: OPEN + k * DAY + i * 5 * MINUTE,
        open,
        high,
        low,
        close,
        volume,
      })),
    ),
  );
  const slices = sliceSessions(bars, sessions);
  return {
    instrumentId: id,
    lotSize: 1,
    signalInterval: '5m',
    signal: bars,
    signalSlices: slices,
    executionInterval: '5m',
    execution: bars,
    executionSlices: slices,
    tradeFrom: Number.NEGATIVE_INFINITY,
    lastEntry: Float64Array.from(sessions, (session) => session.open + 35 * MINUTE),
    flatBy: Float64Array.from(sessions, (session) => session.open + 40 * MINUTE),
  };
}

const FLAT = [100, 100, 100, 100] as const;
const flatDay = (changes: Record<number, readonly [number, number, number, number, number?]> = {}) =>
  Array.from({ length: 10 }, (_, i) => changes[i] ?? FLAT);

const enter = (changes: Partial<EnterIntent> = {}): EnterIntent => ({
  kind: 'enter',
  side: 1,
  tag: 'TEST',
  exits: {
    basis: 'fill',
    stop: 0.01,
    target: 0.02,
    breakevenTrigger: Number.NaN,
    breakevenPad: 0,
    trail: Number.NaN,
  },
  triggerPrice: 99.9,
  score: 1,
  signalBar: 0,
  details: { why: 'test' },
  ...changes,
});

/** Says what the script holds for the bar, per instrument. */
function scripted(script: Record<string, Record<number, readonly Intent[]>>): Strategy {
  return {
    id: 'scripted',
    version: '1',
    title: 'Scripted',
    summary: '',
    parameters: [],
    defaultInterval: '5m',
    warmupBars: 0,
    prepare: ({ instrumentId }) => ({ onBar: (i) => script[instrumentId]?.[i] ?? [], plots: () => [] }),
  };
}

const OPTIONS: SimulationOptions = {
  assumptions: HONEST,
  capital: 100_000,
  sizing: { mode: 'fixed-margin', marginLong: 10_000, marginShort: 10_000, leverage: 5, costReserve: 0 },
  limits: NO_LIMITS,
  intraday: true,
  topN: 0,
  lookbackSessions: 5,
  participation: 0.1,
  charges: () => createCommissionModel(0.001),
  slippage: () => createBasisPointSlippage({ basisPoints: 10, stopMultiplier: 2 }),
};

function run(
  all: readonly InstrumentSeries[],
  script: Record<string, Record<number, readonly Intent[]>>,
  changes: Partial<SimulationOptions> = {},
) {
  return simulate({
    series: all,
    strategy: scripted(script),
    parameters: {},
    options: { ...OPTIONS, ...changes },
  })!;
}

const denialsOf = (result: { denials: readonly { reason: string; count: number }[] }) =>
  Object.fromEntries(result.denials.map(({ reason, count }) => [reason, count]));

describe('one trade', () => {
  it('enters at the next open plus slippage, and leaves at its target', () => {
    const one = series('NSE:A', [flatDay({ 3: [101, 104, 100.5, 103] })]);
    const result = run([one], { 'NSE:A': { 1: [enter()] } });
    const [trade] = result.trades;
    // 10,000 × 5 / 100 = 500 shares; fill 100 + 10 bp = 100.1; affordable 499.5 → 499.
    expect(trade).toMatchObject({
      sequence: 1,
      side: 1,
      quantity: 499,
      decisionTime: OPEN + 10 * MINUTE,
      entryTime: OPEN + 10 * MINUTE,
      entryPrice: 100.1,
      exitReason: 'target',
      exitTime: OPEN + 20 * MINUTE - 1,
      details: { why: 'test' },
    });
    expect(trade!.exitPrice).toBeCloseTo(102.102, 10);
    expect(trade!.margin).toBeCloseTo((499 * 100.1) / 5, 8);
    expect(trade!.grossPnl).toBeCloseTo(499 * 2.002, 6);
    expect(trade!.charges.total).toBeCloseTo(0.001 * 499 * (100.1 + 102.102), 6);
    expect(trade!.slippage).toBeCloseTo(499 * 0.1, 6);
    expect(result.equity[0]!.equity).toBeCloseTo(100_000 + trade!.netPnl, 6);
  });

  it('a stop slips twice as far, and a gap through it fills at the open', () => {
    const touched = run([series('NSE:A', [flatDay({ 3: [100, 100, 98, 99] })])], {
      'NSE:A': { 1: [enter()] },
    });
    expect(touched.trades[0]!.exitPrice).toBeCloseTo(99.099 * (1 - 0.002), 8);
    const gapped = run([series('NSE:A', [flatDay({ 3: [97, 98, 96, 97] })])], { 'NSE:A': { 1: [enter()] } });
    expect(gapped.trades[0]!.exitPrice).toBeCloseTo(97 * (1 - 0.002), 8);
    expect(gapped.trades[0]!.exitTime).toBe(OPEN + 15 * MINUTE);
  });

  it('as published: fills at the trigger on the decision bar, exact and free of slippage, in fractions of a share', () => {
    const one = series('NSE:A', [flatDay({ 3: [97, 98, 96, 97] })]);
    const [trade] = run([one], { 'NSE:A': { 1: [enter()] } }, { assumptions: AS_PUBLISHED }).trades;
    expect(trade).toMatchObject({
      entryPrice: 99.9,
      slippage: 0,
      entryTime: OPEN + 10 * MINUTE,
    });
    expect(trade!.quantity).toBeCloseTo(50_000 / 99.9, 10);
    expect(trade!.exitPrice).toBeCloseTo(99.9 * 0.99, 10);
    // AVWAP v11 as published: net = (98.901·0.9992 − 99.9·1.0005) / (99.9·1.0005), on the unadjusted notional.
    const net = (98.901 * 0.9992 - 99.9 * 1.0005) / (99.9 * 1.0005);
    expect(trade!.netPnl).toBeCloseTo(net * 50_000, 6);
  });

  it('leaves by the flat-by time at the open of that bar, or at the last close where that is assumed', () => {
    const one = series('NSE:A', [flatDay({ 8: [101, 101, 101, 101], 9: [101.5, 101.5, 101.5, 101.5] })]);
    const script = { 'NSE:A': { 1: [enter()] } };
    expect(run([one], script).trades[0]).toMatchObject({
      exitReason: 'forced',
      exitTime: OPEN + 40 * MINUTE,
    });
    const late: Assumptions = { ...HONEST, forcedExit: 'session-close' };
    const [trade] = run([one], script, { assumptions: late }).trades;
    expect(trade).toMatchObject({ exitReason: 'session-end', exitTime: OPEN + 50 * MINUTE - 1 });
    expect(trade!.exitPrice).toBeCloseTo(101.5 * 0.999, 10);
  });

  it('data that ends inside a session closes the position there and says so', () => {
    const [trade] = run([series('NSE:A', [flatDay().slice(0, 4)])], { 'NSE:A': { 1: [enter()] } }).trades;
    expect(trade).toMatchObject({ exitReason: 'data-end', exitTime: OPEN + 20 * MINUTE - 1 });
  });

  it('carries overnight where square-off is switched off', () => {
    const two = series('NSE:A', [flatDay(), flatDay({ 2: [103, 104, 103, 104] })]);
    const result = run([two], { 'NSE:A': { 1: [enter()] } }, { intraday: false });
    expect(result.trades[0]).toMatchObject({
      exitReason: 'target',
      exitTime: OPEN + DAY + 10 * MINUTE,
      exitPrice: 103,
    });
    expect(result.equity.map((point) => point.openPositions)).toEqual([1, 0]);
  });

  it('leaves on the strategy’s own signal at the next open', () => {
    const exit: Intent = { kind: 'exit', side: 1, reason: 'done' };
    const one = series('NSE:A', [flatDay({ 5: [100.5, 100.5, 100.5, 100.5] })]);
    const [trade] = run([one], { 'NSE:A': { 1: [enter()], 4: [exit] } }).trades;
    expect(trade).toMatchObject({ exitReason: 'signal', exitTime: OPEN + 25 * MINUTE });
    expect(trade!.exitPrice).toBeCloseTo(100.5 * 0.999, 10);
  });

  it('tightens a stop on request and refuses to loosen it', () => {
    const adjust = (stop: number): Intent => ({ kind: 'adjust', side: 1, stop, target: Number.NaN });
    const one = series('NSE:A', [flatDay({ 6: [100, 100, 99.45, 99.5] })]);
    const tightened = run([one], { 'NSE:A': { 1: [enter()], 3: [adjust(99.5)] } }).trades[0]!;
    expect(tightened.exitReason).toBe('stop');
    expect(tightened.exitPrice).toBeCloseTo(99.5 * 0.998, 8);
    const loosened = run([one], { 'NSE:A': { 1: [enter()], 3: [adjust(90)] } }).trades[0]!;
    expect(loosened.exitReason).toBe('forced');
  });
});

describe('bars before the first day that counts', () => {
  it('warm up, but are neither traded on nor counted as days', () => {
    const two = series('NSE:A', [flatDay(), flatDay({ 3: [101, 104, 100.5, 103] })]);
    const late = { ...two, tradeFrom: two.executionSlices.sessions[1]!.open };
    const result = run([late], { 'NSE:A': { 1: [enter()], 9: [enter()], 11: [enter()] } });
    expect(result.trades).toHaveLength(1);
    expect(result.trades[0]!.decisionTime).toBe(OPEN + DAY + 10 * MINUTE);
    expect(result.equity.map((point) => point.date)).toEqual(['2024-06-04']);
    expect(result.signals).toBe(1);
  });
});

describe('what is refused', () => {
  const day = () => series('NSE:A', [flatDay()]);

  it('entries after the last-entry time, and at the close', () => {
    expect(denialsOf(run([day()], { 'NSE:A': { 7: [enter()], 9: [enter()] } }))).toEqual({
      'after-last-entry': 1,
    });
    const two = series('NSE:A', [flatDay(), flatDay()]);
    const open = {
      ...two,
      lastEntry: two.lastEntry.map(() => Number.NaN),
      flatBy: two.flatBy.map(() => Number.NaN),
    };
    const result = run([open], { 'NSE:A': { 9: [enter()] } });
    expect(denialsOf(result)).toEqual({ 'after-last-entry': 1 });
    expect(result.trades).toEqual([]);
  });

  it('a second entry on the same side, and the opposite side', () => {
    const script = { 'NSE:A': { 1: [enter()], 2: [enter()], 3: [enter({ side: -1 })] } };
    expect(denialsOf(run([day()], script))).toEqual({ 'already-in-position': 1, 'opposite-position': 1 });
  });

  it.each([
    ['long to short', 1],
    ['short to long', -1],
  ] as const)('not the opposite side of a position that leaves at the same price: %s', (_, side) => {
    const turn: Intent[] = [{ kind: 'exit', side, reason: 'turn' }, enter({ side: side > 0 ? -1 : 1 })];
    const order: string[] = [];
    const result = run(
      [day()],
      { 'NSE:A': { 1: [enter({ side })], 3: turn } },
      {
        limits: { ...NO_LIMITS, maxOpenPositions: 1 },
        onEvent: (one, kind) => void (kind === 'fill' && order.push(`${one.role} ${one.direction}`)),
      },
    );
    expect(denialsOf(result)).toEqual({});
    const [first, second] = result.trades;
    expect([first!.side, first!.exitReason]).toEqual([side, 'signal']);
    expect(second).toMatchObject({ side: -side, entryTime: first!.exitTime });
    expect(order.slice(0, 3)).toEqual([`entry ${side}`, `exit ${-side}`, `entry ${-side}`]);
  });

  it('more volume than a bar may give: the rest is cancelled, without volume all of it', () => {
    const thin = series('NSE:A', [flatDay({ 2: [100, 100, 100, 100, 1234] })]);
    expect(run([thin], { 'NSE:A': { 1: [enter()] } }).trades[0]!.quantity).toBe(123);
    const none = series('NSE:A', [flatDay({ 2: [100, 100, 100, 100, 0] })]);
    expect(denialsOf(run([none], { 'NSE:A': { 1: [enter()] } }))).toEqual({ 'no-volume': 1 });
  });

  it('margin that is not there: reserved at the decision, so two signals of one instant cannot both have it', () => {
    const ids = ['NSE:A', 'NSE:B', 'NSE:C'];
    const all = ids.map((id) => series(id, [flatDay()]));
    const script = Object.fromEntries(ids.map((id) => [id, { 1: [enter()] }]));
    const result = run(all, script, { capital: 25_000 });
    expect(result.trades.map((trade) => trade.instrumentId)).toEqual(['NSE:A', 'NSE:B']);
    expect(denialsOf(result)).toEqual({ 'insufficient-margin': 1 });
  });

  it('anything after the daily loss stop, until the next day', () => {
    const fall = flatDay({ 3: [100, 100, 90, 90], 4: [90, 90, 90, 90] });
    const one = series('NSE:A', [fall, flatDay()]);
    const script = { 'NSE:A': { 1: [enter()], 5: [enter()], 12: [enter()] } };
    const limits = { ...OPTIONS.limits, dailyLossStop: 400 };
    const result = run([one], script, { limits });
    expect(denialsOf(result)).toEqual({ 'daily-loss-stop': 1 });
    expect(result.trades).toHaveLength(2);
  });

  it('what is open too, where the daily loss stop flattens', () => {
    const drop = series('NSE:A', [flatDay({ 3: [100, 100, 99.3, 99.3], 4: [99.3, 99.3, 99.3, 99.3] })]);
    const limits = { ...OPTIONS.limits, dailyLossStop: 300, flattenOnDailyLoss: true };
    const [trade] = run([drop], { 'NSE:A': { 1: [enter()] } }, { limits }).trades;
    expect(trade).toMatchObject({ exitReason: 'forced', exitTime: OPEN + 20 * MINUTE });
  });
});

describe('the day’s top N', () => {
  const ids = ['NSE:A', 'NSE:B', 'NSE:C'];
  const all = ids.map((id) => series(id, [flatDay()]));
  // The best score of the day comes last.
  const script = {
    'NSE:A': { 1: [enter({ score: 1 })] },
    'NSE:B': { 2: [enter({ score: 2 })] },
    'NSE:C': { 3: [enter({ score: 3 })] },
  };

  it('online takes what comes first; hindsight waits for the best and flatters', () => {
    const online = run(all, script, { topN: 1 });
    expect(online.trades.map((trade) => trade.instrumentId)).toEqual(['NSE:A']);
    expect(denialsOf(online)).toEqual({ 'not-in-top-n': 2 });
    const hindsight = run(all, script, { topN: 1, assumptions: { ...HONEST, selection: 'hindsight' } });
    expect(hindsight.trades.map((trade) => trade.instrumentId)).toEqual(['NSE:C']);
    expect(denialsOf(hindsight)).toEqual({ 'hindsight-top-n': 2 });
  });
});
