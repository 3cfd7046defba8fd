// An open position and its protective levels. Levels move only by `advanceLevels`, which the fill policies call *after* they
// have tested the bar against the levels that were active at its start ([Note: no same-bar levels]).
//
// [Note: no same-bar levels] A bar does not say whether its high or its low came first. Moving a stop with the bar's best
// price and testing the same bar's worst price against it assumes the best came first; the published system did exactly
// that and earned all of its profit from it. Levels earned in a bar protect from the next bar on.

import type { ExitPlan, Side } from './exit-plan.ts';

export type StopKind = 'stop' | 'breakeven' | 'trail';

export interface Position {
  readonly id: number;
  readonly side: Side;
  readonly quantity: number;
  readonly entryPrice: number;
  readonly entryTime: number;
  readonly margin: number;
  readonly plan: ExitPlan;
  /** Levels as placed at entry. */
  readonly initialStop: number;
  readonly initialTarget: number;
  /** Active levels; NaN where there is none (a comparison with NaN is false, so it never triggers). */
  stop: number;
  target: number;
  stopKind: StopKind;
  armed: boolean;
  /** Most favourable price seen. */
  best: number;
  /** Highest and lowest price of the bars held through so far; the entry price at first. */
  highest: number;
  lowest: number;
}

export interface EntryFill {
  readonly id: number;
  readonly side: Side;
  readonly quantity: number;
  readonly price: number;
  readonly time: number;
  readonly margin: number;
}

export function openPosition(fill: EntryFill, plan: ExitPlan): Position {
  const byFill = plan.basis === 'fill';
  const stop = byFill ? fill.price * (1 - fill.side * plan.stop) : plan.stop;
  const target = byFill ? fill.price * (1 + fill.side * plan.target) : plan.target;
  return {
    id: fill.id,
    side: fill.side,
    quantity: fill.quantity,
    entryPrice: fill.price,
    entryTime: fill.time,
    margin: fill.margin,
    plan,
    initialStop: stop,
    initialTarget: target,
    stop,
    target,
    stopKind: 'stop',
    armed: false,
    best: fill.price,
    highest: fill.price,
    lowest: fill.price,
  };
}

/**
 * Takes the most favourable price of a bar into account: best price, arming, breakeven and trailing stop (AVWAP v11 as published).
 * Stops only ever tighten. `publishedPad` reproduces the published breakeven level, which adds the pad on both sides.
 */
export function advanceLevels(position: Position, favourable: number, publishedPad = false): void {
  const { side, plan, entryPrice } = position;
  if (side * (favourable - position.best) > 0) position.best = favourable;
  if (!position.armed) {
    // A NaN trigger makes the comparison false: never armed.
    if (!(side * (position.best - entryPrice * (1 + side * plan.breakevenTrigger)) >= 0)) return;
    position.armed = true;
    const level = entryPrice * (1 + (publishedPad ? plan.breakevenPad : side * plan.breakevenPad));
    tighten(position, level, 'breakeven');
  }
  tighten(position, position.best * (1 - side * plan.trail), 'trail');
}

function tighten(position: Position, level: number, kind: StopKind): void {
  if (position.side * (level - position.stop) > 0 || (Number.isNaN(position.stop) && !Number.isNaN(level))) {
    position.stop = level;
    position.stopKind = kind;
  }
}

/** Values the position at a bar's close and remembers how far the bar went. Returns the unrealised rupees. */
export function markPosition(position: Position, high: number, low: number, close: number): number {
  if (high > position.highest) position.highest = high;
  if (low < position.lowest) position.lowest = low;
  return position.side * position.quantity * (close - position.entryPrice);
}

/** Worst and best rupees of a position that leaves at `exitPrice` (≤ 0, ≥ 0): the bars held through, and the exit. */
export function excursionsOf(
  position: Position,
  exitPrice: number,
): { readonly adverse: number; readonly favourable: number } {
  const scale = position.side * position.quantity;
  const up = scale * (Math.max(position.highest, exitPrice) - position.entryPrice);
  const down = scale * (Math.min(position.lowest, exitPrice) - position.entryPrice);
  return { adverse: Math.min(up, down, 0), favourable: Math.max(up, down, 0) };
}
