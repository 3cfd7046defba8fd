import { describe, expect, it } from 'vitest';
import { checkAccountLimits, checkStrategyRules, type RiskLimits, type RiskState } from './limits.ts';
import { createOnlineSelection } from './selection.ts';
import { marginBudget, quantityFor, type SizingRule } from './sizing.ts';

const LIMITS: RiskLimits = {
  maxOpenPositions: 3,
  maxTradesPerDay: 5,
  maxTradesPerInstrument: 2,
  maxTradesPerSide: 1,
  dailyLossStop: 1000,
  flattenOnDailyLoss: false,
  allowBothSides: false,
};

const QUIET: RiskState = {
  decisionTime: 100,
  lastEntryTime: 200,
  side: 1,
  sameSideOpen: false,
  oppositeSideOpen: false,
  openPositions: 0,
  tradesToday: 0,
  tradesTodayInstrument: 0,
  tradesTodaySide: 0,
  pnlToday: 0,
};

describe('limits', () => {
  it('allow a quiet account', () => {
    expect(checkStrategyRules(LIMITS, QUIET)).toBeNull();
    expect(checkAccountLimits(LIMITS, QUIET)).toBeNull();
  });

  it.each([
    ['after-last-entry', { decisionTime: 201 }],
    ['already-in-position', { sameSideOpen: true }],
    ['max-trades-per-side', { tradesTodaySide: 1 }],
  ] as const)('deny for %s', (reason, change) => {
    expect(checkStrategyRules(LIMITS, { ...QUIET, ...change })).toBe(reason);
  });

  it.each([
    ['opposite-position', { oppositeSideOpen: true }],
    ['daily-loss-stop', { pnlToday: -1000 }],
    ['max-trades-per-day', { tradesToday: 5 }],
    ['max-trades-per-instrument', { tradesTodayInstrument: 2 }],
    ['max-open-positions', { openPositions: 3 }],
  ] as const)('deny for %s, exactly at the limit', (reason, change) => {
    expect(checkAccountLimits(LIMITS, { ...QUIET, ...change })).toBe(reason);
  });

  it('zero switches a limit off, and no last-entry time means none', () => {
    const off: RiskLimits = {
      maxOpenPositions: 0,
      maxTradesPerDay: 0,
      maxTradesPerInstrument: 0,
      maxTradesPerSide: 0,
      dailyLossStop: 0,
      flattenOnDailyLoss: false,
      allowBothSides: true,
    };
    const busy: RiskState = {
      ...QUIET,
      lastEntryTime: Number.NaN,
      oppositeSideOpen: true,
      openPositions: 99,
      tradesToday: 99,
      tradesTodayInstrument: 99,
      tradesTodaySide: 99,
      pnlToday: -1e9,
    };
    expect(checkStrategyRules(off, busy)).toBeNull();
    expect(checkAccountLimits(off, busy)).toBeNull();
  });
});

describe('online top-N', () => {
  it('takes the first N of a day while there is no history', () => {
    const selection = createOnlineSelection(2, 5);
    const taken = [0.1, 0.2, 0.9].map((score) => {
      const refusal = selection.consider(1, score);
      if (refusal === null) selection.accept(1);
      return refusal;
    });
    expect(taken).toEqual([null, null, 'not-in-top-n']);
  });

  it('then asks for the quantile of earlier days that lets N a day through', () => {
    const selection = createOnlineSelection(1, 5);
    for (const score of [1, 2, 3, 4]) selection.consider(1, score);
    selection.endDay();
    // One of yesterday's four may pass: the score must reach the best of them.
    expect(selection.consider(1, 3.9)).toBe('below-score-quantile');
    expect(selection.consider(1, 4)).toBeNull();
  });

  it('does not thin out a market with fewer signals than N', () => {
    const selection = createOnlineSelection(3, 5);
    for (const score of [5, 6]) selection.consider(1, score);
    selection.endDay();
    expect(selection.consider(1, 0.01)).toBeNull();
  });

  it('forgets days beyond its memory, and never compares the sides', () => {
    const selection = createOnlineSelection(1, 1);
    for (const score of [100, 200]) selection.consider(1, score);
    selection.endDay();
    expect(selection.consider(-1, 0.1)).toBeNull();
    expect(selection.consider(1, 150)).toBe('below-score-quantile');
    selection.endDay();
    expect(selection.consider(1, 0.2)).toBeNull();
  });

  it('ranks a score among earlier scores of its side', () => {
    const selection = createOnlineSelection(0, 5);
    expect(selection.rank(1, 7)).toBe(0.5);
    for (const score of [1, 2, 3, 4]) selection.consider(1, score);
    selection.endDay();
    expect(selection.rank(1, 3)).toBe(0.5);
    expect(selection.rank(1, 9)).toBe(1);
    expect(selection.rank(-1, 9)).toBe(0.5);
  });
});

describe('sizing', () => {
  const rule: SizingRule = {
    mode: 'fixed-margin',
    marginLong: 100_000,
    marginShort: 50_000,
    leverage: 5,
    fractional: false,
    costReserve: 0,
  };

  it('buys whole lots only, never more than the margin allows', () => {
    expect(quantityFor(rule, 50_000, 1701.4, 1)).toBe(146);
    expect(quantityFor(rule, 50_000, 1701.4, 75)).toBe(75);
    expect(quantityFor(rule, 50_000, 400_000, 1)).toBe(0);
    expect(quantityFor({ ...rule, fractional: true }, 50_000, 1600, 1)).toBe(156.25);
  });

  it('buys nothing at a price that is none', () => {
    for (const price of [0, -5, Number.NaN]) expect(quantityFor(rule, 50_000, price, 1)).toBe(0);
  });

  it('takes the side’s margin, or the whole account', () => {
    expect(marginBudget(rule, 1, 7)).toBe(100_000);
    expect(marginBudget(rule, -1, 7)).toBe(50_000);
    expect(marginBudget({ ...rule, mode: 'all-equity' }, 1, 123)).toBe(123);
    expect(marginBudget({ ...rule, mode: 'all-equity' }, 1, -5)).toBe(0);
  });
});
