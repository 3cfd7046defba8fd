import { describe, expect, it } from 'vitest';
import type { ExitPlan, Side } from './exit-plan.ts';
import { advanceLevels, excursionsOf, markPosition, openPosition } from './position.ts';

const PLAN: ExitPlan = {
  basis: 'fill',
  stop: 0.01,
  target: 0.02,
  breakevenTrigger: 0.005,
  breakevenPad: 0.0001,
  trail: 0.003,
};

const opened = (side: Side, plan: Partial<ExitPlan> = {}, price = 1000) =>
  openPosition({ id: 1, side, quantity: 10, price, time: 0, margin: 2000 }, { ...PLAN, ...plan });

describe('a position', () => {
  it('places its levels as fractions of the fill, or at absolute prices', () => {
    expect(opened(1)).toMatchObject({ stop: 990, target: 1020 });
    expect(opened(-1)).toMatchObject({ stop: 1010, target: 980 });
    expect(opened(1, { basis: 'price', stop: 985, target: 1033 })).toMatchObject({ stop: 985, target: 1033 });
  });

  it('keeps its stop until the trigger is reached', () => {
    const position = opened(1);
    advanceLevels(position, 1004.99);
    expect(position).toMatchObject({ stop: 990, armed: false, stopKind: 'stop', best: 1004.99 });
  });

  it('arms at the trigger: the tighter of breakeven and trail', () => {
    const long = opened(1, { breakevenTrigger: 0.001 });
    advanceLevels(long, 1001);
    // 0.3 % below 1,001 is 997.997, below breakeven: breakeven wins.
    expect(long.armed).toBe(true);
    expect(long.stop).toBeCloseTo(1000.1, 9);
    expect(long.stopKind).toBe('breakeven');
    advanceLevels(long, 1010);
    expect(long.stop).toBeCloseTo(1010 * 0.997, 9);
    expect(long.stopKind).toBe('trail');

    const short = opened(-1, { breakevenTrigger: 0.001 });
    advanceLevels(short, 999);
    expect(short.stop).toBeCloseTo(999.9, 9);
    advanceLevels(short, 990);
    expect(short.stop).toBeCloseTo(990 * 1.003, 9);
  });

  it('never loosens a stop', () => {
    const position = opened(1);
    advanceLevels(position, 1012);
    const tight = position.stop;
    advanceLevels(position, 1006);
    expect(position.stop).toBe(tight);
  });

  it('reproduces the published pad, which is added on both sides', () => {
    const short = opened(-1, { breakevenTrigger: 0.001, trail: Number.NaN });
    advanceLevels(short, 999, true);
    expect(short.stop).toBeCloseTo(1000.1, 9);
  });

  it('does without levels that the plan leaves out', () => {
    const position = opened(1, { stop: Number.NaN, breakevenTrigger: Number.NaN });
    advanceLevels(position, 2000);
    expect(position.stop).toBeNaN();
    expect(position.armed).toBe(false);
    const trailing = opened(1, { stop: Number.NaN, breakevenPad: Number.NaN });
    advanceLevels(trailing, 1010);
    expect(trailing.stop).toBeCloseTo(1010 * 0.997, 9);
  });

  it('keeps its worst and best rupees, whichever side', () => {
    const short = opened(-1);
    expect(markPosition(short, 1008, 995, 1002)).toBe(-20);
    expect(excursionsOf(short, 1002)).toEqual({ adverse: -80, favourable: 50 });
    markPosition(short, 1001, 990, 999);
    expect(excursionsOf(short, 999)).toEqual({ adverse: -80, favourable: 100 });
    // The exit itself counts; what its bar did besides does not.
    expect(excursionsOf(short, 1012)).toEqual({ adverse: -120, favourable: 100 });
  });
});
