// Keeps a side for some bars once it was taken, so that a signal does not turn with every bar. Plain state. A stop or the close of the
// session still ends a position: that is no matter of signals.

import type { SideOrNone } from './inputs.ts';

/** 3 bars as published. */
export const HOLD_BARS = 3;

export interface HoldState {
  readonly side: SideOrNone;
  /** Bars the side has been held, the one it was taken on included. */
  readonly bars: number;
}
export const NOT_HOLDING: HoldState = { side: 0, bars: 0 };

/** The state after a bar whose decision is `decided`; its `side` is what to act on. Being flat is never held. */
export function held(state: HoldState, decided: SideOrNone, holdBars: number = HOLD_BARS): HoldState {
  if (state.side !== 0 && (decided === state.side || state.bars < holdBars))
    return { side: state.side, bars: state.bars + 1 };
  return decided === 0 ? NOT_HOLDING : { side: decided, bars: 1 };
}
