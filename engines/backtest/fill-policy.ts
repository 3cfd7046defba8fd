// Fill policies: given an open position and one later bar, does it leave, at what price and why?
// Called by the backtest loop only; paper and live get their fills from the exchange. Slippage is added by the caller.
// The three policies differ only in the order they assume inside a bar ([Note: assumptions] in contract.ts).

import { advanceLevels, type Position } from '../orders/position.ts';
import type { Assumptions, ExitReason } from './contract.ts';

export interface ExitFill {
  /** Price before slippage. */
  readonly price: number;
  readonly reason: ExitReason;
  /** True for a stop, which trades as a market order and slips; a target is a limit order and does not. */
  readonly slips: boolean;
}

/** Returns the exit on this bar, or null after moving the position's levels for the next bar. */
export type FillPolicy = (
  position: Position,
  open: number,
  high: number,
  low: number,
  close: number,
) => ExitFill | null;

function stopFill(position: Position, price: number): ExitFill {
  return { price, reason: position.stopKind, slips: true };
}

function targetFill(price: number): ExitFill {
  return { price, reason: 'target', slips: false };
}

/**
 * Pessimistic: a gap through a level fills at the open; otherwise the stop that was active at the bar's start is tested
 * first and wins over the target; levels move only for the next bar.
 */
function pessimisticBar(gaps: boolean): FillPolicy {
  return (position, open, high, low) => {
    const { side, stop, target } = position;
    if (side > 0) {
      if (gaps && open <= stop) return stopFill(position, open);
      if (gaps && open >= target) return targetFill(open);
      if (low <= stop) return stopFill(position, stop);
      if (high >= target) return targetFill(target);
      advanceLevels(position, high);
    } else {
      if (gaps && open >= stop) return stopFill(position, open);
      if (gaps && open <= target) return targetFill(open);
      if (high >= stop) return stopFill(position, stop);
      if (low <= target) return targetFill(target);
      advanceLevels(position, low);
    }
    return null;
  };
}

/**
 * Open → nearer extreme → other extreme → close. Levels move along the path. Neither pessimistic nor proven: offered
 * for comparison, because much of the field's software assumes it.
 */
function ohlcPathBar(gaps: boolean): FillPolicy {
  return (position, open, high, low, close) => {
    const { side } = position;
    if (gaps && side * (open - position.stop) <= 0) return stopFill(position, open);
    if (gaps && side * (open - position.target) >= 0) return targetFill(open);
    const highFirst = high - open < open - low;
    const path = highFirst ? [high, low, close] : [low, high, close];
    for (const price of path) {
      // On a favourable leg only the target can be met, on an adverse leg only the stop; a leg that reaches neither
      // level leaves both comparisons false, so the direction of the leg need not be asked.
      if (side * (price - position.target) >= 0) return targetFill(position.target);
      if (side * (price - position.stop) <= 0) return stopFill(position, position.stop);
      advanceLevels(position, price);
    }
    return null;
  };
}

/** The published order: best price, arming and trail from this very bar, then the stop, then the target (AVWAP v11 as published). */
function favourableBar(gaps: boolean): FillPolicy {
  return (position, open, high, low) => {
    const { side } = position;
    if (gaps && side * (open - position.stop) <= 0) return stopFill(position, open);
    if (gaps && side * (open - position.target) >= 0) return targetFill(open);
    advanceLevels(position, side > 0 ? high : low, true);
    const worst = side > 0 ? low : high;
    const best = side > 0 ? high : low;
    if (side * (worst - position.stop) <= 0) return stopFill(position, position.stop);
    if (side * (best - position.target) >= 0) return targetFill(position.target);
    return null;
  };
}

export function fillPolicyFor(assumptions: Pick<Assumptions, 'exitOrder' | 'stopFills'>): FillPolicy {
  const gaps = assumptions.stopFills === 'gap-and-slip';
  switch (assumptions.exitOrder) {
    case 'pessimistic':
      return pessimisticBar(gaps);
    case 'ohlc-path':
      return ohlcPathBar(gaps);
    case 'favourable':
      return favourableBar(gaps);
  }
}
