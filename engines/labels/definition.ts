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
  /** No bars of the instrument around the decision, or a decision outside every session. */
  'no-bars',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** Everything a labeler may read of one instrument. The path lies after the decision: that is what a label is. */
export interface LabelInput {
  readonly interval: Interval;
  /** Decision bars; row i is decided at `closeTime[i]`. Its session's calendar says which bars should follow. */
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
  /**
   * What the position of the labelled side was worth by the end of the window, as a fraction of the entry before charges, or
   * the number predicted. Classes without a side (FLAT, HOLD, none) carry the plain price move, and so does every class of a
   * triple-barrier direction (down, none, up): a fall is negative there.
   */
  readonly value: Float64Array;
  /** Epoch milliseconds from which the outcome is known; NaN where dropped. A split purges by it. */
  readonly t1: Float64Array;
  /** Index into HITS. */
  readonly hit: Uint8Array;
  /** Share of the window that is this row's own (López de Prado 2018, §4.4), in (0, 1]; NaN where dropped. */
  readonly weight: Float64Array;
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Rows decided on a decision bar that touched both barriers; counted against the trade unless finer bars told. */
  readonly ambiguous: number;
  /** Of those, how many the finer path put in order. */
  readonly resolvedFiner: number;
}

/** What a chart draws, one entry per row: NaN where dropped or where the label has no such level. Prices. */
export interface BarrierColumns {
  readonly entryTime: Float64Array;
  readonly entryPrice: Float64Array;
  /** Of the labelled side; of the long side where the class has none. */
  readonly targetPrice: Float64Array;
  readonly stopPrice: Float64Array;
}

export interface BarLabels extends LabelColumns, BarrierColumns {}

/** What `setup-conditional` reads, one entry per decision bar, computed by the caller from features. */
export interface SetupColumns {
  /** +1 where exactly the bull setup stands, −1 where exactly the bear setup stands, else 0. */
  readonly setup: Int8Array;
  /** Order imbalance in [−1, 1]; NaN where not known. */
  readonly imbalance: Float64Array;
  /** +1, −1 or 0. */
  readonly flowSide: Int8Array;
  readonly vwapSide: Int8Array;
}

export interface LabelExtras {
  readonly setups?: SetupColumns;
}

/** A trade of a run, or a proposed one. Levels are the first ones, NaN where the plan had none. */
export interface LabelCandidate {
  readonly side: 1 | -1;
  readonly entryTime: number;
  readonly entryPrice: number;
  readonly stopPrice: number;
  readonly targetPrice: number;
  /** How the run ended it; needed by `strategy-exits` only. Money in rupees, net of charges and slippage. */
  readonly outcome?: {
    readonly exitTime: number;
    readonly exitPrice: number;
    readonly hit: Hit;
    readonly netPnl: number;
    readonly quantity: number;
  };
}

export interface CandidateLabels extends LabelColumns, BarrierColumns {
  /**
   * Result over the money at risk (entry to stop): net of charges for `strategy-exits`, before charges for `meta-barrier`.
   * NaN where the trade has no stop.
   */
  readonly rMultiple: Float64Array;
}
