// The lines a candle chart can show: where each stands, how it looks, and what it is computed from. Data shared by the worker
// (which computes) and the painter (which draws).

export const ANCHORS = [
  'session-open',
  'previous-high',
  'previous-low',
  'pivot-high',
  'pivot-low',
  'bar',
] as const;
export type AnchorKind = (typeof ANCHORS)[number];

export const ANCHOR_WORDS: Readonly<Record<AnchorKind, string>> = {
  'session-open': 'Session open',
  'previous-high': 'Previous day’s high',
  'previous-low': 'Previous day’s low',
  'pivot-high': 'Latest swing high',
  'pivot-low': 'Latest swing low',
  bar: 'A bar of your choice',
};

export const PANES = ['rsi', 'adx', 'stochastic', 'atr'] as const;
export type PaneKind = (typeof PANES)[number];

export const PANE_WORDS: Readonly<Record<PaneKind, string>> = {
  rsi: 'RSI 14',
  adx: 'ADX 14 with DI',
  stochastic: 'Stochastic 14, 3, 3',
  atr: 'ATR 14',
};

/** Which token colours a line; `run-n` is the n-th run hue, so that a line never wears a money colour. */
export type LineColour = 'accent' | 'amber' | 'violet' | 'muted' | `run-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

export interface LineSpec {
  readonly id: string;
  readonly title: string;
  /** `price`, a pane kind, or `strategy` for a run's own lower plots. */
  readonly pane: string;
  readonly colour: LineColour;
  readonly width: number;
  readonly dash?: readonly number[];
  /** Starts anew with each session: not joined across sessions. */
  readonly perSession?: boolean;
  /** Not drawn as a line: only the edge of a band. */
  readonly hidden?: boolean;
  /** Left out of the readout. */
  readonly quiet?: boolean;
}

/** A shaded stretch between two lines. */
export interface BandSpec {
  readonly upper: string;
  readonly lower: string;
  readonly colour: LineColour;
  readonly opacity: number;
}

export interface ComputedLine {
  readonly spec: LineSpec;
  /** Aligned with the bars. */
  readonly values: Float64Array;
}

export interface ComputedLines {
  readonly lines: readonly ComputedLine[];
  readonly bands: readonly BandSpec[];
}

/** Fixed range of a lower pane, where its indicator has one, and levels worth a faint line. */
export const PANE_SCALE: Readonly<
  Record<
    string,
    { readonly low: number; readonly high: number; readonly levels: readonly number[] } | undefined
  >
> = {
  rsi: { low: 0, high: 100, levels: [30, 70] },
  stochastic: { low: 0, high: 100, levels: [20, 80] },
};
