// What a label is: the outcome that followed a decision, when it was known, and how much of it is its own. Every labeler of this
// folder returns these columns; datasets, splits and the leak checks read them. Types only.

import type { Bars } from '../market/bars.ts';
import type { Interval } from '../market/interval.ts';
import type { Session } from '../market/session.ts';

/** How a label's window ended. `none`: it ran its full length without touching a barrier. */
export const HITS = ['none', 'target', 'stop', 'both', 'time', 'session-end'] as const;
export type Hit = (typeof HITS)[number];

/** Why a decision got no label. Dropped rows are counted, never guessed. */
export const DROP_REASONS = [
  /** The window would cross the session's end. */
  'session-end',
  /** The stored bars end before the window does. */
  'data-end',
  /** A bar inside the window is missing. */
  'gap',
  /** Volatility, ATR or an entry price was not known at the decision. */
  'no-scale',
  /** The label asks for a setup and there was none. */
  'no-setup',
  /** The trade has no stop or no target. */
  'no-barrier',
  /** No bars of the instrument around the decision. */
  'no-bars',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** Everything a labeler may read of one instrument. The path lies after the decision: that is what a label is. */
export interface LabelInput {
  readonly interval: Interval;
  /** Decision bars; row i is decided at `closeTime[i]`. */
  readonly bars: Bars;
  readonly closeTime: Float64Array;
  /** Bars the outcome is read from: the finest stored that make up the decision bars; may be the same as `bars`. */
  readonly pathInterval: Interval;
  readonly path: Bars;
  readonly pathCloseTime: Float64Array;
  readonly sessions: readonly Session[];
}

/** One entry per decision bar (or candidate), in order. */
export interface LabelColumns {
  readonly length: number;
  /** Names of the classes in order of `label`; empty for a label that is a number. */
  readonly classes: readonly string[];
  /** Class index; −1 where dropped (and everywhere for a label that is a number). */
  readonly label: Int16Array;
  /** What the position was worth by the end of the window, as a fraction of the entry before charges, or the number predicted. */
  readonly value: Float64Array;
  /** Epoch milliseconds from which the outcome is known; NaN where dropped. A split purges by it. */
  readonly t1: Float64Array;
  /** Index into HITS. */
  readonly hit: Uint8Array;
  /** Share of the window that is this row's own (López de Prado 2018, §4.4), in (0, 1]; NaN where dropped. */
  readonly weight: Float64Array;
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Bars that touched both barriers, counted against the trade unless finer bars told. */
  readonly ambiguous: number;
  /** Of the bars that touched both barriers, how many finer bars resolved. */
  readonly resolvedFiner: number;
}
